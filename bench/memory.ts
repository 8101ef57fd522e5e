import { setTimeout as delay } from 'node:timers/promises';
import { playgroundClient } from '../test/support/playground-client.ts';
import { startProduct, type RunningProduct } from '../test/support/product.ts';
import { hasPostgres, hasRedis, startPostgres, startRedis } from '../test/support/servers.ts';
import { temporaryDirectory } from '../test/support/temporary-directory.ts';
import type { Bench, Measure } from './support/bench.ts';
import { childrenOf, residentMegabytes } from './support/memory-of.ts';

/** What the product takes of a machine. */
export const memory: Bench = {
  name: 'memory',
  about: "resident size of the bot's process and of its largest child: idle, and the peak during a 5 s t2v",
  async run() {
    await using directory = await temporaryDirectory();
    const environment = { MORA_DATA_DIR: directory.path };
    const first = await lifeOf('embedded, first start', environment, 500);
    const second = await lifeOf('embedded, second start', environment, 500);
    return { measures: [...first, ...second, ...(await onServers())] };
  },
};

/** The bot without PGlite: the queue on Redis, the database on PostgreSQL. */
async function onServers(): Promise<Measure[]> {
  if (!hasRedis() || !hasPostgres()) return [];
  await using redis = await startRedis();
  await using postgres = await startPostgres();
  await using directory = await temporaryDirectory();
  const environment = { MORA_DATA_DIR: directory.path, REDIS_URL: redis.url, DATABASE_URL: postgres.url };
  return await lifeOf('on Redis and PostgreSQL', environment, 220);
}

async function lifeOf(name: string, environment: Record<string, string>, aim: number): Promise<Measure[]> {
  await using product = await startProduct(environment);
  // What the start left to the garbage collector is gone by then, or belongs to the process.
  await delay(3_000);
  const idle = await residentMegabytes(product.pid);
  const { bot, child } = await peakWhileRendering(product);
  await product.stop();
  return [
    { name: `${name}: bot, idle`, value: idle, unit: 'MB', aim },
    { name: `${name}: bot, rendering`, value: bot, unit: 'MB', aim },
    { name: `${name}: largest child`, value: child, unit: 'MB', aim: 700 },
  ];
}

async function peakWhileRendering(product: RunningProduct): Promise<{ bot: number; child: number }> {
  const client = playgroundClient(product.url);
  const before = (await client.results()).length;
  await client.say('/mora t2v a coral reef with colourful fish, rays of sunlight');
  let bot = 0;
  let child = 0;
  while ((await client.results()).length === before) {
    bot = Math.max(bot, await residentMegabytes(product.pid));
    for (const pid of await childrenOf(product.pid)) child = Math.max(child, await residentMegabytes(pid));
    await delay(50);
  }
  return { bot, child };
}
