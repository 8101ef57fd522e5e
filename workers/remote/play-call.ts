import { setTimeout as sleep } from 'node:timers/promises';
import { agentContracts, type Agent } from '../../src/core/agents.ts';
import { MoraError, toMoraError } from '../../src/core/errors.ts';
import type { CallRole, Made } from '../../src/core/provider.ts';
import { openJournal } from './journal.ts';
import { toPlainJson } from './plain-json.ts';
import { readMade } from './read-made.ts';
import { inTurn } from './turn-scope.ts';
import type { RemoteTurn } from './turn.ts';
import { demandAnotherTry, neverBegun } from './demand-another-try.ts';

/**
 * One turn by a request that holds its answer. It is written down before it is sent, and its answer before it is handed
 * on: a request that may have been carried out is never sent again. Throws `uncertain` where one was under way when its
 * process died.
 */
export async function playCall<A extends Agent>(agent: A, role: CallRole<A>, turn: RemoteTurn<A>): Promise<Made<A>> {
  const { provider, input, context } = turn;
  const journal = openJournal(context.artifacts, context.stageId, provider);
  const entries = await journal.read();
  const made = entries.flatMap(({ ended }) => ended?.made ?? [])[0];
  if (made !== undefined) return readMade(agent, made);
  if (entries.some(({ ended }) => ended === undefined)) throw uncertain();
  demandAnotherTry(provider, entries);

  const generation = await journal.begin(toPlainJson(agentContracts[agent].input.parse(input)));
  if (!generation.mine) throw uncertain();
  let answer: Made<A>;
  try {
    answer = await inTurn(scopeOf(turn), () => role.run(input, context));
  } catch (error) {
    // What was under way when it was stopped may have been carried out all the same.
    if (context.signal.aborted) throw error;
    const { code, costUsd } = toMoraError(error);
    if (code !== 'uncertain') await journal.end(generation, { begun: !neverBegun.has(code), ...costOf({ costUsd }) });
    throw error;
  }
  await keepAnswer(() => journal.end(generation, { begun: true, ...costOf(answer), made: toPlainJson(answer) }), turn);
  return answer;
}

/** Tries of writing an answer down, each after twice the wait: it is paid, and there is no other copy. */
const maxKeeps = 6;

/** Where it fails for good nothing says how the request ended: it is not sent again. */
async function keepAnswer<A extends Agent>(keep: () => Promise<void>, turn: RemoteTurn<A>): Promise<void> {
  const { context, timing, provider } = turn;
  for (let tries = 1; ; tries += 1) {
    try {
      return await keep();
    } catch (error) {
      if (tries === maxKeeps || context.signal.aborted) throw error;
      context.logger.warn({ err: error, provider }, 'could not write down what was answered');
      await sleep(timing.fetchRetryMs * 2 ** (tries - 1), undefined, { signal: context.signal });
    }
  }
}

/** Where a provider's client finds the turn that it works for. */
export function scopeOf({ context }: Pick<RemoteTurn<Agent>, 'context'>): Parameters<typeof inTurn>[0] {
  return { signal: context.signal, waiting: (phase) => context.report({ phase }) };
}

/** A cost as a record has it. */
export function costOf({ costUsd }: { readonly costUsd?: number | undefined }): { readonly costUsd?: number } {
  return costUsd === undefined ? {} : { costUsd };
}

function uncertain(): MoraError {
  return new MoraError(
    'uncertain',
    'The studio was interrupted while a model worked on this, and its answer is lost. It is not asked again by itself, so that nothing is paid twice. Press Again to make the video anew.',
  );
}
