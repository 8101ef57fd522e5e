import type { Logger } from '../core/log.ts';

/** Runs an action for a key soon, and at most once in each interval: many touches become one run with the newest state. */
export interface Coalescer {
  touch(key: string): void;
  /** Waits for runs under way and starts no more. */
  stop(): Promise<void>;
}

/** An action that fails is logged and dropped: what is coalesced here may be lost. */
export function createCoalescer(intervalMs: number, action: (key: string) => Promise<void>, logger: Logger): Coalescer {
  /** Keys that rest, with whether they were touched meanwhile. */
  const resting = new Map<string, { touched: boolean; timer?: NodeJS.Timeout }>();
  const running = new Set<Promise<void>>();
  let stopped = false;

  function run(key: string): void {
    const rest: { touched: boolean; timer?: NodeJS.Timeout } = { touched: false };
    resting.set(key, rest);
    const work = action(key)
      .catch((error: unknown) => logger.warn({ err: error, key }, 'coalesced-action-failed'))
      .then(() => {
        running.delete(work);
        if (stopped) return;
        rest.timer = setTimeout(() => wake(key, rest), intervalMs);
      });
    running.add(work);
  }

  function wake(key: string, rest: { touched: boolean }): void {
    resting.delete(key);
    if (rest.touched) run(key);
  }

  return {
    touch(key) {
      if (stopped) return;
      const rest = resting.get(key);
      if (rest === undefined) run(key);
      else rest.touched = true;
    },
    async stop() {
      stopped = true;
      for (const { timer } of resting.values()) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}
