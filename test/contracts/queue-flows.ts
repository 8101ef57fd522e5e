import { expect, test } from 'vitest';
import { MoraError } from '../../src/core/errors.ts';
import { stageIdOf } from '../../src/core/pipeline/plan.ts';
import type { StageJob } from '../../src/core/queue/task-queue.ts';
import { linePlan, treePlan } from '../support/plans.ts';
import { waitUntil } from '../support/wait-until.ts';
import { platform, type QueueHarness } from './queue-harness.ts';

/** Tasks that run to their end: every stage once, every result delivered. */
export function queueFlows(harness: QueueHarness): void {
  const { deliver, deliveriesOf, isDelivered, work } = harness;

  test('a line of stages runs once and delivers all results', async () => {
    const plan = linePlan();
    const seen: StageJob[] = [];
    await work(async (job) => {
      await Promise.resolve();
      seen.push(job);
      return { made: job.stage.key };
    });
    await deliver();
    await harness.queue.add(plan, 1);
    await waitUntil(() => isDelivered(plan));
    expect(seen.map(({ stage }) => stage.key)).toEqual(['words', 'picture', 'motion', 'end']);
    // Stores order the keys of an object as they like.
    expect(seen.map(({ upstream }) => Object.keys(upstream).toSorted())).toEqual([
      [],
      ['words'],
      ['picture', 'words'],
      ['motion', 'picture', 'words'],
    ]);
    expect(seen.map(({ stageId, attempt }) => [stageId, attempt])).toEqual(
      plan.stages.map(({ key }) => [stageIdOf(plan.taskId, key), 1]),
    );
    expect(deliveriesOf(plan)).toMatchObject([
      { plan, attempt: 1, end: { kind: 'finished', results: { words: { made: 'words' }, end: { made: 'end' } } } },
    ]);
  });

  test('a tree of stages joins its branches', async () => {
    const plan = treePlan();
    const seen: StageJob[] = [];
    await work(async (job) => {
      await Promise.resolve();
      seen.push(job);
      return job.stage.key;
    });
    await deliver();
    await harness.queue.add(plan, 1);
    await waitUntil(() => isDelivered(plan));
    expect(seen.at(-1)?.upstream).toEqual({ left: 'left', right: 'right', 'left-motion': 'left-motion' });
    expect(seen).toHaveLength(4);
    expect(deliveriesOf(plan)).toHaveLength(1);
  });

  test('adding a task again changes nothing, also after its end', async () => {
    const plan = linePlan();
    let runs = 0;
    await harness.queue.add(plan, 1);
    await harness.queue.add(plan, 1);
    await work(async () => {
      await Promise.resolve();
      runs += 1;
      return null;
    });
    await deliver();
    await waitUntil(() => isDelivered(plan));
    await harness.queue.add(plan, 1);
    expect(await isDelivered(plan)).toBe(true);
    expect([runs, deliveriesOf(plan).length]).toEqual([4, 1]);
  });

  test('results keep their meaning though a store refuses their characters', async () => {
    const plan = linePlan();
    await work((job) => Promise.resolve(job.stage.key === 'words' ? { text: 'a\u0000b\uD800c \\u0000 \u{1F40B}' } : 0));
    await deliver();
    await harness.queue.add(plan, 1);
    await waitUntil(() => isDelivered(plan));
    expect(deliveriesOf(plan)).toMatchObject([
      { end: { results: { words: { text: 'ab\uFFFDc \\u0000 \u{1F40B}' } } } },
    ]);
  });

  test('a failure that may pass is tried again, and settles the task when it does not', async () => {
    const plan = linePlan();
    const attempts: [number, boolean][] = [];
    await work((job) => {
      attempts.push([job.attempt, job.lastAttempt]);
      return Promise.reject(new MoraError('provider-failed', 'The provider had a bad day.'));
    });
    await deliver();
    await harness.queue.add(plan, 1);
    await waitUntil(() => isDelivered(plan));
    expect(attempts).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    expect(deliveriesOf(plan).map(({ end }) => end)).toEqual([
      {
        kind: 'settled',
        outcome: {
          status: 'failed',
          failure: { code: 'provider-failed', userMessage: 'The provider had a bad day.' },
        },
      },
    ]);
  });

  test('a retry that succeeds is as if nothing had been', async () => {
    const plan = linePlan();
    await work((job) => (job.attempt < 3 ? Promise.reject(new Error('a hiccup')) : Promise.resolve(job.attempt)));
    await deliver();
    await harness.queue.add(plan, 1);
    await waitUntil(() => isDelivered(plan));
    expect(deliveriesOf(plan)).toMatchObject([{ end: { kind: 'finished', results: { words: 3, end: 3 } } }]);
  });

  test('a delivery that throws is tried again until it succeeds', async () => {
    const plan = linePlan();
    const attempts: number[] = [];
    await work(() => Promise.resolve(null));
    harness.consumers.push(
      await harness.queue.workDeliveries(platform, 1, (job) => {
        attempts.push(job.attempt);
        return attempts.length < 7
          ? Promise.reject(new MoraError('not-found', 'The thread is gone.'))
          : Promise.resolve();
      }),
    );
    await harness.queue.add(plan, 1);
    await waitUntil(() => isDelivered(plan));
    expect(attempts).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
}
