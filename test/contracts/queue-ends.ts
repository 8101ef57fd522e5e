import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MoraError } from '../../src/core/errors.ts';
import { stageIdOf } from '../../src/core/pipeline/plan.ts';
import type { AbandonedStage, StageJob } from '../../src/core/queue/task-queue.ts';
import { abortOf, linePlan, statusOf, treePlan } from '../support/plans.ts';
import { waitUntil } from '../support/wait-until.ts';
import { cancelled, platform, type QueueHarness } from './queue-harness.ts';

/** Tasks that end early, by a failure or by a person. */
export function queueEnds(harness: QueueHarness): void {
  const { deliver, deliveriesOf, isDelivered, work } = harness;

  test('a failure for good reaches the root at once though nobody works the queues between', async () => {
    const plan = treePlan();
    await work(() => Promise.reject(new MoraError('bad-media', 'That is no picture.')), harness.queue, 'prompt');
    await deliver();
    await harness.queue.add(plan, 1);
    await waitUntil(() => isDelivered(plan));
    expect(deliveriesOf(plan)).toMatchObject([
      { end: { kind: 'settled', outcome: { status: 'failed', failure: { code: 'bad-media' } } } },
    ]);
  });

  test('cancel while queued takes the stages away and delivers the cancel', async () => {
    const plan = linePlan();
    await harness.queue.add(plan, 1);
    expect(await harness.queue.settle(plan.taskId, platform, cancelled)).toBe(true);
    let runs = 0;
    await work(() => Promise.resolve((runs += 1)));
    await deliver();
    await waitUntil(() => isDelivered(plan));
    expect(deliveriesOf(plan).map(({ end }) => end)).toEqual([{ kind: 'settled', outcome: cancelled }]);
    expect(runs).toBe(0);
  });

  test.each(['words', 'motion', 'end'])('cancel while %s runs aborts it, once and for all', async (key) => {
    const plan = linePlan();
    const started = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<void>();
    await work(async (job) => {
      if (job.stage.key !== key) return null;
      started.resolve();
      await abortOf(job.signal);
      aborted.resolve();
      throw job.signal.reason;
    });
    await deliver();
    await harness.queue.add(plan, 1);
    await started.promise;
    expect(await harness.queue.settle(plan.taskId, platform, cancelled)).toBe(true);
    expect(await harness.queue.settle(plan.taskId, platform, cancelled)).toBe(false);
    await aborted.promise;
    await waitUntil(() => isDelivered(plan));
    expect(deliveriesOf(plan).map(({ end }) => end)).toEqual([{ kind: 'settled', outcome: cancelled }]);
  });

  test('what a stage may have begun elsewhere is stopped, where it waits for its next try as the task ends', async () => {
    const plan = linePlan();
    const abandoned: string[] = [];
    const tried = Promise.withResolvers<void>();
    const process = ({ stage }: StageJob): Promise<null> => {
      if (stage.key !== 'picture') return Promise.resolve(null);
      tried.resolve();
      return Promise.reject(new MoraError('unauthorized', 'No credit.', { waitMs: 600_000 }));
    };
    const abandon = ({ stageId }: AbandonedStage): Promise<void> => {
      abandoned.push(stageId);
      return Promise.resolve();
    };
    for (const agent of ['prompt', 'text-to-image', 'image-to-video', 'finish'] as const) {
      harness.consumers.push(
        await harness.queue.workStages({ agent, vendor: 'sketch' }, { concurrency: 1, process, abandon }),
      );
    }
    await deliver();
    await harness.queue.add(plan, 1);
    await tried.promise;
    await waitUntil(async () => statusOf(await harness.queue.inspect(plan.taskId, platform), 'picture') === 'queued');
    expect(await harness.queue.settle(plan.taskId, platform, cancelled)).toBe(true);
    await waitUntil(() => isDelivered(plan));
    await waitUntil(() => Promise.resolve(abandoned.length > 0));
    expect(abandoned).toEqual([stageIdOf(plan.taskId, 'picture')]);
  });

  test('a stage that has to wait goes on later, and no try is counted', async () => {
    const plan = linePlan();
    const attempts: number[] = [];
    await work((job) => {
      if (job.stage.key !== 'picture') return Promise.resolve(null);
      attempts.push(job.attempt);
      if (attempts.length > 30) return Promise.resolve(null);
      return Promise.reject(new MoraError('unauthorized', 'No credit.', { waitMs: 1 }));
    });
    await deliver();
    await harness.queue.add(plan, 1);
    await waitUntil(() => isDelivered(plan));
    expect(deliveriesOf(plan)).toMatchObject([{ end: { kind: 'finished' } }]);
    expect(attempts).toEqual(Array.from({ length: 31 }, () => 1));
  });

  test('a stage that takes every worker down with it ends after bounded starts', async () => {
    const plan = linePlan();
    await deliver();
    await harness.queue.add(plan, 1);
    let starts = 0;
    while (!(await isDelivered(plan))) {
      const started = Promise.withResolvers<boolean>();
      const worker = await harness.queue.workStages(
        { agent: 'prompt', vendor: 'sketch' },
        {
          concurrency: 1,
          process: async ({ signal }) => {
            starts += 1;
            started.resolve(true);
            await abortOf(signal);
            throw signal.reason;
          },
        },
      );
      await Promise.race([started.promise, waitUntil(() => isDelivered(plan))]);
      await worker.close(0);
    }
    expect(starts).toBe(20);
    expect(deliveriesOf(plan)).toMatchObject([
      { end: { kind: 'settled', outcome: { status: 'failed', failure: { code: 'internal' } } } },
    ]);
  });

  test('a failure says what was spent before it and with it', async () => {
    const plan = linePlan();
    await work((job) => {
      if (job.stage.key !== 'motion') return Promise.resolve({ costUsd: 0.5 });
      return Promise.reject(new MoraError('refused', 'No.', { costUsd: 0.25 }));
    });
    await deliver();
    await harness.queue.add(plan, 1);
    await waitUntil(() => isDelivered(plan));
    expect(deliveriesOf(plan)).toMatchObject([
      { end: { kind: 'settled', outcome: { status: 'failed', failure: { code: 'refused', costUsd: 1.25 } } } },
    ]);
  });

  test('a poke reaches whoever runs a stage of the task', async () => {
    const plan = linePlan();
    const started = Promise.withResolvers<void>();
    const poked = Promise.withResolvers<null>();
    await work(async (job) => {
      if (job.stage.key !== 'words') return null;
      using _listening = job.onPoke(() => poked.resolve(null));
      started.resolve();
      return await poked.promise;
    });
    await deliver();
    await harness.queue.add(plan, 1);
    await started.promise;
    await harness.queue.poke(linePlan().taskId);
    await harness.queue.poke(plan.taskId);
    await waitUntil(() => isDelivered(plan));
  });

  test('cancel between two stages ends the task', async () => {
    const plan = linePlan();
    await work(() => Promise.resolve(null), harness.queue, 'prompt');
    await harness.queue.add(plan, 1);
    await waitUntil(async () => statusOf(await harness.queue.inspect(plan.taskId, platform), 'picture') === 'queued');
    await deliver();
    expect(await harness.queue.settle(plan.taskId, platform, cancelled)).toBe(true);
    await waitUntil(() => isDelivered(plan));
    expect(deliveriesOf(plan)).toMatchObject([{ end: { kind: 'settled', outcome: cancelled } }]);
  });

  test('cancel comes too late for a delivery that began, and for a task that nobody knows', async () => {
    const plan = linePlan();
    const started = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    await work(() => Promise.resolve(null));
    harness.consumers.push(
      await harness.queue.workDeliveries(platform, 1, async (job) => {
        harness.delivered.push(job);
        started.resolve();
        await go.promise;
      }),
    );
    await harness.queue.add(plan, 1);
    await started.promise;
    expect(await harness.queue.settle(plan.taskId, platform, cancelled)).toBe(false);
    go.resolve();
    await waitUntil(() => isDelivered(plan));
    expect(await harness.queue.settle(plan.taskId, platform, cancelled)).toBe(false);
    expect(await harness.queue.settle(linePlan().taskId, platform, cancelled)).toBe(false);
    expect(deliveriesOf(plan)).toMatchObject([{ end: { kind: 'finished' } }]);
  });

  test('whenever tasks are cancelled, each is delivered once, with the outcome that was promised', async () => {
    await work(async (job) => {
      await sleep(Math.random() * 10, undefined, { signal: job.signal });
      return job.stage.key;
    });
    await deliver();
    const cancelDelaysMs = fc.sample(fc.integer({ min: 0, max: 250 }), { numRuns: 64, seed: 20_251 });
    const plans = cancelDelaysMs.map((_, index) => (index % 2 === 0 ? linePlan() : treePlan()));
    const promised = await Promise.all(
      plans.map(async (plan, index) => {
        await harness.queue.add(plan, 1, index % 4 < 2 ? 'never-added' : undefined);
        await sleep(cancelDelaysMs[index]);
        return harness.queue.settle(plan.taskId, platform, cancelled);
      }),
    );
    for (const plan of plans) await waitUntil(() => isDelivered(plan));
    expect(plans.map((plan) => deliveriesOf(plan).map(({ end }) => end.kind))).toEqual(
      promised.map((isCancelled) => [isCancelled ? 'settled' : 'finished']),
    );
    for (const plan of plans) {
      await waitUntil(async () => {
        const stages = (await harness.queue.inspect(plan.taskId, platform))?.stages ?? [];
        return stages.every(({ status }) => status !== 'running' && status !== 'queued');
      });
    }
  });
}
