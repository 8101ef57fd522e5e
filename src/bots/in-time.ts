import { setTimeout as sleep } from 'node:timers/promises';

/** What a work brings, or undefined where it takes longer: its result is then of no use any more. Throws what it throws. */
export async function inTime<T>(work: Promise<T>, patienceMs: number): Promise<T | undefined> {
  const done = new AbortController();
  const late = sleep(patienceMs, undefined, { signal: done.signal });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
