import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { abortOf, linePlan, statusOf } from '../support/plans.ts';
import { waitUntil } from '../support/wait-until.ts';
import { cancelled, platform, type QueueHarness } from './queue-harness.ts';

/** What others see of a task, and what happens when processes come and go. */
export function queueProcesses(harness: QueueHarness): void {
  const { deliver, deliveriesOf, isDelivered, open, work } = harness;

  test('inspect tells where a task stands', async () => {
    const [first, second] = [linePlan(), linePlan()];
    expect(await harness.queue.inspect(first.taskId, platform)).toBeUndefined();
    await harness.queue.add(first, 5);
    await harness.queue.add(second, 1);
    expect(await harness.queue.inspect(first.taskId, platform)).toEqual({
      plan: first,
      status: 'open',
      stages: [
        { key: 'words', agent: 'prompt', provider: 'sketch', status: 'queued', position: 2 },
        { key: 'picture', agent: 'text-to-image', provider: 'sketch', status: 'waiting' },
        { key: 'motion', agent: 'image-to-video', provider: 'sketch', status: 'waiting' },
        { key: 'end', agent: 'finish', provider: 'sketch', status: 'waiting' },
      ],
    });
    expect((await harness.queue.inspect(second.taskId, platform))?.stages[0]).toMatchObject({ position: 1 });
    const go = Promise.withResolvers<void>();
    await work(
      async (job) => {
        job.report({ phase: 'thinking' });
        for (let percent = 0; percent <= 90; percent += 10) job.report({ phase: 'painting', percent });
        await go.promise;
        job.report({ phase: 'painting', percent: 100, preview: 'preview-1' });
        return null;
      },
      harness.queue,
      'prompt',
    );
    const wordsOf = async () => (await harness.queue.inspect(first.taskId, platform))?.stages[0];
    await waitUntil(async () => (await wordsOf())?.progress?.percent === 90);
    expect(await wordsOf()).toMatchObject({ status: 'running' });
    go.resolve();
    await waitUntil(async () => (await wordsOf())?.status === 'done');
    const words = await wordsOf();
    expect(words?.progress).toEqual({ phase: 'painting', percent: 100, preview: 'preview-1' });
    expect(words?.endedAt).toBeGreaterThanOrEqual(words?.startedAt ?? Infinity);
    await harness.queue.settle(first.taskId, platform, cancelled);
    await harness.queue.settle(second.taskId, platform, cancelled);
    await waitUntil(async () => (await harness.queue.inspect(first.taskId, platform))?.status === 'delivering');
  });

  test('watch hears of tasks from another process, and of none once disposed', async () => {
    const other = await open();
    harness.more.push({ [Symbol.asyncDispose]: () => other.close() });
    const [first, second] = [linePlan(), linePlan()];
    const heard = { early: new Set<string>(), always: new Set<string>() };
    const early = await other.watch((taskId) => heard.early.add(taskId));
    const always = await other.watch((taskId) => heard.always.add(taskId));
    await harness.queue.add(first, 1);
    await waitUntil(() => heard.early.has(first.taskId) && heard.always.has(first.taskId));
    await early[Symbol.asyncDispose]();
    await harness.queue.add(second, 1);
    await waitUntil(() => heard.always.has(second.taskId));
    expect(heard.early.has(second.taskId)).toBe(false);
    await always[Symbol.asyncDispose]();
    await harness.queue.settle(first.taskId, platform, cancelled);
    await harness.queue.settle(second.taskId, platform, cancelled);
  });

  test('of many tasks that change at once each is heard of, also elsewhere', async () => {
    const other = await open();
    harness.more.push({ [Symbol.asyncDispose]: () => other.close() });
    const plans = Array.from({ length: 12 }, () => linePlan());
    const heard = new Set<string>();
    harness.more.push(await other.watch((taskId) => heard.add(taskId)));
    await Promise.all(plans.map((plan) => harness.queue.add(plan, 1)));
    await waitUntil(() => plans.every(({ taskId }) => heard.has(taskId)));
    await Promise.all(plans.map(({ taskId }) => harness.queue.settle(taskId, platform, cancelled)));
  });

  test('a hint comes after each step of a task, so that reading at the last one shows its end', async () => {
    const plan = linePlan();
    let last = 'nothing';
    const watching = await harness.queue.watch((taskId) => {
      if (taskId !== plan.taskId) return;
      void harness.queue.inspect(taskId, platform).then((flow) => (last = flow?.status ?? 'nothing'));
    });
    harness.more.push(watching);
    await work(() => Promise.resolve(null));
    await deliver();
    await harness.queue.add(plan, 1);
    await waitUntil(() => last === 'delivered');
  });

  test('one that is closed as soon as it is open closes', async () => {
    for (let round = 0; round < 3; round += 1) await (await open()).close();
  });

  test('workers are known while they announce themselves', async () => {
    const other = await open();
    harness.more.push({ [Symbol.asyncDispose]: () => other.close() });
    const presence = {
      workerId: `worker-${randomBytes(4).toString('hex')}`,
      agents: { prompt: ['sketch'] },
      motion: {},
      providers: {},
    };
    const announcement = await other.announce(() => presence);
    expect(await harness.queue.workers()).toContainEqual(presence);
    await announcement[Symbol.asyncDispose]();
    expect(await harness.queue.workers()).not.toContainEqual(presence);
  });

  test('closing hands a running stage back, and another worker finishes it without a try lost', async () => {
    const plan = linePlan();
    const started = Promise.withResolvers<void>();
    const first = await harness.queue.workStages(
      { agent: 'prompt', vendor: 'sketch' },
      {
        concurrency: 1,
        process: async ({ signal }) => {
          started.resolve();
          await abortOf(signal);
          throw signal.reason;
        },
      },
    );
    await harness.queue.add(plan, 1);
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
    const consumer = await harness.queue.workStages(
      { agent: 'prompt', vendor: 'sketch' },
      {
        concurrency: 2,
        process: async ({ plan }) => {
          if (plan.taskId === quick.taskId) {
            starts.quick.resolve();
            await go.promise;
            return 'in time';
          }
          starts.deaf.resolve();
          return new Promise(() => undefined);
        },
      },
    );
    await harness.queue.add(quick, 1);
    await harness.queue.add(deaf, 1);
    await Promise.all([starts.quick.promise, starts.deaf.promise]);
    const closed = consumer.close(500);
    go.resolve();
    await closed;
    expect(statusOf(await harness.queue.inspect(quick.taskId, platform), 'words')).toBe('done');
    expect(statusOf(await harness.queue.inspect(deaf.taskId, platform), 'words')).toBe('queued');
    await harness.queue.settle(quick.taskId, platform, cancelled);
    await harness.queue.settle(deaf.taskId, platform, cancelled);
  });

  test('two processes cancel stages of each other', async () => {
    const other = await open();
    harness.more.push({ [Symbol.asyncDispose]: () => other.close() });
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
    await harness.consumers.pop()?.close(0);
  });
}
