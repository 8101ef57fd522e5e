/** Somebody who works tasks of four stages and a delivery, all of which cost nothing. */
export interface Line extends AsyncDisposable {
  /** Puts so many tasks in at once; resolves when the last one is delivered. */
  run(tasks: number): Promise<void>;
}

/** Jobs of a queue at a time, the same for everybody. */
export const concurrency = 4;

/** Counts down deliveries. */
export interface Countdown {
  /** Resolves after so many ticks. */
  start(ticks: number): Promise<void>;
  tick(): void;
}

export function createCountdown(): Countdown {
  let left = 0;
  let over = Promise.withResolvers<void>();
  return {
    start: (ticks) => {
      left = ticks;
      over = Promise.withResolvers();
      return over.promise;
    },
    tick: () => {
      left -= 1;
      if (left === 0) over.resolve();
    },
  };
}
