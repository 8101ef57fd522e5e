/** Waiting times of the queue, in milliseconds. Tests shorten them; nothing else should. */
export interface QueueTiming {
  /** Before the second try of a stage; each further wait is twice as long, up to `stageRetryMaxMs`. */
  readonly stageRetryMs: number;
  readonly stageRetryMaxMs: number;
  /** The same for deliveries, which are tried until they succeed. */
  readonly deliveryRetryMs: number;
  readonly deliveryRetryMaxMs: number;
  /** At least this lies between two progress reports of a stage. */
  readonly progressGapMs: number;
  /** How long a job that was handed back at a shutdown waits, so that the process which leaves cannot take it again. */
  readonly handBackMs: number;
  /** How long a job that a newer program wrote is left to newer ones before it is looked at again. */
  readonly newerMs: number;
  /** Between two looks for jobs whose worker gives no sign of life any more. */
  readonly stalledCheckMs: number;
  /** How long a lock lives that nobody renews; absent: what suits the store. */
  readonly lockMs?: number;
  /** Before a worker turns again to a store that did not answer. */
  readonly storeRetryMs: number;
  /** How long aborted work may take to end before it is handed back without waiting for it. */
  readonly abortMs: number;
}

export const defaultTiming: QueueTiming = {
  stageRetryMs: 2_000,
  stageRetryMaxMs: 30_000,
  deliveryRetryMs: 1_000,
  deliveryRetryMaxMs: 60_000,
  progressGapMs: 200,
  handBackMs: 1_000,
  newerMs: 30_000,
  stalledCheckMs: 10_000,
  storeRetryMs: 2_000,
  abortMs: 5_000,
};

/** Milliseconds before try number `attemptsMade + 1`: doubling, capped, and spread so that many do not return at once. */
export function backOffMs(attemptsMade: number, firstMs: number, maxMs: number): number {
  const doubled = Math.min(maxMs, firstMs * 2 ** Math.min(attemptsMade - 1, 30));
  return Math.round(doubled * (0.8 + Math.random() * 0.2));
}
