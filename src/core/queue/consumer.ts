import { setTimeout as sleep } from 'node:timers/promises';
import { DelayedError, Worker, type IQueueBackend, type JobProgress } from 'bullmq';
import { inTime } from '../in-time.ts';
import type { Logger } from '../log.ts';
import { handBackActiveJobs } from './hand-back.ts';
import { isNewer } from './job-data.ts';
import type { Jobs, UncheckedJob } from './jobs.ts';
import { keepLock } from './keep-lock.ts';
import type { QueueTiming } from './queue-timing.ts';
import type { TroubleLog } from './trouble-log.ts';
import { noConnection, type NoConnection, type QueueStore } from './store.ts';
import type { Consumer } from './task-queue.ts';

type UncheckedWorker = Worker<unknown, unknown, string, IQueueBackend, JobProgress, NoConnection>;

/** What every consumer is made from. */
export interface ConsumerContext {
  readonly store: QueueStore;
  readonly jobs: Jobs;
  readonly timing: QueueTiming;
  readonly logger: Logger;
  readonly trouble: TroubleLog;
}

export interface ConsumerOptions {
  readonly queueName: string;
  readonly concurrency: number;
  readonly backOffMs: (attemptsMade: number) => number;
  /** Called before a job is put back because it can only go on later. */
  readonly onPutBack?: (job: UncheckedJob) => Promise<void>;
  /** Does the work; `signal` aborts on shutdown and when the job's lock is lost. What it throws fails the job. */
  readonly work: (job: UncheckedJob, signal: AbortSignal) => Promise<unknown>;
  /** Called when the queue has taken note that a try ended; `result` is what it has kept, absent where the try failed. */
  readonly onEnded: (job: UncheckedJob, result?: unknown) => void;
}

/** A worker that dies takes its jobs along this often before they fail for good; BullMQ's default of one is too few. */
const maxStalledCount = 10;

/** Milliseconds for which a worker that closes waits for the store after its work has ended. */
const answerMs = 5_000;

/** Thrown by work that can only go on later: the job is put back for so long, and no try is counted. */
export class PostponedError extends Error {
  readonly waitMs: number;

  constructor(waitMs: number, options: { readonly cause: unknown }) {
    super(`to be gone on with in ${waitMs} ms`, options);
    this.name = 'PostponedError';
    this.waitMs = waitMs;
  }
}

/** Takes jobs of a queue until closed, and then hands back what is still running. */
export async function startConsumer(context: ConsumerContext, options: ConsumerOptions): Promise<Consumer> {
  const { store, jobs, timing, logger, trouble } = context;
  const lockMs = timing.lockMs ?? store.lockMs;
  const shutdown = new AbortController();
  const running = new Set<Promise<unknown>>();
  let closing = false;

  const putBack = async (job: UncheckedJob, token: string, waitMs: number, isWait = true): Promise<never> => {
    try {
      if (isWait) await options.onPutBack?.(job);
      await job.moveToDelayed(Date.now() + waitMs, token);
    } catch (error) {
      // It stays marked as running; the check for stalled jobs finds it later.
      logger.warn({ err: error, jobId: job.id }, 'could not hand a job back');
    }
    throw new DelayedError();
  };

  const process = async (job: UncheckedJob, token = ''): Promise<unknown> => {
    // BullMQ may still take a job while it closes.
    if (closing) return putBack(job, token, timing.handBackMs);
    if (isNewer(job.data)) {
      trouble('this program is too old for jobs that a newer one wrote, and leaves them: update it', undefined);
      return putBack(job, token, timing.newerMs);
    }
    const lockLost = new AbortController();
    using _lock = keepLock(job, token, {
      lockMs,
      onLost: () => lockLost.abort(new DOMException('the lock was lost', 'AbortError')),
      onError: (error) => trouble('could not renew a lock', error),
    });
    const work = options.work(job, AbortSignal.any([shutdown.signal, lockLost.signal]));
    running.add(work);
    using patience = refuseAfter(shutdown.signal, timing.abortMs);
    try {
      return await Promise.race([work, patience.refused]);
    } catch (error) {
      if (shutdown.signal.aborted && !isFinal(error)) return await putBack(job, token, timing.handBackMs, false);
      if (error instanceof PostponedError) return await putBack(job, token, error.waitMs);
      throw error;
    } finally {
      running.delete(work);
    }
  };

  const worker: UncheckedWorker = new Worker(
    options.queueName,
    process,
    {
      connection: noConnection,
      prefix: store.prefix,
      autorun: false,
      concurrency: options.concurrency,
      lockDuration: lockMs,
      skipLockRenewal: true,
      maxStalledCount,
      stalledInterval: timing.stalledCheckMs,
      // BullMQ's own quarter of a minute outlasts most outages, and nobody renews the lock of work that is over.
      runRetryDelay: timing.storeRetryMs,
      // Where nobody else uses the store there is nobody whose jobs could stall.
      skipStalledCheck: store.exclusive !== undefined,
      settings: { backoffStrategy: options.backOffMs },
    },
    store.backend,
  );
  worker.on('error', (error) => trouble('trouble with a worker', error));
  worker.on('completed', (job, result) => options.onEnded(job, result));
  // A job that failed because it stalled too often may be gone.
  worker.on('failed', (job) => {
    if (job !== undefined) options.onEnded(job);
  });
  await worker.waitUntilReady();
  await handBackActiveJobs(store, jobs.queue(options.queueName), logger);
  void worker.run().catch((error: unknown) => logger.error({ err: error }, 'a worker ended by itself'));

  return {
    close: async (graceMs) => {
      closing = true;
      await worker.pause(true);
      await inTime(Promise.allSettled(running), graceMs, () => undefined);
      shutdown.abort(new DOMException('the worker is shutting down', 'AbortError'));
      await closeWorker(worker, timing.abortMs + answerMs, logger);
    },
  };
}

/** Closes it, and waits no longer than that: BullMQ may wait for ever for a connection that was changing servers. */
async function closeWorker(worker: UncheckedWorker, patienceMs: number, logger: Logger): Promise<void> {
  await inTime(worker.close(), patienceMs, () => {
    // Its jobs are found to have stalled, and its connection ends with the process.
    logger.warn({ queue: worker.name }, 'a worker did not close in time');
  });
}

/** An error after which BullMQ does not try again: it says that the job has its end, shutdown or not. */
function isFinal(error: unknown): boolean {
  return error instanceof Error && error.name === 'UnrecoverableError';
}

/** Rejects some time after the signal aborted: work that does not listen to it must not hold up the shutdown. */
function refuseAfter(signal: AbortSignal, ms: number): Disposable & { readonly refused: Promise<never> } {
  const { promise: refused, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => {
    void sleep(ms, undefined, { ref: false }).then(() =>
      reject(new Error('the work did not stop when it was told to')),
    );
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  // The signal lives as long as the worker: what is not taken off adds up with every job.
  return { refused, [Symbol.dispose]: () => signal.removeEventListener('abort', onAbort) };
}
