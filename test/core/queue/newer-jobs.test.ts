import { expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { openJobs } from '../../../src/core/queue/jobs.ts';
import { openPostgresStore } from '../../../src/core/queue/postgres-store.ts';
import { openTaskQueue } from '../../../src/core/queue/open-task-queue.ts';
import { linePlan } from '../../support/plans.ts';
import { openTestDatabase } from '../../support/test-database.ts';
import { waitUntil } from '../../support/wait-until.ts';

test('a job that a newer program wrote is left to newer workers, and the log says why', async () => {
  await using opened = await openTestDatabase();
  const told: unknown[] = [];
  const logger = Object.assign(silentLogger(), { warn: (...said: unknown[]) => void told.push(said.at(-1)) });
  const queue = await openTaskQueue({
    store: { kind: 'postgres', pool: opened.pool },
    logger,
    timing: { newerMs: 10 },
  });
  const jobs = openJobs(await openPostgresStore(opened.pool, 'mora'), () => undefined);
  const plan = linePlan();
  const data = { version: 2, taskId: plan.taskId, platform: 'playground', key: 'words', how: 'another way' };
  const job = await jobs.queue('prompt.sketch').add('words', data, { jobId: `${plan.taskId}-words` });
  const processed: string[] = [];
  const worker = await queue.workStages(
    { agent: 'prompt', vendor: 'sketch' },
    { concurrency: 1, process: ({ stageId }) => Promise.resolve(processed.push(stageId)) },
  );
  const now = async () => jobs.queue('prompt.sketch').getJob(job.id ?? '');
  await waitUntil(async () => ((await now())?.attemptsStarted ?? 0) > 25);
  await worker.close(0);
  expect(processed).toEqual([]);
  const left = await now();
  expect(left?.data).toEqual({ ...data, waits: left?.attemptsStarted });
  expect(left?.attemptsMade).toBe(0);
  expect(await left?.isFailed()).toBe(false);
  expect(told).toEqual(['this program is too old for jobs that a newer one wrote, and leaves them: update it']);
  await jobs.close();
  await queue.close();
});

test('tables of a newer queue are refused, and left as they are', async () => {
  await using opened = await openTestDatabase();
  await opened.pool.query(
    "INSERT INTO bullmq.migration (version, name, min_client_version) VALUES (99, 'of tomorrow', 99)",
  );
  const open = openTaskQueue({ store: { kind: 'postgres', pool: opened.pool }, logger: silentLogger() });
  await expect(open).rejects.toMatchObject({ code: 'configuration', userMessage: expect.stringMatching(/Update/u) });
});
