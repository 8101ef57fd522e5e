import type { TaskRow, TaskRows } from '../database/task-rows.ts';
import type { Logger } from '../log.ts';
import type { FlowState, TaskQueue, WorkerPresence } from '../queue/task-queue.ts';
import { unservedStage } from './served.ts';

/** What the reconciler looks at and acts through. */
export interface ReconcileParts {
  readonly tasks: Pick<TaskRows, 'undelivered'>;
  readonly queue: Pick<TaskQueue, 'add' | 'inspect' | 'settle' | 'workers'>;
  readonly logger: Logger;
  readonly nowMs: number;
  /** Since when a task was seen without a worker that could serve it, by its id; kept from one look to the next. */
  readonly unservedSinceMs: Map<string, number>;
  /** Ends it between two tasks. */
  readonly signal: AbortSignal;
  /** Carries a recorded outcome into its thread; idempotent. */
  deliver(task: TaskRow): Promise<void>;
  /** Shows how a task stands: nobody told its card that the workers have left. */
  refresh(taskId: string): void;
}

/** How long a task may wait for a worker that could serve it before its person is told. */
const patienceMs = 6 * 60 * 60 * 1000;

/**
 * Mends what a crash left between the rows and the flows of a platform: adds flows that are missing, delivers outcomes
 * whose flow is gone, and ends tasks that no live worker has served for too long. Returns how many it mended.
 */
export async function reconcile(platform: string, parts: ReconcileParts): Promise<number> {
  const { tasks, queue, logger } = parts;
  const workers = await queue.workers();
  let mended = 0;
  const onUnreadable = (taskId: string, error: unknown): void =>
    logger.error({ err: error, taskId }, 'task-not-reconciled');
  for (const task of await tasks.undelivered(platform, onUnreadable)) {
    if (parts.signal.aborted) break;
    const { taskId } = task.plan;
    try {
      if (await mend(task, workers, parts)) mended += 1;
    } catch (error) {
      // One that cannot be helped now is not to hold up the others.
      logger.error({ err: error, taskId }, 'task-not-reconciled');
    }
  }
  return mended;
}

/** Looks at one task and does what helps it; returns whether there was anything to mend. */
async function mend(task: TaskRow, workers: readonly WorkerPresence[], parts: ReconcileParts): Promise<boolean> {
  const { queue } = parts;
  const { taskId, thread, turn } = task.plan;
  const flow = await queue.inspect(taskId, thread.platform);
  const remedy = remedyFor(task, flow, workers, parts);
  if (remedy === 'tell') parts.refresh(taskId);
  if (remedy === 'none' || remedy === 'tell') return false;
  parts.logger.warn({ taskId, remedy }, 'task-reconciled');
  if (remedy === 'add-flow') await queue.add(task.plan, turn?.priority ?? 1);
  else if (remedy === 'deliver') await parts.deliver(task);
  else await queue.settle(taskId, thread.platform, { status: 'failed', failure: nobodyCame });
  return true;
}

const nobodyCame = {
  code: 'unavailable',
  userMessage: 'Nobody could work on this for six hours, so it was given up. Please try again later.',
} as const;

function remedyFor(
  task: TaskRow,
  flow: FlowState | undefined,
  workers: readonly WorkerPresence[],
  { unservedSinceMs, nowMs }: Pick<ReconcileParts, 'unservedSinceMs' | 'nowMs'>,
): 'none' | 'tell' | 'add-flow' | 'deliver' | 'give-up' {
  if (flow === undefined) return task.outcome === undefined ? 'add-flow' : 'deliver';
  if (flow.status === 'delivered') return task.outcome === undefined ? 'none' : 'deliver';
  const { taskId } = task.plan;
  if (unservedStage(flow, workers) === undefined) {
    unservedSinceMs.delete(taskId);
    return 'none';
  }
  const sinceMs = unservedSinceMs.get(taskId) ?? nowMs;
  unservedSinceMs.set(taskId, sinceMs);
  return nowMs - sinceMs < patienceMs ? 'tell' : 'give-up';
}
