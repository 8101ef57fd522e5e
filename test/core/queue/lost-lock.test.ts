import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { openTaskQueue } from '../../../src/core/queue/open-task-queue.ts';
import { stageIdOf } from '../../../src/core/pipeline/plan.ts';
import { abortOf, linePlan, statusOf } from '../../support/plans.ts';
import { hasRedis, startRedis } from '../../support/servers.ts';

describe.skipIf(!hasRedis())('a stage that another worker has taken over', () => {
  test('is given up by the one that held it, which neither fails nor finishes it', async () => {
    await using server = await startRedis();
    const queue = await openTaskQueue({ store: { kind: 'redis', url: server.url }, logger: silentLogger() });
    const plan = linePlan();
    const held = Promise.withResolvers<AbortSignal>();
    const worker = await queue.workStages(
      { agent: 'prompt', vendor: 'sketch' },
      {
        concurrency: 1,
        process: async ({ signal }) => {
          held.resolve(signal);
          await abortOf(signal);
          throw signal.reason;
        },
      },
    );
    await queue.add(plan, 1);
    const signal = await held.promise;
    const redis = new Redis(server.url);
    const lock = `mora:prompt.sketch:${stageIdOf(plan.taskId, 'words')}:lock`;
    expect(await redis.set(lock, 'of somebody else', 'PX', 60_000, 'XX')).toBe('OK');
    await abortOf(signal);
    await worker.close(0);
    expect(await redis.get(lock)).toBe('of somebody else');
    expect(statusOf(await queue.inspect(plan.taskId, 'playground'), 'words')).toBe('running');
    redis.disconnect();
    await queue.close();
  });
});
