import type { Logger } from '../log.ts';
import type { UncheckedQueue } from './jobs.ts';
import { forgetWorkers } from './presence.ts';
import type { Signals } from './signals.ts';
import type { QueueStore } from './store.ts';

/** What was cleaned up since an exclusive database was opened. */
const cleaned = new WeakMap<object, Set<string>>();

/**
 * Puts back what a dead process left as running, so that work goes on at once instead of when its locks expire. Only
 * where this process alone uses the store, and once for each queue: later, running means running here.
 */
export async function handBackActiveJobs(store: QueueStore, queue: UncheckedQueue, logger: Logger): Promise<void> {
  if (!isFirstUse(store, queue.name)) return;
  for (const job of await queue.getActive()) {
    // BullMQ's word for "whoever holds the lock".
    await job.moveToWait('0');
    logger.info({ jobId: job.id, queue: queue.name }, 'a job that was running goes on');
  }
}

/** The same for workers: those that a dead process announced are not there. */
export async function forgetDeadWorkers(store: QueueStore, signals: Signals): Promise<void> {
  if (isFirstUse(store, 'workers of the last process')) await forgetWorkers(signals);
}

function isFirstUse(store: QueueStore, what: string): boolean {
  if (store.exclusive === undefined) return false;
  const seen = cleaned.get(store.exclusive) ?? new Set();
  cleaned.set(store.exclusive, seen);
  const isFirst = !seen.has(what);
  seen.add(what);
  return isFirst;
}
