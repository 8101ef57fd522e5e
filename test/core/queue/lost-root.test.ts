import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { openTaskQueue } from '../../../src/core/queue/open-task-queue.ts';
import { abortOf, linePlan } from '../../support/plans.ts';
import { hasRedis, startRedis } from '../../support/servers.ts';

describe.skipIf(!hasRedis())('a worker whose Redis came back with nothing in it', () => {
  test('stops what was settled since, and goes on with what is added again: that needs it', async () => {
    await using server = await startRedis();
    const open = () => openTaskQueue({ store: { kind: 'redis', url: server.url }, logger: silentLogger() });
    const [bot, elsewhere] = [await open(), await open()];
    const held = new Map<string, AbortSignal>();
    const worker = await elsewhere.workStages(
      { agent: 'prompt', vendor: 'sketch' },
      {
        concurrency: 2,
        process: async ({ plan, signal, cancelled }) => {
          if (!held.has(plan.taskId)) held.set(plan.taskId, cancelled);
          await abortOf(signal);
          throw signal.reason;
        },
      },
    );
    const [settled, lost] = [linePlan(), linePlan()];
    for (const plan of [settled, lost]) await bot.add(plan, 1);
    await expect.poll(() => held.size).toBe(2);

    const redis = new Redis(server.url);
    // Its locks it has still: else the worker would give up both for that, and that is tried elsewhere.
    const locks = await redis.keys('*:lock');
    const tokens = await redis.mget(locks);
    await redis.flushall();
    for (const [at, lock] of locks.entries()) await redis.set(lock, tokens[at] ?? '', 'PX', 60_000);
    await bot.add(settled, 1);
    await bot.settle(settled.taskId, 'playground', { status: 'cancelled', by: 'Ada' });
    // Nobody knows who listens any more: the worker sees it once it has made itself known again.
    await expect.poll(() => held.get(settled.taskId)?.aborted).toBe(true);
    expect(held.get(lost.taskId)?.aborted).toBe(false);

    redis.disconnect();
    await worker.close(0);
    expect(held.get(lost.taskId)?.aborted).toBe(false);
    await elsewhere.close();
    await bot.close();
  });
});
