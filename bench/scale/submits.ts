import { openDatabase } from '../../src/core/database/open-database.ts';
import { openPostgres } from '../../src/core/database/postgres.ts';
import { silentLogger } from '../../src/core/log.ts';
import { openTaskQueue } from '../../src/core/queue/open-task-queue.ts';
import { plainArrangement, createStudio, type Studio, type Submission } from '../../src/core/studio/studio.ts';
import { openDiskArtifactStore } from '../../src/core/artifacts/disk-artifact-store.ts';
import { agents } from '../../src/core/agents.ts';
import { createQuickProvider } from '../../test/fakes/quick-provider.ts';
import { startPostgres, startRedis } from '../../test/support/servers.ts';
import { temporaryDirectory } from '../../test/support/temporary-directory.ts';
import { presenceOf } from '../../workers/presence.ts';
import { percentile, timeMs, type Measure } from '../support/bench.ts';
import { submission } from '../support/submission.ts';

const queuedTasks = 10_000;
const samples = 500;
const warmUp = 200;
/** Submits at once while the queue is filled. */
const fillers = 8;
const spaces = 100;
/** Never reached, but counted to: as a studio that lets so many in would have them. */
const bounds = { person: 20, personDay: 100, space: 5_000, all: 50_000, weights: {} };
const logger = silentLogger();

/** How long a submit takes while nothing waits, and while much does. */
export async function submitsWhileQueued(): Promise<Measure[]> {
  await using opened = new AsyncDisposableStack();
  const redis = opened.use(await startRedis());
  const postgres = opened.use(await startPostgres());
  const directory = opened.use(await temporaryDirectory());
  const pool = await openPostgres(postgres.url, { logger });
  opened.defer(() => pool.end());
  const queue = await openTaskQueue({ store: { kind: 'redis', url: redis.url }, logger });
  opened.defer(() => queue.close());
  const nobody = presenceOf('worker-that-never-comes', [createQuickProvider()], agents);
  opened.use(await queue.announce(() => nobody));
  const studio = createStudio({
    database: await openDatabase(pool),
    queue,
    artifacts: await openDiskArtifactStore(directory.path),
    takeImage: () => Promise.reject(new Error('nobody sends pictures here')),
    takeVideo: () => Promise.reject(new Error('nobody sends videos here')),
    logger,
    arrangement: { ...plainArrangement, fairness: bounds },
  });
  const submitNext = numbered(studio);
  await timesOf(submitNext, warmUp);
  const empty = await timesOf(submitNext, samples);
  const left = queuedTasks - warmUp - samples;
  await Promise.all(Array.from({ length: fillers }, () => timesOf(submitNext, Math.ceil(left / fillers))));
  const full = await timesOf(submitNext, samples);
  const at = (part: number): number => percentile(full, part) / percentile(empty, part);
  return [
    { name: 'submit on an empty queue, median', value: percentile(empty, 0.5), unit: 'ms' },
    { name: 'submit on an empty queue, p99', value: percentile(empty, 0.99), unit: 'ms' },
    { name: `behind ${queuedTasks} tasks, median`, value: percentile(full, 0.5), unit: 'ms' },
    { name: `behind ${queuedTasks} tasks, p99`, value: percentile(full, 0.99), unit: 'ms' },
    { name: 'growth of the median', value: at(0.5), unit: '×' },
    { name: 'growth of p99', value: at(0.99), unit: '×', aim: 2 },
  ];
}

/** Submits as somebody new each time, in one of many servers. */
function numbered(studio: Studio): () => Promise<unknown> {
  let count = 0;
  return async () => {
    count += 1;
    const { thread, ...asked } = submission(`scale-${count}`);
    const theirs: Submission = {
      ...asked,
      thread: { ...thread, space: `space-${count % spaces}` },
    };
    return studio.submit(theirs, new AbortController().signal);
  };
}

/** One after the other. */
async function timesOf(submitNext: () => Promise<unknown>, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) times.push(await timeMs(submitNext));
  return times;
}
