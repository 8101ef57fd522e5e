import type { Logger } from '../core/log.ts';
import type { Consumer, TaskQueue } from '../core/queue/task-queue.ts';
import type { TaskRow } from '../core/database/task-rows.ts';
import type { Studio } from '../core/studio/studio.ts';
import type { ChatAdapter } from './chat.ts';
import { createCoalescer } from './coalescer.ts';
import { cardIn, deliveryIn } from './shown-task.ts';
import { openShowcase } from './showcase.ts';

/** What a desk works with. */
export interface DeskParts {
  readonly adapter: ChatAdapter;
  readonly studio: Studio;
  readonly queue: TaskQueue;
  readonly logger: Logger;
}

/**
 * The side of a chat that answers: it keeps the cards up to date, carries the outcomes into their threads, and shows what
 * people share.
 */
export interface Desk {
  /** Posts an outcome that is recorded already; used where the flow that should have carried it is gone. */
  deliver(task: TaskRow, signal: AbortSignal): Promise<void>;
  /** Shows how a task stands, soon. */
  refresh(taskId: string): void;
  /** Brings the gallery's messages up to date with its entries, where a crash left them behind. */
  mendShowcase(): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

/** Several deliveries at a time, so that one slow upload holds up nobody; few, as platforms bound what we may send. */
const concurrentDeliveries = 4;

/** Few cards at a time: a flood of tasks must not drown the work on them in questions about it. */
const concurrentCards = 4;

export async function openDesk({ adapter, studio, queue, logger }: DeskParts): Promise<Desk> {
  const { platform, cardPace } = adapter;

  async function groupOf(taskId: string): Promise<string | undefined> {
    const thread = (await studio.find(taskId))?.plan.thread;
    return thread?.platform === platform ? adapter.cardGroup(thread) : undefined;
  }

  const cards = createCoalescer(
    { ...cardPace, concurrency: concurrentCards, groupOf, logger },
    async (taskId: string): Promise<void> => {
      const view = await studio.view(taskId);
      if (view === undefined || view.task.person.platform !== platform) return;
      await adapter.showCard(await cardIn(studio, view));
    },
  );

  async function deliver(task: TaskRow, signal: AbortSignal): Promise<void> {
    const { plan, outcome } = task;
    if (outcome === undefined) return;
    const deliveredTo = await adapter.deliver(await deliveryIn(studio, task, outcome), signal);
    await studio.markDelivered(plan.taskId, deliveredTo);
    cards.touch(plan.taskId);
  }

  const watching = await queue.watch((taskId) => cards.touch(taskId));
  const showcase = openShowcase({ adapter, gallery: studio.gallery, logger });
  const deliveries: Consumer = await queue.workDeliveries(platform, concurrentDeliveries, async (job) => {
    await studio.conclude(job);
    const task = await studio.find(job.plan.taskId);
    if (task === undefined) return;
    await deliver(task, job.signal);
  });

  return {
    deliver,
    refresh: (taskId) => cards.touch(taskId),
    mendShowcase: () => showcase.mend(),
    async stop(graceMs) {
      await deliveries.close(graceMs);
      await watching[Symbol.asyncDispose]();
      await showcase.stop();
      await cards.stop();
    },
  };
}
