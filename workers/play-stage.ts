import type { Agent, AgentInput, AgentOutput } from '../src/core/agents.ts';
import { agentContracts } from '../src/core/agents.ts';
import { MoraError, toMoraError, type ErrorCode } from '../src/core/errors.ts';
import type { Provider, Role, StageContext } from '../src/core/provider.ts';
import type { StageJob } from '../src/core/queue/task-queue.ts';
import type { StageResult } from '../src/core/stage-result.ts';
import { openJournal, spentUsd, type Entry } from './remote/journal.ts';
import { playRole } from './remote/play-role.ts';
import type { RemoteTiming } from './remote/turn.ts';

/** What a stage is played with. */
export interface StagePlay<A extends Agent> {
  readonly agent: A;
  /** Checked by the agent's contract. */
  readonly input: AgentInput<A>;
  readonly providers: readonly Provider[];
  readonly job: StageJob;
  readonly context: StageContext;
  /** Aborts where nobody wants the result any more. */
  readonly unwanted: AbortSignal;
  readonly timing: RemoteTiming;
}

/** Who played, and what came of it. */
export type Played = Pick<StageResult, 'provider' | 'label' | 'version' | 'ms' | 'costUsd'> & {
  readonly output: AgentOutput<Agent>;
};

/** Milliseconds until a stage whose model is not here is offered again. */
const notHereMs = 3_000;

/** Failures after which another provider may do better; a refusal of what was asked is not among them. */
const passedOn: ReadonlySet<ErrorCode> = new Set([
  'provider-failed',
  'unavailable',
  'unauthorized',
  'timed-out',
  'internal',
]);

/**
 * Lets the players of a stage have their turn, in the plan's order, until one succeeds. Who was asked for something that
 * has not ended comes first, whatever the order: nobody else may be paid for the same meanwhile. Throws the last one's
 * failure, with what all of them cost.
 */
export async function playStage<A extends Agent>(play: StagePlay<A>): Promise<Played> {
  const { context } = play;
  const players = await inOrder(playersOf(play), play);
  let failure: unknown;
  for (const [index, player] of players.entries()) {
    if (index > 0) {
      const { code } = toMoraError(failure);
      // What may have been paid already is at most made once more for nothing.
      if (code === 'uncertain' && !player.isFree) continue;
      context.logger.warn({ err: failure, provider: player.name }, 'stage-passed-on');
    }
    try {
      return await playTurn(player, players, play);
    } catch (error) {
      failure = error;
      const { code } = toMoraError(error);
      if (context.signal.aborted || (code !== 'uncertain' && !passedOn.has(code))) break;
    }
  }
  throw await withCost(failure, players, context);
}

async function playTurn<A extends Agent>(
  player: Player<A>,
  players: readonly Player<A>[],
  { agent, input, context, unwanted, timing, job }: StagePlay<A>,
): Promise<Played> {
  const startedAt = performance.now();
  const { name: provider, label, version, role } = player;
  const onPoke = (listener: () => void): Disposable => job.onPoke(listener);
  const made = await playRole(agent, role, { provider, input, context, unwanted, timing, onPoke });
  const ms = Math.round(performance.now() - startedAt);
  // The contract of agent A parses to the output of agent A; the table's type cannot say so for a generic A.
  const output = agentContracts[agent].output.parse(made.output) as AgentOutput<A>;
  const costUsd = await spentBy(players, context);
  return { provider, label, version, ms, output, ...(costUsd > 0 ? { costUsd } : {}) };
}

/** A provider in one of its roles. */
interface Player<A extends Agent> {
  readonly name: string;
  readonly label: string;
  readonly version: string;
  readonly role: Role<A>;
  readonly isFree: boolean;
}

/** Who of the plan is here for the stage, in the plan's order. Throws `unavailable` where nobody is. */
function playersOf<A extends Agent>({ agent, job: { stage }, providers }: StagePlay<A>): readonly Player<A>[] {
  const players = [stage.provider, ...stage.fallbacks].flatMap((name): Player<A>[] => {
    const provider = providers.find((candidate) => candidate.name === name);
    const role: Role<A> | undefined = provider?.agents[agent];
    if (provider === undefined || role === undefined) return [];
    return [{ name, label: provider.label, version: provider.version, role, isFree: typeof role === 'function' }];
  });
  if (players.length > 0) return players;
  throw new MoraError(
    'unavailable',
    `Nobody here can do the ${agent} step with ${stage.provider} just now. Please try again later.`,
    // Another worker of the same vendor may have this model.
    { waitMs: notHereMs },
  );
}

async function entriesOf({ name, isFree }: Player<Agent>, context: StageContext): Promise<readonly Entry[]> {
  return isFree ? [] : openJournal(context.artifacts, context.stageId, name).read();
}

async function inOrder<A extends Agent>(
  players: readonly Player<A>[],
  { context }: StagePlay<A>,
): Promise<readonly Player<A>[]> {
  const underWay = await Promise.all(
    players.map(async (player) => {
      const entries = await entriesOf(player, context);
      return entries.some(({ ended }) => ended === undefined || ended.made !== undefined);
    }),
  );
  return [...players.filter((_, index) => underWay[index]), ...players.filter((_, index) => !underWay[index])];
}

async function spentBy(players: readonly Player<Agent>[], context: StageContext): Promise<number> {
  const journals = await Promise.all(players.map((player) => entriesOf(player, context)));
  return journals.reduce((sum, entries) => sum + spentUsd(entries), 0);
}

/** A failure that says what the stage cost. */
async function withCost(failure: unknown, players: readonly Player<Agent>[], context: StageContext): Promise<unknown> {
  if (context.signal.aborted) return failure;
  const costUsd = await spentBy(players, context);
  if (costUsd === 0) return failure;
  const { code, userMessage, retryable, waitMs } = toMoraError(failure);
  return new MoraError(code, userMessage, { cause: failure, retryable, waitMs, costUsd });
}
