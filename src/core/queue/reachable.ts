import { setTimeout as sleep } from 'node:timers/promises';
import { MoraError, systemCode } from '../errors.ts';

/** A person waits no longer for a queue that does not answer. */
const patienceMs = 10_000;

/** Losses of a connection as the clients of Redis and PostgreSQL tell them. */
const lossCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);
const lossWords =
  /isn't writeable|Connection is closed|max retries|LOADING|READONLY|CLUSTERDOWN|sentinels are unreachable/iu;

/**
 * Does what somebody waits for. Throws `unavailable` where the queue cannot be reached or does not answer in time; what
 * was asked may then still be done later, so it must be safe to do twice.
 */
export async function demandReachable<T>(work: () => Promise<T>): Promise<T> {
  const answered = new AbortController();
  const asked = work();
  try {
    return await Promise.race([asked, outOfPatience(answered.signal)]);
  } catch (error) {
    // It may end long after nobody waits any more.
    asked.catch(() => undefined);
    throw isLoss(error) ? unreachable(error) : error;
  } finally {
    answered.abort('answered');
  }
}

async function outOfPatience(signal: AbortSignal): Promise<never> {
  await sleep(patienceMs, undefined, { signal });
  throw unreachable(new Error(`no answer within ${patienceMs} ms`));
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
