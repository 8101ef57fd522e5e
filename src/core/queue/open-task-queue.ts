import type { DatabasePool } from '../database/pool.ts';
import { inTime } from '../in-time.ts';
import type { Logger } from '../log.ts';
import { consumeDeliveries } from './delivery-consumer.ts';
import { flowOf, openFlows } from './flow.ts';
import { forgetDeadWorkers } from './hand-back.ts';
import { inspectTask } from './inspect.ts';
import { openJobs, retryDeadlock } from './jobs.ts';
import { openLines } from './lines.ts';
import { readLoad } from './read-load.ts';
import { createMadeResults } from './made-results.ts';
import { openPostgresStore } from './postgres-store.ts';
import { announcePresence, presentWorkers, type SeenSigns } from './presence.ts';
import { defaultTiming, type QueueTiming } from './queue-timing.ts';
import { openRedisStore } from './redis-store.ts';
import { demandReachable } from './reachable.ts';
import { openRunningStages } from './running-stages.ts';
import { settleTask } from './settle.ts';
import { openSignals } from './signals.ts';
import { consumeStages } from './stage-consumer.ts';
import type { TaskQueue } from './task-queue.ts';
import { createTroubleLog } from './trouble-log.ts';

/** Milliseconds for telling the store that nobody listens any more. */
const closeMs = 2_000;

export interface TaskQueueOptions {
  /** Where jobs are kept: the embedded database or a PostgreSQL server, or Redis. A pool stays the caller's to end. */
  readonly store:
    | { readonly kind: 'postgres'; readonly pool: DatabasePool }
    | { readonly kind: 'redis'; readonly url: string };
  /** Keeps studios apart that share one Redis: letters, digits, dashes. A database holds one studio. */
  readonly namespace?: string;
  readonly logger: Logger;
  readonly timing?: Partial<QueueTiming>;
}

/** Opens the queue on a store. Throws `configuration` where Redis cannot be reached. */
export async function openTaskQueue(options: TaskQueueOptions): Promise<TaskQueue> {
  const { logger, namespace = 'mora' } = options;
  const trouble = createTroubleLog(logger);
  const store =
    options.store.kind === 'redis'
      ? await openRedisStore(options.store.url, namespace, logger, trouble)
      : await openPostgresStore(options.store.pool, namespace);
  const jobs = openJobs(store, trouble);
  const flows = openFlows(store, trouble);
  const signals = openSignals(store, logger, trouble);
  await forgetDeadWorkers(store, signals);
  const lines = openLines();
  const seen: SeenSigns = new Map();
  const running = await openRunningStages(signals, logger);
  const made = createMadeResults();
  const timing = { ...defaultTiming, ...options.timing };
  const context = { store, jobs, signals, running, made, logger, trouble, timing };
  return {
    add: async (plan, priority, history) => {
      const { taskId, thread } = plan;
      const flow = flowOf(plan, priority);
      await demandReachable(async () => {
        // A root that is known may have lost stages on purpose; adding them again would run them.
        if (history !== 'never-added' && (await jobs.root(taskId, thread.platform)) !== undefined) return;
        if (history === 'never-added') running.plans.set(taskId, plan);
        await retryDeadlock(async () => flows.add(flow));
        signals.taskChanged(taskId);
      });
    },
    settle: async (taskId, platform, outcome) =>
      demandReachable(async () => settleTask(context, { taskId, platform }, outcome)),
    inspect: async (taskId, platform) => demandReachable(async () => inspectTask(jobs, lines, taskId, platform)),
    workStages: async (seat, work) => consumeStages(context, seat, work),
    poke: async (taskId) => signals.pokeTask(taskId),
    workDeliveries: async (platform, concurrency, processor) =>
      consumeDeliveries(context, platform, concurrency, processor),
    watch: async (listener) => signals.onTaskChanged(listener),
    announce: async (presence) => announcePresence(signals, presence, logger),
    workers: async () => demandReachable(async () => presentWorkers(signals, seen)),
    load: async (scope) => demandReachable(async () => readLoad(jobs, await presentWorkers(signals, seen), scope)),
    close: async () => {
      // Each is closed though another fails; the last first.
      await using closing = new AsyncDisposableStack();
      closing.defer(() => store.close());
      closing.defer(() => jobs.close());
      closing.defer(() => flows.close());
      closing.defer(() => signals.close());
      closing.defer(async () => inTime(running.close(), closeMs, () => undefined));
    },
  };
}
