import type { Logger } from '../core/log.ts';

/** Runs an action for a key soon, and seldom: many touches become one run with the newest state. */
export interface Coalescer {
  touch(key: string): void;
  /** Waits for runs under way and starts no more. */
  stop(): Promise<void>;
}

export interface CoalescerOptions {
  /** Least milliseconds between two runs of one key. */
  readonly intervalMs: number;
  /** Most runs at a time, of all keys together. */
  readonly concurrency: number;
  readonly logger: Logger;
}

/** An action that fails is logged and dropped: what is coalesced here may be lost. */
export function createCoalescer(
  { intervalMs, concurrency, logger }: CoalescerOptions,
  action: (key: string) => Promise<void>,
): Coalescer {
  /** Keys to run, in the order of their first touch. */
  const due = new Set<string>();
  /** Keys that ran lately, with whether they were touched since. */
  const resting = new Map<string, { touched: boolean; timer?: NodeJS.Timeout }>();
  const running = new Set<Promise<void>>();
  let stopped = false;

  function runNext(): void {
    const [key] = due;
    if (stopped || key === undefined || running.size >= concurrency) return;
    due.delete(key);
    const rest: { touched: boolean; timer?: NodeJS.Timeout } = { touched: false };
    resting.set(key, rest);
    const work = action(key)
      .catch((error: unknown) => logger.warn({ err: error, key }, 'coalesced-action-failed'))
      .then(() => {
        running.delete(work);
        if (!stopped) rest.timer = setTimeout(() => wake(key, rest.touched), intervalMs);
        runNext();
      });
    running.add(work);
  }

  function wake(key: string, touched: boolean): void {
    resting.delete(key);
    if (!touched) return;
    due.add(key);
    runNext();
  }

  return {
    touch(key) {
      const rest = resting.get(key);
      if (rest !== undefined) rest.touched = true;
      else {
        due.add(key);
        runNext();
      }
    },
    async stop() {
      stopped = true;
      for (const { timer } of resting.values()) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}
