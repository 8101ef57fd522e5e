import { expect, test } from 'vitest';
import type { QueueLoad } from '../../src/core/queue/queue-load.ts';
import { linePlan } from '../support/plans.ts';
import { waitUntil } from '../support/wait-until.ts';
import { cancelled, platform, type QueueHarness } from './queue-harness.ts';

/** How much there is to do, as a supervisor reads it. */
export function queueLoad(harness: QueueHarness): void {
  // Agents that no other test of the contract leaves anything of.
  const seats = [
    { agent: 'prompt', vendor: 'sketch' },
    { agent: 'prompt', vendor: 'idle' },
  ] as const;
  const look = (): Promise<QueueLoad> => harness.queue.load({ seats, platforms: [platform] });
  const counts = async (): Promise<readonly [number, number]> => {
    const { waiting, running } = (await look()).agents.prompt;
    return [waiting, running];
  };

  test('load counts what waits and runs, and who works', async () => {
    const before = await look();
    const [first, second, third] = [linePlan(), linePlan(), linePlan()];
    for (const plan of [first, second, third]) await harness.queue.add(plan, 1);
    expect((await look()).agents.prompt.waiting).toBe(before.agents.prompt.waiting + 3);
    expect((await look()).seats['prompt.idle']).toEqual({ waiting: 0, running: 0, workers: 0 });
    expect((await look()).oldestWaitS).toBeGreaterThanOrEqual(0);

    const announced = await harness.queue.announce(() => ({
      workerId: 'worker-of-load',
      agents: { prompt: ['sketch'], connect: [] },
      motion: {},
      providers: {},
      turns: { 'prompt.sketch': 4, 'finish.elsewhere': 1 },
    }));
    harness.more.push(announced);
    const served = await look();
    expect(served.seats['prompt.sketch']?.workers).toBe(1);
    expect(served.agents.prompt.workers).toBe(1);
    expect(served.agents.connect.workers).toBe(0);
    expect(served.seats['finish.elsewhere'], 'a seat that only a worker knows').toMatchObject({ workers: 1 });

    const go = Promise.withResolvers<null>();
    await harness.work(() => go.promise, harness.queue, 'prompt');
    await waitUntil(async () => (await counts())[1] === 3);
    expect(await counts()).toEqual([before.agents.prompt.waiting, 3]);
    go.resolve(null);
    await waitUntil(async () => (await counts())[1] === 0);

    const undelivered = (await look()).deliveries[platform]?.waiting ?? 0;
    await harness.queue.settle(first.taskId, platform, cancelled);
    await waitUntil(async () => (await look()).deliveries[platform]?.waiting === undelivered + 1);
    for (const plan of [second, third]) await harness.queue.settle(plan.taskId, platform, cancelled);
  });
}
