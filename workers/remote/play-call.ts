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
  try {
    const answer = await inTurn(scopeOf(turn), () => role.run(input, context));
    await journal.end(generation, { begun: true, ...costOf(answer), made: toPlainJson(answer) });
    return answer;
  } catch (error) {
    // What was under way when it was stopped may have been carried out all the same.
    if (context.signal.aborted) throw error;
    const { code, costUsd } = toMoraError(error);
    if (code !== 'uncertain') await journal.end(generation, { begun: !neverBegun.has(code), ...costOf({ costUsd }) });
    throw error;
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
