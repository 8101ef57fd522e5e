import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { openTaskQueue } from '../../../src/core/queue/open-task-queue.ts';
import { queueContract } from '../../contracts/queue-contract.ts';
import { platform } from '../../contracts/queue-harness.ts';
import { linePlan } from '../../support/plans.ts';
import { hasRedis, startRedis } from '../../support/servers.ts';

const logger = silentLogger();

describe.skipIf(!hasRedis())('Redis', () => {
  queueContract('Redis', async () => {
    const server = await startRedis();
    return {
      openQueue: (timing) => openTaskQueue({ store: { kind: 'redis', url: server.url }, logger, timing }),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  });
});

test.skipIf(!hasRedis())('a Redis without room takes nothing for now, and goes on once there is some', async () => {
  await using server = await startRedis();
  const queue = await openTaskQueue({ store: { kind: 'redis', url: server.url }, logger });
  const operator = new Redis(server.url);
  const plan = linePlan();
  await queue.add(linePlan(), 1);
  await operator.config('SET', 'maxmemory', '1');
  await expect(queue.add(plan, 1)).rejects.toMatchObject({ code: 'unavailable' });
  await operator.config('SET', 'maxmemory', '0');
  await queue.add(plan, 1);
  expect(await queue.inspect(plan.taskId, platform)).toMatchObject({ status: 'open' });
  operator.disconnect();
  await queue.close();
});

test.each(['redis://127.0.0.1:1', 'redis://nowhere.invalid', 'http://127.0.0.1:1', 'not an address'])(
  'an address where no Redis answers is a matter of configuration: %s',
  async (url) => {
    const opening = openTaskQueue({ store: { kind: 'redis', url }, logger });
    await expect(opening).rejects.toThrow(/^configuration: .*REDIS_URL/u);
  },
);
