import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { StageJob } from '../../src/core/queue/task-queue.ts';
import { linePlan } from '../support/plans.ts';
import { waitUntil } from '../support/wait-until.ts';
import type { QueueHarness } from './queue-harness.ts';

const floodTasks = 60;

/** Who goes first where more wait than can be worked on. */
export function queueTurns(harness: QueueHarness): void {
  test('of a flood no more than what runs already goes before another task, at any of its stages', async () => {
    const { queue } = harness;
    const flood = Array.from({ length: floodTasks }, () => linePlan());
    const single = linePlan();
    const begun: { readonly taskId: string; readonly key: string }[] = [];
    /** How many stages had begun in all when a stage of the single task might begin. */
    const dueAt = new Map<string, number>();
    const play = async ({ plan: { taskId, stages }, stage: { key } }: StageJob): Promise<null> => {
      begun.push({ taskId, key });
      await sleep(15);
      const next = stages[stages.findIndex((stage) => stage.key === key) + 1];
      if (taskId === single.taskId && next !== undefined) dueAt.set(next.key, begun.length);
      return null;
    };
    for (const { agent } of single.stages) {
      harness.consumers.push(await queue.workStages({ agent, vendor: 'sketch' }, { concurrency: 1, process: play }));
    }
    await harness.deliver();
    await Promise.all(flood.map((plan, index) => queue.add(plan, 2 + index)));
    // Some of the flood stands in each line by now.
    await waitUntil(() => begun.some(({ key }) => key === 'end'));
    await queue.add(single, 1);
    dueAt.set('words', begun.length);
    await waitUntil(() => harness.isDelivered(single));
    for (const { key } of single.stages) {
      const from = dueAt.get(key) ?? 0;
      const at = begun.findIndex((one) => one.taskId === single.taskId && one.key === key);
      const between = begun.slice(from, at).filter((one) => one.key === key);
      // What was taken while the store was told that this stage may begin: far less than a stage takes in life.
      expect(between.length, `others before “${key}”`).toBeLessThanOrEqual(2);
    }
    expect(begun.filter(({ key }) => key === 'end').length).toBeLessThan(floodTasks);
    for (const plan of flood) await waitUntil(() => harness.isDelivered(plan));
  });
}
