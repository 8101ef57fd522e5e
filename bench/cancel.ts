import { openPostgres } from '../src/core/database/postgres.ts';
import { silentLogger } from '../src/core/log.ts';
import { openTaskQueue, type TaskQueueOptions } from '../src/core/queue/open-task-queue.ts';
import type { TaskQueue } from '../src/core/queue/task-queue.ts';
import { abortOf, linePlan } from '../test/support/plans.ts';
import { hasPostgres, hasRedis, startPostgres, startRedis } from '../test/support/servers.ts';
import { percentile, type Bench, type Measure } from './support/bench.ts';

const rounds = 50;
const logger = silentLogger();

/** How soon a cancel reaches a worker that has its own connections to the queue, as one in another process has. */
export const cancel: Bench = {
  name: 'cancel',
  about: `from a cancel to the abort of the stage at work elsewhere; of ${rounds}`,
  async run() {
    if (!hasRedis() || !hasPostgres()) return { skipped: 'redis-server and postgresql are needed' };
    return { measures: [...(await onRedis()), ...(await onPostgres())] };
  },
};

async function onRedis(): Promise<Measure[]> {
  await using server = await startRedis();
  const open = (): Promise<TaskQueue> => openTaskQueue({ store: { kind: 'redis', url: server.url }, logger });
  return await cancels('Redis', open);
}

async function onPostgres(): Promise<Measure[]> {
  await using opened = new AsyncDisposableStack();
  const server = opened.use(await startPostgres());
  const open = async (): Promise<TaskQueue> => {
    const pool = await openPostgres(server.url, { logger });
    opened.defer(() => pool.end());
    const store: TaskQueueOptions['store'] = { kind: 'postgres', pool };
    return openTaskQueue({ store, logger });
  };
  return await cancels('PostgreSQL', open);
}

async function cancels(name: string, open: () => Promise<TaskQueue>): Promise<Measure[]> {
  const bot = await open();
  const worker = await open();
  let begun = Promise.withResolvers<void>();
  let aborted = Promise.withResolvers<number>();
  const consumer = await worker.workStages(
    { agent: 'prompt', vendor: 'sketch' },
    {
      concurrency: 1,
      async process({ cancelled }) {
        begun.resolve();
        await abortOf(cancelled);
        aborted.resolve(performance.now());
        return null;
      },
    },
  );
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    begun = Promise.withResolvers();
    aborted = Promise.withResolvers();
    const plan = linePlan();
    await bot.add(plan, 1);
    await begun.promise;
    const askedAt = performance.now();
    await bot.settle(plan.taskId, plan.thread.platform, { status: 'cancelled', by: 'Bench' });
    times.push((await aborted.promise) - askedAt);
  }
  await consumer.close(0);
  await worker.close();
  await bot.close();
  return [
    { name: `${name}, median`, value: percentile(times, 0.5), unit: 'ms' },
    { name: `${name}, slowest`, value: Math.max(...times), unit: 'ms', aim: 1_000 },
  ];
}
