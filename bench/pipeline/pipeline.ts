import { openEmbedded } from '../../src/core/database/embedded.ts';
import { openPostgres } from '../../src/core/database/postgres.ts';
import { silentLogger } from '../../src/core/log.ts';
import type { TaskQueueOptions } from '../../src/core/queue/open-task-queue.ts';
import { hasPostgres, hasRedis, startPostgres, startRedis } from '../../test/support/servers.ts';
import { temporaryDirectory } from '../../test/support/temporary-directory.ts';
import { percentile, timeMs, type Bench, type Measure } from '../support/bench.ts';
import type { Line } from './line.ts';
import { openOurLine } from './our-line.ts';
import { openRawLine } from './raw-line.ts';

type Store = TaskQueueOptions['store'];

const rounds = 5;
const warmUpTasks = 50;
const logger = silentLogger();

/** What the studio adds to the queue it stands on. */
export const pipeline: Bench = {
  name: 'pipeline',
  about: `tasks of four stages that cost nothing, against bare BullMQ flows of the same shape and options; median of ${rounds}`,
  async run() {
    const measures = [...(await onRedis()), ...(await onPostgres()), ...(await onEmbedded())];
    return { measures };
  },
};

async function onRedis(): Promise<Measure[]> {
  if (!hasRedis()) return [];
  await using server = await startRedis();
  return await compare('Redis', { kind: 'redis', url: server.url }, 1_000);
}

async function onPostgres(): Promise<Measure[]> {
  if (!hasPostgres()) return [];
  await using opened = new AsyncDisposableStack();
  const server = opened.use(await startPostgres());
  const pool = await openPostgres(server.url, { logger });
  opened.defer(() => pool.end());
  return await compare('PostgreSQL', { kind: 'postgres', pool }, 300);
}

async function onEmbedded(): Promise<Measure[]> {
  await using opened = new AsyncDisposableStack();
  const directory = opened.use(await temporaryDirectory());
  const pool = await openEmbedded(directory.path, { logger });
  opened.defer(() => pool.end());
  return await compare('PGlite', { kind: 'postgres', pool }, 200);
}

/** Both in turn, each first as often as the other: what a store keeps of earlier rounds slows both alike. */
async function compare(name: string, store: Store, tasks: number): Promise<Measure[]> {
  const ours: number[] = [];
  const raw: number[] = [];
  const both = [
    async () => void ours.push(await rate(openOurLine, store, tasks)),
    async () => void raw.push(await rate(openRawLine, store, tasks)),
  ];
  for (let round = 0; round < rounds; round += 1) {
    for (const measure of round % 2 === 0 ? both : both.toReversed()) await measure();
  }
  return [
    { name: `${name}: tasks a second`, value: percentile(ours, 0.5), unit: '/s' },
    { name: `${name}: bare flows a second`, value: percentile(raw, 0.5), unit: '/s' },
    { name: `${name}: of bare flows`, value: percentile(ours, 0.5) / percentile(raw, 0.5), unit: '×', floor: 0.7 },
  ];
}

/** Tasks a second, from putting them all in at once to the last delivery. */
async function rate(open: (store: Store) => Promise<Line>, store: Store, tasks: number): Promise<number> {
  await using line = await open(store);
  await line.run(warmUpTasks);
  return tasks / ((await timeMs(() => line.run(tasks))) / 1_000);
}
