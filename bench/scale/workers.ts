import { silentLogger } from '../../src/core/log.ts';
import { openTaskQueue } from '../../src/core/queue/open-task-queue.ts';
import { forkFixture } from '../../test/support/fork-fixture.ts';
import { linePlan } from '../../test/support/plans.ts';
import { startRedis } from '../../test/support/servers.ts';
import { timeMs, type Measure } from '../support/bench.ts';
import { createCountdown } from '../support/countdown.ts';

const counts = [1, 2, 4, 8];
const tasksEach = 60;
/** Turns of an agent at a time in one process. With the wait it gives a process 8 tasks a second: little for a core. */
const concurrency = 2;
const waitMs = 250;

/** Tasks a second of several processes on one Redis, each beside what as many times one process does. */
export async function scaleWorkers(): Promise<Measure[]> {
  const rates: number[] = [];
  for (const workers of counts) rates.push(await rateOf(workers));
  const [one = Number.NaN] = rates;
  return counts.flatMap((workers, index): Measure[] => {
    const rate = rates[index] ?? Number.NaN;
    const name = workers === 1 ? '1 worker' : `${workers} workers`;
    const shown: Measure = { name: `${name}: tasks a second`, value: rate, unit: '/s' };
    if (workers === 1) return [shown];
    return [shown, { name: `${name}: of linear`, value: rate / (one * workers), unit: '×', floor: 0.9 }];
  });
}

/** A Redis of its own for each number of workers, so that none is slowed by what others left. */
async function rateOf(workers: number): Promise<number> {
  await using opened = new AsyncDisposableStack();
  const server = opened.use(await startRedis());
  const queue = await openTaskQueue({ store: { kind: 'redis', url: server.url }, logger: silentLogger() });
  opened.defer(() => queue.close());
  const delivered = createCountdown();
  const { platform } = linePlan().thread;
  const consumer = await queue.workDeliveries(platform, 4, () => Promise.resolve(delivered.tick()));
  opened.defer(() => consumer.close(1_000));
  await Promise.all(
    Array.from({ length: workers }, () => {
      const parameters = [server.url, String(concurrency), String(waitMs)];
      return opened.use(forkFixture(new URL('waiting-worker.ts', import.meta.url), parameters)).message();
    }),
  );
  const tasks = workers * tasksEach;
  const wallMs = await timeMs(async () => {
    const all = delivered.start(tasks);
    await Promise.all(Array.from({ length: tasks }, () => queue.add(linePlan(), 1)));
    await all;
  });
  return tasks / (wallMs / 1_000);
}
