import { agents } from '../../../src/core/agents.ts';
import type { WorkerPresence } from '../../../src/core/queue/task-queue.ts';
import { presenceOf } from '../../../workers/presence.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MoraError } from '../../../src/core/errors.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { reconcile } from '../../../src/core/studio/reconcile.ts';
import { createStudio, taskIdOf } from '../../../src/core/studio/studio.ts';
import { createMemoryChat } from '../../fakes/memory-chat.ts';
import { createQuickProvider } from '../../fakes/quick-provider.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import { unservedText } from '../../../src/bots/texts.ts';
import { asked, never, withStudioIn, type StaffedStudio } from './staffed-studio.ts';

let directory: Awaited<ReturnType<typeof testDataDirectory>>;
beforeEach(async () => {
  directory = await testDataDirectory();
});
afterEach(() => directory[Symbol.asyncDispose]());

const withStudio = (...[use, options]: WithStudio): Promise<void> => withStudioIn(directory.path, use, options);
type WithStudio = Parameters<typeof withStudioIn> extends [string, ...infer Rest] ? Rest : never;

describe('what a crash leaves behind', () => {
  const mend = (opened: StaffedStudio, deliver: () => Promise<void> = () => Promise.resolve()): Promise<number> =>
    reconcile('playground', {
      tasks: opened.database.tasks,
      queue: opened.queue,
      logger: silentLogger(),
      nowMs: Date.now(),
      unservedSinceMs: new Map(),
      signal: never,
      deliver,
      refresh: (taskId) => opened.desk.refresh(taskId),
    });

  test('a row without its flow gets the flow', async () => {
    await withStudio(async (opened) => {
      const queue = { ...opened.queue, add: () => Promise.reject(new Error('the process died here')) };
      const dying = createStudio({
        ...opened,
        queue,
        takeImage: () => Promise.reject(new Error('x')),
        takeVideo: () => Promise.reject(new Error('x')),
        logger: silentLogger(),
      });
      // It is recorded: to refuse it now would make two of it once somebody asks again.
      await dying.submit(asked('m1'), never);
      expect(await mend(opened)).toBe(1);
      expect(await opened.chat.outcome(taskIdOf('playground', 'm1'))).toMatchObject({ status: 'done' });
      await expect.poll(() => mend(opened)).toBe(0);
    });
  });

  test('a task that the queue could not take just now is accepted all the same, and taken later', async () => {
    await withStudio(async (opened) => {
      const queue = { ...opened.queue, add: () => Promise.reject(new MoraError('unavailable', 'Redis is away.')) };
      const refuse = () => Promise.reject(new Error('x'));
      const parts = { ...opened, queue, takeImage: refuse, takeVideo: refuse, logger: silentLogger() };
      const { taskId } = await createStudio(parts).submit(asked('m1'), never);
      expect(await mend(opened)).toBe(1);
      expect(await opened.chat.outcome(taskId)).toMatchObject({ status: 'done' });
    });
  });

  test('a task that the queue does not have yet can be cancelled, and is never made', async () => {
    await withStudio(async (opened) => {
      let away = true;
      const add: typeof opened.queue.add = async (...task) => {
        if (away) throw new MoraError('unavailable', 'Redis is away.');
        return opened.queue.add(...task);
      };
      const refuse = () => Promise.reject(new Error('x'));
      const parts = { ...opened, queue: { ...opened.queue, add }, takeImage: refuse, takeVideo: refuse };
      const studio = createStudio({ ...parts, logger: silentLogger() });
      const { taskId } = await studio.submit(asked('m1'), never);
      away = false;
      const { person } = asked('m1');
      expect(await studio.cancel(taskId, person)).toBe(true);
      expect(await opened.chat.outcome(taskId)).toMatchObject({ status: 'cancelled' });
      await expect.poll(() => mend(opened)).toBe(0);
      expect(await studio.cancel(taskId, person)).toBe(false);
    });
  });

  test('a task that cannot be looked at does not hold up the others', async () => {
    await withStudio(async (opened) => {
      const queue = { ...opened.queue, add: () => Promise.reject(new MoraError('unavailable', 'Redis is away.')) };
      const refuse = () => Promise.reject(new Error('x'));
      const parts = { ...opened, queue, takeImage: refuse, takeVideo: refuse, logger: silentLogger() };
      for (const id of ['m1', 'm2']) await createStudio(parts).submit(asked(id), never);
      const inspect: typeof opened.queue.inspect = async (taskId, platform) => {
        if (taskId === taskIdOf('playground', 'm1')) throw new Error('its root is of another version');
        return opened.queue.inspect(taskId, platform);
      };
      expect(await mend({ ...opened, queue: { ...opened.queue, inspect } })).toBe(1);
      expect(await opened.chat.outcome(taskIdOf('playground', 'm2'))).toMatchObject({ status: 'done' });
    });
  });

  test('an old task is given up only once nobody was seen for six hours that could serve it', async () => {
    await withStudio(
      async (opened) => {
        const somebody = presenceOf('worker-1', [createQuickProvider()], agents);
        await using _announced = await opened.queue.announce(() => somebody);
        const { taskId } = await opened.studio.submit(asked('m1'), never);
        const unservedSinceMs = new Map<string, number>();
        const hourMs = 60 * 60 * 1000;
        const lookAfter = (hours: number, workers: readonly WorkerPresence[] = []) =>
          reconcile('playground', {
            tasks: opened.database.tasks,
            queue: { ...opened.queue, workers: () => Promise.resolve(workers) },
            logger: silentLogger(),
            nowMs: Date.now() + hours * hourMs,
            unservedSinceMs,
            signal: never,
            deliver: () => Promise.resolve(),
            refresh: () => undefined,
          });
        // It was asked for long ago, and the workers are not up yet.
        expect(await lookAfter(30)).toBe(0);
        expect(await lookAfter(35)).toBe(0);
        // Somebody was there for a while.
        expect(await lookAfter(35.5, [somebody])).toBe(0);
        expect(await lookAfter(37)).toBe(0);
        expect(await lookAfter(42)).toBe(0);
        expect(await lookAfter(43.1)).toBe(1);
        expect((await opened.queue.inspect(taskId, 'playground'))?.status).not.toBe('open');
      },
      { idle: true },
    );
  });

  test('a task in mid-stage goes on in the next process and ends once', async () => {
    const started = Promise.withResolvers<void>();
    const first = withStudio(
      async ({ studio }) => {
        await studio.submit(asked('m1'), never);
        await started.promise;
      },
      {
        before: async (agent, { signal }) => {
          if (agent !== 'image-to-video') return;
          started.resolve();
          await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        },
      },
    );
    await first;
    const turns: string[] = [];
    await withStudio(
      async ({ chat }) => {
        expect(await chat.outcome(taskIdOf('playground', 'm1'))).toMatchObject({ status: 'done' });
        expect(turns).toEqual(['image-to-video', 'finish']);
      },
      { before: (agent) => void turns.push(agent) },
    );
  });

  test('an outcome whose post failed is posted by a later try', async () => {
    let tries = 0;
    const chat = createMemoryChat(() => {
      tries += 1;
      if (tries === 1) throw new MoraError('unavailable', 'The platform is down.');
    });
    await withStudio(
      async ({ studio }) => {
        const { taskId } = await studio.submit(asked('m1'), never);
        await chat.outcome(taskId);
        expect(chat.posted).toHaveLength(1);
      },
      { chat },
    );
  });

  test('whoever waits for a worker that left is told so, and the task goes on when one is back', async () => {
    await withStudio(
      async (opened) => {
        const begun = Promise.withResolvers<void>();
        const hold = (_agent: string, { signal }: { readonly signal: AbortSignal }): Promise<void> => {
          begun.resolve();
          return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        };
        const first = await opened.work(createQuickProvider(hold));
        const { taskId } = await opened.studio.submit(asked('m1'), never);
        await begun.promise;
        await first.stop(0);
        expect(await opened.studio.view(taskId)).toMatchObject({ unserved: true });
        const toldBefore = opened.chat.cards.filter(({ notes }) => notes.includes(unservedText)).length;
        expect(await mend(opened)).toBe(0);
        const told = () => opened.chat.cards.filter(({ notes }) => notes.includes(unservedText));
        await expect.poll(() => told().length).toBeGreaterThan(toldBefore);
        expect(told().at(-1)?.queuePosition).toBeUndefined();

        await opened.work(createQuickProvider());
        expect(await opened.chat.outcome(taskId)).toMatchObject({ status: 'done' });
        expect(opened.chat.cards.at(-1)?.notes ?? []).not.toContain(unservedText);
      },
      { idle: true },
    );
  });

  test('an outcome whose flow is gone is carried by the reconciler', async () => {
    await withStudio(
      async (opened) => {
        await opened.work(createQuickProvider(() => new Promise(() => undefined)));
        const queue = { ...opened.queue, add: () => Promise.resolve() };
        const refuse = () => Promise.reject(new Error('x'));
        const parts = { ...opened, queue, takeImage: refuse, takeVideo: refuse, logger: silentLogger() };
        const { taskId } = await createStudio(parts).submit(asked('m1'), never);
        await opened.database.tasks.end(taskId, { status: 'cancelled', by: 'Ada' });
        let carried = 0;
        await mend(opened, () => Promise.resolve(void (carried += 1)));
        expect(carried).toBe(1);
      },
      { idle: true },
    );
  });
});
