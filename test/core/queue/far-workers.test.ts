import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openPostgres } from '../../../src/core/database/postgres.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { openTaskQueue } from '../../../src/core/queue/open-task-queue.ts';
import type { TaskQueue } from '../../../src/core/queue/task-queue.ts';
import { stageIdOf, type TaskPlan } from '../../../src/core/pipeline/plan.ts';
import { forkFixture, type Fixture } from '../../support/fork-fixture.ts';
import { linePlan } from '../../support/plans.ts';
import { hasPostgres, hasRedis, startPostgres, startRedis } from '../../support/servers.ts';
import { waitUntil } from '../../support/wait-until.ts';

const logger = silentLogger();
const minuteMs = 60_000;

const clocks = [
  { name: 'a minute', offsetMs: minuteMs },
  { name: 'minus a minute', offsetMs: -minuteMs },
];

const messageSchema = z.union([
  z.object({ began: z.string() }),
  z.object({ ended: z.string() }),
  z.object({ delivered: z.string(), as: z.string() }),
  z.object({ ready: z.string() }),
]);

/** What workers elsewhere told of themselves, in the order in which it came. */
interface Told {
  readonly began: string[];
  readonly ended: string[];
  readonly delivered: string[];
  readonly ready: string[];
}

const nothing = (): Told => ({ began: [], ended: [], delivered: [], ready: [] });

/** `times` in milliseconds: how far off its clock is, how long a stage takes, how long a lock lives unless as usual. */
function startWorker(url: string, told: Told, ...times: readonly number[]): Fixture {
  const file = new URL('./fixtures/far-worker.ts', import.meta.url);
  const fixture = forkFixture(file, [url, ...times.map(String)]);
  fixture.onMessage((message) => {
    const heard = messageSchema.parse(message);
    if ('began' in heard) told.began.push(heard.began);
    else if ('ended' in heard) told.ended.push(heard.ended);
    else if ('delivered' in heard) told.delivered.push(`${heard.delivered} ${heard.as}`);
    else told.ready.push(heard.ready);
  });
  return fixture;
}

const stagesOf = (plans: readonly TaskPlan[]): string[] =>
  plans.flatMap((plan) => plan.stages.map(({ key }) => stageIdOf(plan.taskId, key))).toSorted();
const endsOf = (plans: readonly TaskPlan[]): string[] => plans.map(({ taskId }) => `${taskId} finished`).toSorted();

async function addAll(queue: TaskQueue, count: number): Promise<readonly TaskPlan[]> {
  const plans = Array.from({ length: count }, () => linePlan());
  for (const plan of plans) await queue.add(plan, 1);
  return plans;
}

/** Two workers, one with a clock that is off, and stages that last for several looks at what has stalled. */
async function tryClocks(url: string, queue: TaskQueue, clockOffsetMs: number): Promise<void> {
  const told = nothing();
  await using _right = startWorker(url, told, 0, 1_500);
  await using _wrong = startWorker(url, told, clockOffsetMs, 1_500);
  await waitUntil(() => told.ready.length === 2);
  const known = await queue.workers();
  expect(known.map(({ workerId }) => workerId).toSorted()).toEqual(told.ready.toSorted());
  const plans = await addAll(queue, 6);
  await waitUntil(() => told.delivered.length === plans.length);
  expect(told.began.toSorted()).toEqual(stagesOf(plans));
  expect(told.delivered.toSorted()).toEqual(endsOf(plans));
  await sleep(1_000);
  expect(told.delivered).toHaveLength(plans.length);
}

describe.skipIf(!hasRedis())('on Redis', () => {
  test.each(clocks)('workers whose clocks are $name apart steal and repeat nothing', async ({ offsetMs }) => {
    await using server = await startRedis();
    const queue = await openTaskQueue({ store: { kind: 'redis', url: server.url }, logger });
    await tryClocks(server.url, queue, offsetMs);
    await queue.close();
  });
});

describe.skipIf(!hasPostgres())('on PostgreSQL', () => {
  test.each(clocks)('workers whose clocks are $name apart steal and repeat nothing', async ({ offsetMs }) => {
    await using server = await startPostgres();
    const pool = await openPostgres(server.url, { logger });
    const queue = await openTaskQueue({ store: { kind: 'postgres', pool }, logger });
    await tryClocks(server.url, queue, offsetMs);
    await queue.close();
    await pool.end();
  });

  test('a server that is gone twice while stages run makes them end late, but not twice and not in failure', async () => {
    await using server = await startPostgres();
    const pool = await openPostgres(server.url, { logger });
    const queue = await openTaskQueue({ store: { kind: 'postgres', pool }, logger });
    const told = nothing();
    // A job whose taker never got the server's answer waits for its lock to end, which takes two minutes as a rule.
    await using _one = startWorker(server.url, told, 0, 400, 30_000);
    await using _two = startWorker(server.url, told, 0, 400, 30_000);
    await waitUntil(() => told.ready.length === 2);
    const plans = await addAll(queue, 12);
    for (const share of [0.2, 0.6]) {
      await waitUntil(() => told.began.length >= share * 4 * plans.length);
      await server.stop();
      await sleep(2_000);
      await server.start();
    }
    await waitUntil(() => told.delivered.length >= plans.length);
    await waitUntil(async () =>
      (await Promise.all(plans.map(async ({ taskId }) => queue.inspect(taskId, 'playground')))).every(
        (flow) => flow?.status === 'delivered',
      ),
    );
    expect(told.began.toSorted()).toEqual(stagesOf(plans));
    expect(told.ended.toSorted()).toEqual(stagesOf(plans));
    expect([...new Set(told.delivered)].toSorted()).toEqual(endsOf(plans));
    await queue.close();
    await pool.end();
  });
});
