import { expect, test } from 'vitest';
import { openEmbedded } from '../../../src/core/database/embedded.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { openTaskQueue } from '../../../src/core/queue/open-task-queue.ts';
import type { DeliveryJob, StageJob } from '../../../src/core/queue/task-queue.ts';
import { forkFixture } from '../../support/fork-fixture.ts';
import { linePlan } from '../../support/plans.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import { waitUntil } from '../../support/wait-until.ts';

const logger = silentLogger();
const hangingWorker = new URL('fixtures/hanging-worker.ts', import.meta.url);

test('a task whose process was killed goes on where it stood, and is delivered once', async () => {
  await using directory = await testDataDirectory();
  const plan = linePlan();
  for (let kill = 1; kill <= 2; kill += 1) {
    await using worker = forkFixture(hangingWorker, [directory.path, JSON.stringify(plan)]);
    await worker.message();
    await expect(openEmbedded(directory.path, { logger })).rejects.toMatchObject({ code: 'data-directory-in-use' });
    await worker.kill();
  }

  const pool = await openEmbedded(directory.path, { logger });
  const queue = await openTaskQueue({ store: { kind: 'postgres', pool }, logger });
  expect(await queue.workers()).toEqual([]);
  const stages: StageJob[] = [];
  const deliveries: DeliveryJob[] = [];
  const consumers = await Promise.all([
    ...(['prompt', 'text-to-image', 'image-to-video', 'finish'] as const).map((agent) =>
      queue.workStages(
        { agent, vendor: 'sketch' },
        {
          concurrency: 1,
          process: (job) => {
            stages.push(job);
            return Promise.resolve(job.stage.key);
          },
        },
      ),
    ),
    queue.workDeliveries('playground', 1, (job) => {
      deliveries.push(job);
      return Promise.resolve();
    }),
  ]);
  await waitUntil(async () => (await queue.inspect(plan.taskId, 'playground'))?.status === 'delivered');
  expect(stages.map(({ stage, attempt }) => [stage.key, attempt])).toEqual([
    ['picture', 1],
    ['motion', 1],
    ['end', 1],
  ]);
  expect(deliveries).toMatchObject([{ end: { kind: 'finished', results: { words: 'kept', end: 'end' } } }]);
  await Promise.all(consumers.map((consumer) => consumer.close(0)));
  await queue.close();
  await pool.end();
  // Three processes open the database one after the other.
}, 90_000);
