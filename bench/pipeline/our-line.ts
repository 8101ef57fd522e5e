import { silentLogger } from '../../src/core/log.ts';
import { openTaskQueue, type TaskQueueOptions } from '../../src/core/queue/open-task-queue.ts';
import { seatOf } from '../../src/core/seat.ts';
import { linePlan } from '../../test/support/plans.ts';
import { createCountdown } from '../support/countdown.ts';
import { concurrency, type Line } from './line.ts';

/** The studio's queue with all that it does around a stage. */
export async function openOurLine(store: TaskQueueOptions['store']): Promise<Line> {
  await using opened = new AsyncDisposableStack();
  const queue = await openTaskQueue({ store, logger: silentLogger() });
  opened.defer(() => queue.close());
  const delivered = createCountdown();
  const { stages, thread } = linePlan();
  const consumers = await Promise.all([
    ...stages.map((stage) =>
      queue.workStages(seatOf(stage), {
        concurrency,
        isFree: true,
        process: ({ stageId }) => Promise.resolve(stageId),
      }),
    ),
    queue.workDeliveries(thread.platform, concurrency, () => Promise.resolve(delivered.tick())),
  ]);
  opened.defer(async () => void (await Promise.all(consumers.map((consumer) => consumer.close(1_000)))));
  const held = opened.move();
  return {
    async run(tasks) {
      const all = delivered.start(tasks);
      await Promise.all(Array.from({ length: tasks }, () => queue.add(linePlan(), 1, 'never-added')));
      await all;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
