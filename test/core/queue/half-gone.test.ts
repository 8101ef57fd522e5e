import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { openTaskQueue } from '../../../src/core/queue/open-task-queue.ts';
import { whenReachable } from '../../../src/core/queue/reachable.ts';
import { linePlan } from '../../support/plans.ts';
import { hasRedis, startRedis } from '../../support/servers.ts';

const logger = silentLogger();

/** The numbers of the connections that bear no name: what BullMQ opens for a worker has one. */
async function unnamed(asker: Redis): Promise<readonly number[]> {
  const list = String(await asker.client('LIST'));
  return [...list.matchAll(/^id=(\d+) .* name= /gmu)].map(([, id]) => Number(id)).toSorted((a, b) => a - b);
}

describe.skipIf(!hasRedis())('a worker with one of its two connections to Redis gone', () => {
  test('waits with the stage that it took, and counts no try', async () => {
    await using server = await startRedis();
    const store = { kind: 'redis' as const, url: server.url };
    const bot = await openTaskQueue({ store, logger });
    const asker = new Redis(server.url);
    const before = await unnamed(asker);
    const elsewhere = await openTaskQueue({ store, logger, timing: { stageRetryMs: 10, storeRetryMs: 10 } });
    const attempts: number[] = [];
    const ends: string[] = [];
    for (const agent of ['prompt', 'text-to-image', 'image-to-video', 'finish'] as const) {
      await elsewhere.workStages(
        { agent, vendor: 'sketch' },
        {
          concurrency: 1,
          process: ({ attempt }) => {
            attempts.push(attempt);
            return Promise.resolve(null);
          },
        },
      );
    }
    await bot.workDeliveries('playground', 1, ({ end }) => {
      ends.push(end.kind);
      return Promise.resolve();
    });

    // By the first it asks and adds; by the others it takes jobs and hears of tasks.
    const [first, ...others] = (await unnamed(asker)).filter((id) => !before.includes(id));
    if (first === undefined) throw new Error('it has no connection');
    const kept = new Set([...before, ...others]);
    const cut = async (): Promise<void> => {
      for (const id of await unnamed(asker)) if (!kept.has(id)) await asker.client('KILL', 'ID', id).catch(() => 0);
    };
    await cut();
    await bot.add(linePlan(), 1);
    for (let times = 0; times < 100; times += 1) {
      await cut();
      await sleep(5);
    }
    await expect.poll(() => ends).toEqual(['finished']);
    expect(attempts).toEqual([1, 1, 1, 1]);

    await elsewhere.close();
    await bot.close();
    asker.disconnect();
  });
});

describe('reading from a queue that may be away', () => {
  const away = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

  test('asks again until it answers', async () => {
    let asked = 0;
    const read = (): Promise<number> => ((asked += 1) < 3 ? Promise.reject(away) : Promise.resolve(asked));
    expect(await whenReachable(read, { retryMs: 1, signal: new AbortController().signal })).toBe(3);
  });

  test('ends with what is no loss, and with its signal', async () => {
    const { signal } = new AbortController();
    const broken = new Error('no such script');
    await expect(whenReachable(() => Promise.reject(broken), { retryMs: 1, signal })).rejects.toBe(broken);
    const stopped = AbortSignal.abort();
    const asking = whenReachable(() => Promise.reject(away), { retryMs: 60_000, signal: stopped });
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  });
});
