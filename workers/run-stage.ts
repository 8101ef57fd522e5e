import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { agentContracts, type Agent, type AgentInput } from '../src/core/agents.ts';
import type { ArtifactStore } from '../src/core/artifacts/artifact-store.ts';
import { MoraError, toMoraError, type ErrorCode } from '../src/core/errors.ts';
import type { Logger } from '../src/core/log.ts';
import type { MediaTools } from '../src/core/media/media-tools.ts';
import type { Provider, StageContext } from '../src/core/provider.ts';
import type { Json, StageJob } from '../src/core/queue/task-queue.ts';
import { stageResultSchema, type StageResult } from '../src/core/stage-result.ts';
import { createFrameKeeper } from './frame-keeper.ts';
import { prepareInput } from './prepare-input.ts';

/** What a worker does its stages with. */
export interface StageParts {
  readonly providers: readonly Provider[];
  readonly artifacts: ArtifactStore;
  readonly media: Pick<MediaTools, 'extractFrame'>;
  /** Folder for what is made on the way; created when it is missing. */
  readonly scratchDir: string;
  readonly logger: Logger;
}

/** No provider known needs longer for one turn; past it something hangs. */
const stageLimitMs = 30 * 60 * 1000;

/**
 * Does one stage: finds the result of an earlier run or lets the provider make it, keeps it, and returns it for the
 * stages that follow. Throws `MoraError`.
 */
export async function runStage(agent: Agent, job: StageJob, parts: StageParts): Promise<Json> {
  const { artifacts } = parts;
  const resultId = `${job.stageId}-result`;
  const earlier = await readResult(artifacts, resultId);
  if (earlier !== undefined) return earlier;

  const players = playersOf(agent, job, parts.providers);
  await mkdir(parts.scratchDir, { recursive: true });
  const scratchDir = await mkdtemp(path.join(parts.scratchDir, 'stage-'));
  const logger = parts.logger.child({ taskId: job.plan.taskId, stageId: job.stageId });
  const timeout = AbortSignal.timeout(stageLimitMs);
  const context: StageContext = {
    stageId: job.stageId,
    signal: AbortSignal.any([job.signal, timeout]),
    artifacts,
    scratchDir,
    logger,
    report: (progress) => job.report(progress),
  };
  try {
    logger.info({ attempt: job.attempt }, 'stage-started');
    const frameOf = createFrameKeeper(parts.media, context);
    const turn = { plan: job.plan, stage: job.stage, results: job.upstream, frameOf };
    const input = agentContracts[agent].input.parse(await prepareInput[agent](turn));
    const result = await play(agent, players, input, job, context);
    tellPreview(result, job);
    await artifacts.put(resultId, 'application/json', { bytes: new TextEncoder().encode(JSON.stringify(result)) });
    logger.info({ ms: result.ms, provider: result.provider }, 'stage-finished');
    return result;
  } catch (error) {
    if (timeout.aborted && !job.signal.aborted) {
      throw new MoraError('timed-out', 'This step took too long and was stopped. Please try again.', { cause: error });
    }
    throw error;
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
}

/** A picture that a stage made is worth showing, unless it is not safe for work. */
function tellPreview({ agent, output }: StageResult, job: StageJob): void {
  if (agent !== 'text-to-image' && agent !== 'image-to-image') return;
  const { image, nsfw } = agentContracts[agent].output.parse(output);
  if (nsfw !== true) job.report({ phase: 'done', percent: 100, preview: image.artifact });
}

async function readResult(artifacts: ArtifactStore, id: string): Promise<StageResult | undefined> {
  if ((await artifacts.find(id)) === undefined) return undefined;
  return stageResultSchema.parse(await new Response(await artifacts.read(id)).json());
}

/** Failures after which another provider may do better; a refusal of what was asked is not among them. */
const passedOn: ReadonlySet<ErrorCode> = new Set(['provider-failed', 'unavailable', 'timed-out', 'internal']);

/** Lets the first player that can do the turn, in order. Throws the last one's failure. */
async function play(
  agent: Agent,
  [player, ...others]: readonly [Player, ...Player[]],
  input: AgentInput<Agent>,
  job: StageJob,
  context: StageContext,
): Promise<StageResult> {
  try {
    const startedAt = performance.now();
    const output = agentContracts[agent].output.parse(await player.run(input, context));
    const { name: provider, label, version } = player;
    const ms = Math.round(performance.now() - startedAt);
    return stageResultSchema.parse({ key: job.stage.key, agent, provider, label, version, ms, output });
  } catch (error) {
    const [next, ...rest] = others;
    if (next === undefined || context.signal.aborted || !passedOn.has(toMoraError(error).code)) throw error;
    context.logger.warn({ err: error, provider: player.name, next: next.name }, 'stage-passed-on');
    return play(agent, [next, ...rest], input, job, context);
  }
}

/** A provider in one of its roles, whichever that is. */
interface Player {
  readonly name: string;
  readonly label: string;
  readonly version: string;
  run(input: unknown, context: StageContext): Promise<unknown>;
}

/** Who of the plan is here for the stage, in the plan's order. Throws `unavailable` where nobody is. */
function playersOf(agent: Agent, { stage }: StageJob, providers: readonly Provider[]): readonly [Player, ...Player[]] {
  const [first, ...others] = [stage.provider, ...stage.fallbacks].flatMap((name): Player[] => {
    const provider = providers.find((candidate) => candidate.name === name);
    const runner = provider?.agents[agent];
    if (provider === undefined || runner === undefined) return [];
    // The caller has parsed the input by the contract of this very agent; the union of all agents hides that.
    const run = runner as Player['run'];
    return [{ name, label: provider.label, version: provider.version, run }];
  });
  if (first !== undefined) return [first, ...others];
  throw new MoraError(
    'unavailable',
    `Nobody here can do the ${agent} step with ${stage.provider} just now. Please try again later.`,
  );
}
