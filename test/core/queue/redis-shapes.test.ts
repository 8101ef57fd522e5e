import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { openTaskQueue } from '../../../src/core/queue/open-task-queue.ts';
import type { TaskQueue } from '../../../src/core/queue/task-queue.ts';
import { queueContract } from '../../contracts/queue-contract.ts';
import { linePlan } from '../../support/plans.ts';
import { startWorker } from '../../support/product.ts';
import {
  hasOpenssl,
  startDurableRedis,
  startRedisCluster,
  startRedisWithTls,
  startWatchedRedis,
} from '../../support/redis-servers.ts';
import { hasRedis } from '../../support/servers.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const logger = silentLogger();
const timing = { stageRetryMs: 10, deliveryRetryMs: 10, handBackMs: 50, abortMs: 200, stalledCheckMs: 1_000 };
const openAt = (url: string): Promise<TaskQueue> => openTaskQueue({ store: { kind: 'redis', url }, logger, timing });

/** A queue at work: what its stages and deliveries did, a line each. */
async function work(queue: TaskQueue, hold: Promise<void>): Promise<AsyncDisposable & { readonly did: string[] }> {
  await using opened = new AsyncDisposableStack();
  const did: string[] = [];
  for (const agent of ['prompt', 'text-to-image', 'image-to-video', 'finish'] as const) {
    const consumer = await queue.workStages(
      { agent, vendor: 'sketch' },
      {
        concurrency: 4,
        async process({ stageId }) {
          did.push(stageId);
          if (agent === 'image-to-video') await hold;
          return stageId;
        },
      },
    );
    opened.defer(() => consumer.close(0));
  }
  const deliveries = await queue.workDeliveries('playground', 4, ({ plan }) => {
    did.push(plan.taskId);
    return Promise.resolve();
  });
  opened.defer(() => deliveries.close(0));
  const held = opened.move();
  return { did, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

describe.skipIf(!hasRedis())('a cluster of Redis servers', () => {
  queueContract('a cluster of Redis servers', async () => {
    const cluster = await startRedisCluster();
    return {
      openQueue: (own) => openTaskQueue({ store: { kind: 'redis', url: cluster.url }, logger, timing: own }),
      [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
    };
  });
});

describe.skipIf(!hasRedis())('a Redis that goes away', () => {
  test('and comes back: tasks under way go on, each stage once; meanwhile a new one fails at once', async () => {
    await using redis = await startDurableRedis();
    const queue = await openAt(redis.url);
    const hold = Promise.withResolvers<void>();
    {
      await using crew = await work(queue, hold.promise);
      const plans = [linePlan(), linePlan(), linePlan()];
      for (const plan of plans) await queue.add(plan, 1);
      await expect.poll(() => crew.did.length).toBe(9);
      await redis.kill();
      await expect(queue.add(linePlan(), 1)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
      await redis.revive();
      hold.resolve();
      await expect.poll(() => crew.did.length, { timeout: 100_000 }).toBe(15);
      const again = linePlan();
      await expect
        .poll(() =>
          queue.add(again, 1).then(
            () => true,
            () => false,
          ),
        )
        .toBe(true);
      await expect.poll(() => crew.did.length).toBe(20);
      expect(new Set(crew.did).size).toBe(20);
    }
    await queue.close();
  }, 180_000);

  test('and another one takes its place by a Sentinel: tasks under way go on', async () => {
    await using redis = await startWatchedRedis();
    const queue = await openAt(redis.url);
    const hold = Promise.withResolvers<void>();
    {
      await using crew = await work(queue, hold.promise);
      const plan = linePlan();
      await queue.add(plan, 1);
      await expect.poll(() => crew.did.length).toBe(3);
      await redis.failOver();
      hold.resolve();
      // What was said in the moment of the change may be lost: then it is found stalled half a minute later.
      await expect.poll(() => crew.did.includes(plan.taskId), { timeout: 150_000 }).toBe(true);
      expect(crew.did.filter((one) => one === plan.taskId)).toHaveLength(1);
    }
    await queue.close();
  }, 180_000);
});

describe.skipIf(!hasRedis() || !hasOpenssl())('a Redis that speaks TLS', () => {
  test('is spoken to where its certificate is trusted, and else not', async () => {
    await using redis = await startRedisWithTls();
    await using directory = await temporaryDirectory();
    const environment = { REDIS_URL: redis.url, MORA_DATA_DIR: directory.path, LOG_LEVEL: 'silent' };
    await using worker = await startWorker({ ...environment, NODE_EXTRA_CA_CERTS: redis.authority });
    expect(await worker.stop()).toBe(0);
    await expect(openAt(redis.url)).rejects.toMatchObject({ code: 'configuration' });
  }, 60_000);
});
