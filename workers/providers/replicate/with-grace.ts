import { MoraError } from '../../../src/core/errors.ts';
import { currentTurn, inTurn } from '../../remote/turn-scope.ts';

/**
 * Does work that an abort stops only when a grace is over: what is under way may still tell what it began. Throws
 * `uncertain` where it could not: an abort says nothing of what had been sent before it.
 */
export async function withGrace<T>(
  signal: AbortSignal,
  graceMs: number,
  work: (late: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => late.abort(signal.reason), graceMs);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  const waiting = currentTurn()?.waiting ?? (() => undefined);
  try {
    // The turn's own signal would stop the request at once.
    return await inTurn({ signal: late.signal, waiting }, () => work(late.signal));
  } catch (error) {
    if (!late.signal.aborted) throw error;
    throw new MoraError('uncertain', 'This was stopped before anybody could tell whether it had begun.', {
      cause: error,
    });
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(timer);
  }
}
