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
