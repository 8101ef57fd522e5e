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
