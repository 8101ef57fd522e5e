import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MoraError } from '../../src/core/errors.ts';
import { stageIdOf, type PlannedStage, type TaskPlan } from '../../src/core/pipeline/plan.ts';
import type { QueueTiming } from '../../src/core/queue/queue-timing.ts';
import type { Consumer, DeliveryJob, StageJob, StageProcessor, TaskQueue } from '../../src/core/queue/task-queue.ts';
import { abortOf, linePlan, statusOf, treePlan } from '../support/plans.ts';
import { waitUntil } from '../support/wait-until.ts';

/** A place to keep jobs, on which several queues can be opened as if by several processes. */
export interface QueueStoreUnderTest extends AsyncDisposable {
  openQueue(timing: Partial<QueueTiming>): Promise<TaskQueue>;
}

const platform = 'playground';
const cancelled = { status: 'cancelled', by: 'ann' } as const;

/** Waits of a store under test: long enough to be seen, short enough to be quick. */
const timing: Partial<QueueTiming> = {
  stageRetryMs: 10,
  deliveryRetryMs: 10,
  deliveryRetryMaxMs: 50,
  handBackMs: 50,
  abortMs: 200,
};

/** What every store owes to the queue. */
export function queueContract(name: string, openStore: () => Promise<QueueStoreUnderTest>): void {
  describe(`task queue on ${name}`, () => {
    let store: QueueStoreUnderTest;
    let queue: TaskQueue;
    let delivered: DeliveryJob[];
    let consumers: Consumer[];
    const more: AsyncDisposable[] = [];

    const open = async (): Promise<TaskQueue> => store.openQueue(timing);
    const deliveriesOf = (plan: TaskPlan): DeliveryJob[] => delivered.filter((job) => job.plan.taskId === plan.taskId);
    const deliver = async (on = queue): Promise<void> => {
      consumers.push(
        await on.workDeliveries(platform, 4, async (job) => {
          await Promise.resolve();
          delivered.push(job);
        }),
      );
    };
    const work = async (processor: StageProcessor, on = queue, ...agents: PlannedStage['agent'][]): Promise<void> => {
      const taken = agents.length > 0 ? agents : (['prompt', 'text-to-image', 'image-to-video', 'finish'] as const);
      for (const agent of taken) consumers.push(await on.workStages(agent, 3, processor));
    };
    const isDelivered = async (plan: TaskPlan): Promise<boolean> =>
      (await queue.inspect(plan.taskId, platform))?.status === 'delivered';

    beforeAll(async () => {
      store = await openStore();
      queue = await open();
    });
    afterEach(async () => {
      await Promise.all(consumers.splice(0).map((consumer) => consumer.close(0)));
      await Promise.all(more.splice(0).map((thing) => thing[Symbol.asyncDispose]()));
    });
    afterAll(async () => {
      await queue.close();
      await store[Symbol.asyncDispose]();
    });

    beforeEach(() => {
      delivered = [];
      consumers = [];
    });

    test('a line of stages runs once and delivers all results', async () => {
      const plan = linePlan();
      const seen: StageJob[] = [];
      await work(async (job) => {
        await Promise.resolve();
        seen.push(job);
        return { made: job.stage.key };
      });
      await deliver();
      await queue.add(plan, 1);
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
      await queue.add(plan, 1);
      await waitUntil(() => isDelivered(plan));
      expect(seen.at(-1)?.upstream).toEqual({ left: 'left', right: 'right', 'left-motion': 'left-motion' });
      expect(seen).toHaveLength(4);
      expect(deliveriesOf(plan)).toHaveLength(1);
    });

    test('adding a task again changes nothing, also after its end', async () => {
      const plan = linePlan();
      let runs = 0;
      await queue.add(plan, 1);
      await queue.add(plan, 1);
      await work(async () => {
        await Promise.resolve();
        runs += 1;
        return null;
      });
      await deliver();
      await waitUntil(() => isDelivered(plan));
      await queue.add(plan, 1);
      expect(await isDelivered(plan)).toBe(true);
      expect([runs, deliveriesOf(plan).length]).toEqual([4, 1]);
    });

    test('results keep their meaning though a store refuses their characters', async () => {
      const plan = linePlan();
      await work((job) =>
        Promise.resolve(job.stage.key === 'words' ? { text: 'a\u0000b\uD800c \\u0000 \u{1F40B}' } : 0),
      );
      await deliver();
      await queue.add(plan, 1);
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
      await queue.add(plan, 1);
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
      await queue.add(plan, 1);
      await waitUntil(() => isDelivered(plan));
      expect(deliveriesOf(plan)).toMatchObject([{ end: { kind: 'finished', results: { words: 3, end: 3 } } }]);
    });

    test('a failure for good reaches the root at once though nobody works the queues between', async () => {
      const plan = treePlan();
      await work(() => Promise.reject(new MoraError('bad-media', 'That is no picture.')), queue, 'prompt');
      await deliver();
      await queue.add(plan, 1);
      await waitUntil(() => isDelivered(plan));
      expect(deliveriesOf(plan)).toMatchObject([
        { end: { kind: 'settled', outcome: { status: 'failed', failure: { code: 'bad-media' } } } },
      ]);
    });

    test('cancel while queued takes the stages away and delivers the cancel', async () => {
      const plan = linePlan();
      await queue.add(plan, 1);
      expect(await queue.settle(plan.taskId, platform, cancelled)).toBe(true);
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
      await queue.add(plan, 1);
      await started.promise;
      expect(await queue.settle(plan.taskId, platform, cancelled)).toBe(true);
      expect(await queue.settle(plan.taskId, platform, cancelled)).toBe(false);
      await aborted.promise;
      await waitUntil(() => isDelivered(plan));
      expect(deliveriesOf(plan).map(({ end }) => end)).toEqual([{ kind: 'settled', outcome: cancelled }]);
    });

    test('cancel between two stages ends the task', async () => {
      const plan = linePlan();
      await work(() => Promise.resolve(null), queue, 'prompt');
      await queue.add(plan, 1);
      await waitUntil(async () => statusOf(await queue.inspect(plan.taskId, platform), 'picture') === 'queued');
      await deliver();
      expect(await queue.settle(plan.taskId, platform, cancelled)).toBe(true);
      await waitUntil(() => isDelivered(plan));
      expect(deliveriesOf(plan)).toMatchObject([{ end: { kind: 'settled', outcome: cancelled } }]);
    });

    test('cancel comes too late for a delivery that began, and for a task that nobody knows', async () => {
      const plan = linePlan();
      const started = Promise.withResolvers<void>();
      const go = Promise.withResolvers<void>();
      await work(() => Promise.resolve(null));
      consumers.push(
        await queue.workDeliveries(platform, 1, async (job) => {
          delivered.push(job);
          started.resolve();
          await go.promise;
        }),
      );
      await queue.add(plan, 1);
      await started.promise;
      expect(await queue.settle(plan.taskId, platform, cancelled)).toBe(false);
      go.resolve();
      await waitUntil(() => isDelivered(plan));
      expect(await queue.settle(plan.taskId, platform, cancelled)).toBe(false);
      expect(await queue.settle(linePlan().taskId, platform, cancelled)).toBe(false);
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
          await queue.add(plan, 1);
          await sleep(cancelDelaysMs[index]);
          return queue.settle(plan.taskId, platform, cancelled);
        }),
      );
      for (const plan of plans) await waitUntil(() => isDelivered(plan));
      expect(plans.map((plan) => deliveriesOf(plan).map(({ end }) => end.kind))).toEqual(
        promised.map((isCancelled) => [isCancelled ? 'settled' : 'finished']),
      );
      for (const plan of plans) {
        await waitUntil(async () => {
          const stages = (await queue.inspect(plan.taskId, platform))?.stages ?? [];
          return stages.every(({ status }) => status !== 'running' && status !== 'queued');
        });
      }
    });

    test('a delivery that throws is tried again until it succeeds', async () => {
      const plan = linePlan();
      const attempts: number[] = [];
      await work(() => Promise.resolve(null));
      consumers.push(
        await queue.workDeliveries(platform, 1, (job) => {
          attempts.push(job.attempt);
          return attempts.length < 7
            ? Promise.reject(new MoraError('not-found', 'The thread is gone.'))
            : Promise.resolve();
        }),
      );
      await queue.add(plan, 1);
      await waitUntil(() => isDelivered(plan));
      expect(attempts).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    test('inspect tells where a task stands', async () => {
      const [first, second] = [linePlan(), linePlan()];
      expect(await queue.inspect(first.taskId, platform)).toBeUndefined();
      await queue.add(first, 5);
      await queue.add(second, 1);
      expect(await queue.inspect(first.taskId, platform)).toEqual({
        plan: first,
        status: 'open',
        stages: [
          { key: 'words', agent: 'prompt', provider: 'sketch', status: 'queued', position: 2 },
          { key: 'picture', agent: 'text-to-image', provider: 'sketch', status: 'waiting' },
          { key: 'motion', agent: 'image-to-video', provider: 'sketch', status: 'waiting' },
          { key: 'end', agent: 'finish', provider: 'sketch', status: 'waiting' },
        ],
      });
      expect((await queue.inspect(second.taskId, platform))?.stages[0]).toMatchObject({ position: 1 });
      const go = Promise.withResolvers<void>();
      await work(
        async (job) => {
          job.report({ phase: 'thinking' });
          for (let percent = 0; percent <= 90; percent += 10) job.report({ phase: 'painting', percent });
          await go.promise;
          job.report({ phase: 'painting', percent: 100, preview: 'preview-1' });
          return null;
        },
        queue,
        'prompt',
      );
      const wordsOf = async () => (await queue.inspect(first.taskId, platform))?.stages[0];
      await waitUntil(async () => (await wordsOf())?.progress?.percent === 90);
      expect(await wordsOf()).toMatchObject({ status: 'running' });
      go.resolve();
      await waitUntil(async () => (await wordsOf())?.status === 'done');
      const words = await wordsOf();
      expect(words?.progress).toEqual({ phase: 'painting', percent: 100, preview: 'preview-1' });
      expect(words?.endedAt).toBeGreaterThanOrEqual(words?.startedAt ?? Infinity);
      await queue.settle(first.taskId, platform, cancelled);
      await queue.settle(second.taskId, platform, cancelled);
      await waitUntil(async () => (await queue.inspect(first.taskId, platform))?.status === 'delivering');
    });

    test('watch hears of a task in another process, and of nothing once disposed', async () => {
      const other = await open();
      more.push({ [Symbol.asyncDispose]: () => other.close() });
      const plan = linePlan();
      const heard: string[] = [];
      const watching = await other.watch((taskId) => heard.push(taskId));
      await work(() => Promise.resolve(null));
      await deliver();
      await queue.add(plan, 1);
      await waitUntil(() => isDelivered(plan));
      const count = heard.length;
      await waitUntil(() => heard.length >= count && heard.includes(plan.taskId));
      await watching[Symbol.asyncDispose]();
      const before = heard.length;
      await queue.settle(plan.taskId, platform, cancelled);
      expect(heard.length).toBe(before);
    });

    test('workers are known while they announce themselves', async () => {
      const other = await open();
      more.push({ [Symbol.asyncDispose]: () => other.close() });
      const presence = { workerId: `worker-${randomBytes(4).toString('hex')}`, agents: { prompt: ['sketch'] } };
      const announcement = await other.announce(presence);
      expect(await queue.workers()).toContainEqual(presence);
      await announcement[Symbol.asyncDispose]();
      expect(await queue.workers()).not.toContainEqual(presence);
    });

    test('closing hands a running stage back, and another worker finishes it without a try lost', async () => {
      const plan = linePlan();
      const started = Promise.withResolvers<void>();
      const first = await queue.workStages('prompt', 1, async ({ signal }) => {
        started.resolve();
        await abortOf(signal);
        throw signal.reason;
      });
      await queue.add(plan, 1);
      await started.promise;
      await first.close(0);
      const attempts: number[] = [];
      await work((job) => Promise.resolve(attempts.push(job.attempt)));
      await deliver();
      await waitUntil(() => isDelivered(plan));
      expect(attempts).toEqual([1, 1, 1, 1]);
    });

    test('closing waits for a stage that ends within the grace, and gives up on one that never listens', async () => {
      const [quick, deaf] = [linePlan(), linePlan()];
      const starts = { quick: Promise.withResolvers<void>(), deaf: Promise.withResolvers<void>() };
      const go = Promise.withResolvers<void>();
      const consumer = await queue.workStages('prompt', 2, async ({ plan }) => {
        if (plan.taskId === quick.taskId) {
          starts.quick.resolve();
          await go.promise;
          return 'in time';
        }
        starts.deaf.resolve();
        return new Promise(() => undefined);
      });
      await queue.add(quick, 1);
      await queue.add(deaf, 1);
      await Promise.all([starts.quick.promise, starts.deaf.promise]);
      const closed = consumer.close(500);
      go.resolve();
      await closed;
      expect(statusOf(await queue.inspect(quick.taskId, platform), 'words')).toBe('done');
      expect(statusOf(await queue.inspect(deaf.taskId, platform), 'words')).toBe('queued');
      await queue.settle(quick.taskId, platform, cancelled);
      await queue.settle(deaf.taskId, platform, cancelled);
    });

    test('two processes cancel stages of each other', async () => {
      const other = await open();
      more.push({ [Symbol.asyncDispose]: () => other.close() });
      const plan = linePlan();
      const started = Promise.withResolvers<void>();
      const aborted = Promise.withResolvers<void>();
      await work(async ({ signal }) => {
        started.resolve();
        await abortOf(signal);
        aborted.resolve();
        throw signal.reason;
      });
      await deliver(other);
      await other.add(plan, 1);
      await started.promise;
      expect(await other.settle(plan.taskId, platform, cancelled)).toBe(true);
      await aborted.promise;
      await waitUntil(() => isDelivered(plan));
      expect(deliveriesOf(plan)).toMatchObject([{ end: { kind: 'settled', outcome: cancelled } }]);
      // The consumer belongs to the queue that is closed next.
      await consumers.pop()?.close(0);
    });
  });
}
