import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openEmbedded } from '../../src/core/database/embedded.ts';
import { silentLogger } from '../../src/core/log.ts';
import { playgroundClient } from '../support/playground-client.ts';
import { startProduct } from '../support/product.ts';
import { smallDisk } from '../support/small-disk.ts';
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
