import { setTimeout as sleep } from 'node:timers/promises';
import { agentContracts, type Agent } from '../../src/core/agents.ts';
import { MoraError, toMoraError } from '../../src/core/errors.ts';
import type { JsonValue, Made, OperationRole } from '../../src/core/provider.ts';
import { demandAnotherTry, neverBegun } from './demand-another-try.ts';
import { followOperation, type Followed } from './follow-operation.ts';
import { openJournal, type Generation, type Journal } from './journal.ts';
import { toPlainJson } from './plain-json.ts';
import { costOf, scopeOf } from './play-call.ts';
import { readMade } from './read-made.ts';
import { stopGeneration } from './stop-generation.ts';
import { readInput } from './read-input.ts';
import { inTurn } from './turn-scope.ts';
import type { RemoteTurn } from './turn.ts';

/**
 * One turn by an operation elsewhere: goes on with the one that an earlier run of the stage began, else begins one. It is
 * written down before it is begun and its name before it is asked for, so that none is begun twice; it is stopped there
 * where nobody wants it any more, and left alone on a shutdown: the next process goes on with it.
 */
export async function playOperation<A extends Agent>(
  agent: A,
  role: OperationRole<A>,
  turn: RemoteTurn<A>,
): Promise<Made<A>> {
  const { provider, context } = turn;
  const journal = openJournal(context.artifacts, context.stageId, provider);
  const entries = await journal.read();
  const made = entries.flatMap(({ ended }) => ended?.made ?? [])[0];
  if (made !== undefined) return readMade(agent, made);

  const underWay = entries.find(({ ended }) => ended === undefined)?.generation;
  const known = underWay === undefined ? undefined : await resume(agent, role, turn, journal, underWay);
  if (known !== undefined) return followAndEnd(agent, role, turn, journal, known);

  demandAnotherTry(provider, await journal.read());
  const generation = await journal.begin(toPlainJson(agentContracts[agent].input.parse(turn.input)));
  const begun = generation.mine
    ? await begin(agent, role, turn, journal, generation)
    : await resume(agent, role, turn, journal, generation);
  if (begun !== undefined) return followAndEnd(agent, role, turn, journal, begun);
  throw new MoraError('unavailable', 'The model could not be reached. The studio tries again.', {
    detail: `${provider} never began ${generation.mark}`,
  });
}

/** A generation with what its provider calls it. */
interface Begun {
  readonly generation: Generation;
  readonly operation: JsonValue;
}

/** Begins a generation; where nobody can tell whether that worked, it is looked for. Undefined where it surely did not. */
async function begin<A extends Agent>(
  agent: A,
  role: OperationRole<A>,
  turn: RemoteTurn<A>,
  journal: Journal,
  generation: Generation,
): Promise<Begun | undefined> {
  const { context, input } = turn;
  const started = { ...context, mark: generation.mark, markedAtMs: generation.markedAtMs };
  let operation: JsonValue;
  try {
    operation = await inTurn(scopeOf(turn), () => role.start(input, started));
  } catch (error) {
    if (turn.unwanted.aborted) {
      // The request may have arrived all the same.
      await stopGeneration(agent, role, turn, journal, generation);
      throw error;
    }
    if (context.signal.aborted) throw error;
    const { code, costUsd } = toMoraError(error);
    if (code === 'uncertain') return resume(agent, role, turn, journal, generation);
    await journal.end(generation, { begun: !neverBegun.has(code), ...costOf({ costUsd }) });
    throw error;
  }
  // What goes wrong from here on is ours: it has begun, and the next try finds it.
  try {
    await journal.keepOperation(generation, operation);
  } catch (error) {
    if (turn.unwanted.aborted) await stopGeneration(agent, role, turn, journal, generation);
    throw error;
  }
  return { generation, operation };
}

/**
 * What a generation is called that was begun before, or by another process just now. Undefined where it was looked for
 * long enough: then it never began, and that is written down.
 */
async function resume<A extends Agent>(
  agent: A,
  role: OperationRole<A>,
  turn: RemoteTurn<A>,
  journal: Journal,
  generation: Generation,
): Promise<Begun | undefined> {
  const { context, provider, timing } = turn;
  const started = { ...context, mark: generation.mark, markedAtMs: generation.markedAtMs };
  // What it was begun with then: a picture that is prepared anew may have another address now.
  const input = readInput(agent, generation);
  // By a clock that nobody sets: theirs who wrote it down may be another one.
  const sinceMs = performance.now();
  const patienceMs = generation.mine ? timing.searchMs : timing.inheritMs;
  for (let looks = 1; ; looks += 1) {
    const known = await journal.operation(generation);
    if (known !== undefined) return { generation, operation: known };
    context.report({ phase: 'waiting for the provider' });
    const found = await inTurn(scopeOf(turn), () => role.find(input, started));
    if (found !== undefined) {
      await journal.keepOperation(generation, found);
      return { generation, operation: found };
    }
    if (looks > 1 && performance.now() - sinceMs > patienceMs) break;
    await sleep(timing.searchGapMs, undefined, { signal: context.signal });
  }
  context.logger.warn({ provider, mark: generation.mark }, 'a generation was not found, and counts as never begun');
  await journal.end(generation, { begun: false });
  return undefined;
}

/** Follows a generation to its end and writes that down. What only went wrong here leaves it as it is. */
async function followAndEnd<A extends Agent>(
  agent: A,
  role: OperationRole<A>,
  turn: RemoteTurn<A>,
  journal: Journal,
  { generation, operation }: Begun,
): Promise<Made<A>> {
  let followed: Followed<A>;
  try {
    followed = await followOperation(role, turn, operation);
  } catch (error) {
    if (turn.unwanted.aborted) await stopGeneration(agent, role, turn, journal, generation);
    throw error;
  }
  if (followed.state === 'made') {
    const { made } = followed;
    await journal.end(generation, { begun: true, ...costOf(made), made: toPlainJson(made) });
    return made;
  }
  await journal.end(generation, { begun: true, ...costOf(followed.error) });
  throw followed.error;
}
