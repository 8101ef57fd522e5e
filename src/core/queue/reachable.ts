import { setTimeout as sleep } from 'node:timers/promises';
import { MoraError, systemCode } from '../errors.ts';
import { inTime } from '../in-time.ts';

/** A person waits no longer for a queue that does not answer. */
const patienceMs = 10_000;

/** Losses of a connection as the clients of Redis and PostgreSQL tell them */
const lossCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);
/** The same in words, and what a Redis says that takes no writes for want of memory or disk. */
const lossWords =
  /isn't writeable|Connection is closed|max retries|LOADING|READONLY|CLUSTERDOWN|sentinels are unreachable|^OOM |^MISCONF |^EXECABORT /iu;

/**
 * Does what somebody waits for. Throws `unavailable` where the queue cannot be reached or does not answer in time; what
 * was asked may then still be done later, so it must be safe to do twice.
 */
export async function demandReachable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await inTime(work(), patienceMs, () => {
      throw unreachable(new Error(`no answer within ${patienceMs} ms`));
    });
  } catch (error) {
    throw isLoss(error) ? unreachable(error) : error;
  }
}

/**
 * Reads for work that nobody waits for in person: asks again, some time apart, for as long as the queue cannot be
 * reached. Rejects with the signal's reason where that comes first.
 */
export async function whenReachable<T>(
  read: () => Promise<T>,
  { retryMs, signal }: { readonly retryMs: number; readonly signal: AbortSignal },
): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!isLoss(error)) throw error;
      await sleep(retryMs, undefined, { signal });
    }
  }
}

function isLoss(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof MoraError) return false;
  return lossCodes.has(systemCode(error) ?? '') || lossWords.test(error.message);
}

function unreachable(cause: unknown): MoraError {
  return new MoraError(
    'unavailable',
    'The queue of the studio cannot be reached just now. Please try again in a minute.',
    {
      cause,
      detail: cause instanceof Error ? cause.message : 'unknown',
    },
  );
}
