import type { Logger } from '../core/log.ts';
import type { Consumer, TaskQueue } from '../core/queue/task-queue.ts';
import type { TaskRow } from '../core/database/task-rows.ts';
import type { Studio } from '../core/studio/studio.ts';
import type { ChatAdapter } from './chat.ts';
import { cardOf } from './card.ts';
import { createCoalescer } from './coalescer.ts';
import { deliveryOf } from './delivery.ts';

/** What a desk works with. */
export interface DeskParts {
  readonly adapter: ChatAdapter;
  readonly studio: Studio;
  readonly queue: TaskQueue;
  readonly logger: Logger;
}

/** The side of a chat that answers: it keeps the cards up to date and carries the outcomes into their threads. */
export interface Desk {
  /** Posts an outcome that is recorded already; used where the flow that should have carried it is gone. */
  deliver(task: TaskRow, signal: AbortSignal): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

/** Several deliveries at a time, so that one slow upload holds up nobody; few, as platforms bound what we may send. */
const concurrentDeliveries = 4;

/** Cards are read one after the other: a flood of tasks must not drown the work on them in questions about it. */
const concurrentCards = 1;

export async function openDesk({ adapter, studio, queue, logger }: DeskParts): Promise<Desk> {
  const pace = { intervalMs: adapter.cardIntervalMs, concurrency: concurrentCards, logger };
  const cards = createCoalescer(pace, async (taskId) => {
    const view = await studio.view(taskId);
    if (view === undefined || view.task.person.platform !== adapter.platform) return;
    await adapter.showCard(cardOf(view));
  });

  async function deliver(task: TaskRow, signal: AbortSignal): Promise<void> {
    const { plan, person, outcome } = task;
    if (outcome === undefined) return;
    await adapter.deliver(deliveryOf(plan, person.id, outcome), signal);
    await studio.markDelivered(plan.taskId);
    cards.touch(plan.taskId);
  }

  const watching = await queue.watch((taskId) => cards.touch(taskId));
  const deliveries: Consumer = await queue.workDeliveries(adapter.platform, concurrentDeliveries, async (job) => {
    await studio.conclude(job);
    const task = await studio.find(job.plan.taskId);
    if (task === undefined) return;
    await deliver(task, job.signal);
  });

  return {
    deliver,
    async stop(graceMs) {
      await deliveries.close(graceMs);
      await watching[Symbol.asyncDispose]();
      await cards.stop();
    },
  };
}
