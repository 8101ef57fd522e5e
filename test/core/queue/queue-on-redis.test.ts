import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { openTaskQueue } from '../../../src/core/queue/open-task-queue.ts';
import { queueContract } from '../../contracts/queue-contract.ts';
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

test.each(['redis://127.0.0.1:1', 'redis://nowhere.invalid', 'http://127.0.0.1:1', 'not an address'])(
  'an address where no Redis answers is a matter of configuration: %s',
  async (url) => {
    const opening = openTaskQueue({ store: { kind: 'redis', url }, logger });
    await expect(opening).rejects.toThrow(/^configuration: .*REDIS_URL/u);
  },
);
