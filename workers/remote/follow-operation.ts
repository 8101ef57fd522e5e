import { setTimeout as sleep } from 'node:timers/promises';
import type { Agent } from '../../src/core/agents.ts';
import { MoraError, toMoraError } from '../../src/core/errors.ts';
import type { JsonValue, Made, OperationRole, Standing } from '../../src/core/provider.ts';
import { scopeOf } from './play-call.ts';
import { inTurn } from './turn-scope.ts';
import type { RemoteTurn } from './turn.ts';

/** What an operation came to: what it made, or the failure with which it ended for good. */
export type Followed<A extends Agent> =
  | { readonly state: 'made'; readonly made: Made<A> }
  | { readonly state: 'failed'; readonly error: MoraError };

/** Tries to fetch what was made, where what came was broken. */
const maxFetches = 4;
const fetchRetryMaxMs = 30_000;

/**
 * Asks for an operation until it ends, and fetches what it made. A provider that cannot be asked for a while ends
 * nothing, nor does a store that takes nothing for a while. Throws what went wrong on our side, and when the turn's signal aborts.
 */
export async function followOperation<A extends Agent>(
  role: OperationRole<A>,
  turn: RemoteTurn<A>,
  operation: JsonValue,
): Promise<Followed<A>> {
  const { context, timing } = turn;
  using pokes = openPokes(turn);
  let gapMs = timing.pollMs;
  for (;;) {
    const standing = await ask(role, turn, operation);
    if (standing?.state === 'made') return await collect(role, turn, standing.result);
    if (standing?.state === 'failed') return standing;
    if (standing?.progress !== undefined) context.report(standing.progress);
    await pokes.wait(standing?.againMs ?? gapMs);
    gapMs = Math.min(timing.pollMaxMs, gapMs * 1.5);
  }
}

/** Asks once. Undefined where nobody answered: that says nothing of the operation. */
async function ask<A extends Agent>(
  role: OperationRole<A>,
  turn: RemoteTurn<A>,
  operation: JsonValue,
): Promise<Standing | undefined> {
  const { context, provider } = turn;
  try {
    return await inTurn(scopeOf(turn), () => role.poll(operation, context));
  } catch (error) {
    context.signal.throwIfAborted();
    if (toMoraError(error).code !== 'unavailable') throw error;
    context.logger.warn({ err: error, provider }, 'could not ask how far a generation is');
    context.report({ phase: 'waiting for the provider' });
    return undefined;
  }
}

async function collect<A extends Agent>(
  role: OperationRole<A>,
  turn: RemoteTurn<A>,
  result: JsonValue,
): Promise<Followed<A>> {
  const { context, input, timing, provider } = turn;
  let broken = 0;
  for (let tries = 1; ; tries += 1) {
    try {
      return { state: 'made', made: await inTurn(scopeOf(turn), () => role.collect(result, input, context)) };
    } catch (error) {
      context.signal.throwIfAborted();
      const failure = toMoraError(error);
      if (failure.code === 'output-lost') return { state: 'failed', error: failure };
      // The model's part is done and paid: only fetching is tried again, never making.
      if (failure.code === 'provider-failed') broken += 1;
      else if (failure.code !== 'unavailable') throw error;
      if (broken === maxFetches) return { state: 'failed', error: lost(failure) };
      context.logger.warn({ err: error, provider }, 'could not fetch what was made');
      const waitMs = Math.min(fetchRetryMaxMs, timing.fetchRetryMs * 2 ** (tries - 1));
      await sleep(waitMs, undefined, { signal: context.signal });
    }
  }
}

function lost(cause: MoraError): MoraError {
  return new MoraError(
    'output-lost',
    'A model made this, but what it made could not be fetched whole. It is not made again by itself, so that nothing is paid twice. Press Again to make it anew.',
    { cause, costUsd: cause.costUsd },
  );
}

/** Waits that a poke cuts short. */
interface Pokes extends Disposable {
  wait(ms: number): Promise<void>;
}

function openPokes({ onPoke, context: { signal } }: RemoteTurn<Agent>): Pokes {
  let poked = new AbortController();
  const subscription = onPoke(() => poked.abort());
  return {
    async wait(ms) {
      await sleep(ms, undefined, { signal: AbortSignal.any([signal, poked.signal]) }).catch(() => undefined);
      signal.throwIfAborted();
      // A poke that came in between counts, too: it only ever cuts one wait short.
      if (poked.signal.aborted) poked = new AbortController();
    },
    [Symbol.dispose]: () => subscription[Symbol.dispose](),
  };
}
