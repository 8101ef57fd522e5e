import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What a work brings, or what `tooLate` does where it takes longer: its result is then of no use any more. Throws what
 * the one of them throws that counts.
 */
export async function inTime<T, L>(work: Promise<T>, patienceMs: number, tooLate: () => L): Promise<Awaited<T | L>> {
  const done = new AbortController();
  const late = sleep(patienceMs, undefined, { signal: done.signal }).then(tooLate);
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
