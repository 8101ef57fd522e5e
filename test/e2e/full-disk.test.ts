import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openEmbedded } from '../../src/core/database/embedded.ts';
import { silentLogger } from '../../src/core/log.ts';
import { playgroundClient } from '../support/playground-client.ts';
import { startProduct, startWorker } from '../support/product.ts';
import { hasRedis, startRedis } from '../support/servers.ts';
import { smallDisk } from '../support/small-disk.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { copyTemplate } from '../support/test-database.ts';

test('a disk too small for the database is named at the start', async (context) => {
  await using disk = await smallDisk(30);
  if (disk === undefined) return context.skip('no disk can be mounted here');
  const open = openEmbedded(path.join(disk.path, 'data'), { logger: silentLogger() });
  await expect(open).rejects.toMatchObject({
    code: 'disk-full',
    userMessage: expect.stringContaining('Free some space'),
  });
}, 60_000);

test('a full disk refuses new videos in a sentence, and all goes on once there is room', async (context) => {
  // Room for the database, what a video takes, and the 256 MB that must stay free.
  await using disk = await smallDisk(400);
  if (disk === undefined) return context.skip('no disk can be mounted here');
  await copyTemplate(disk.path);
  await using product = await startProduct({ MORA_DATA_DIR: disk.path, LOG_LEVEL: 'fatal' });
  const client = playgroundClient(product.url);

  const filler = path.join(disk.path, 'filler');
  await writeFile(filler, Buffer.alloc(320 * 1024 * 1024)).catch(() => undefined);
  expect((await client.say('/mora t2v a boat --duration 1')).problem).toMatch(/disk.*full.*free some space/iu);
  await rm(filler);

  await client.say('/mora t2v a boat --duration 1');
  await expect.poll(() => client.results(), { timeout: 60_000, interval: 100 }).toMatchObject([{ status: 'done' }]);
  expect(await product.stop()).toBe(0);
}, 120_000);

test.skipIf(!hasRedis())(
  'a worker whose disk is full waits until there is room, and no try is lost',
  async (context) => {
    await using disk = await smallDisk(24);
    if (disk === undefined) return context.skip('no disk can be mounted here');
    await using redis = await startRedis();
    await using directory = await temporaryDirectory();
    const shared = { REDIS_URL: redis.url, MORA_DATA_DIR: directory.path };
    const filler = path.join(disk.path, 'filler');
    await writeFile(filler, Buffer.alloc(32 * 1024 * 1024)).catch(() => undefined);
    await using bot = await startProduct({ ...shared, MORA_AGENTS: 'none' });
    await using worker = await startWorker({ ...shared, TMPDIR: disk.path, LOG_LEVEL: 'warn' }, { keepLog: true });
    const client = playgroundClient(bot.url);
    await client.say('/mora t2v a boat --duration 1');
    await expect.poll(() => worker.log().some((line) => line.includes('disk-full')), { timeout: 60_000 }).toBe(true);
    expect(await client.results()).toEqual([]);
    await rm(filler);
    await expect.poll(() => client.results(), { timeout: 100_000, interval: 250 }).toMatchObject([{ status: 'done' }]);
    expect([await worker.stop(), await bot.stop()]).toEqual([0, 0]);
  },
  180_000,
);
