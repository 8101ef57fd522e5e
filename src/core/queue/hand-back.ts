import type { Logger } from '../log.ts';
import type { UncheckedQueue } from './jobs.ts';
import type { QueueStore } from './store.ts';

/** Queues that were cleaned since their database was opened. */
const cleaned = new WeakMap<object, Set<string>>();

/**
 * Puts back what a dead process left as running, so that work goes on at once instead of when its locks expire. Only
 * where this process alone uses the store, and once for each queue: later, running means running here.
 */
export async function handBackActiveJobs(store: QueueStore, queue: UncheckedQueue, logger: Logger): Promise<void> {
  if (store.exclusive === undefined) return;
  const names = cleaned.get(store.exclusive) ?? new Set();
  cleaned.set(store.exclusive, names);
  if (names.has(queue.name)) return;
  names.add(queue.name);
  for (const job of await queue.getActive()) {
    // BullMQ's word for "whoever holds the lock".
    await job.moveToWait('0');
    logger.info({ jobId: job.id, queue: queue.name }, 'a job that was running goes on');
  }
}
