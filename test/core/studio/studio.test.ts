import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MoraError } from '../../../src/core/errors.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { createStudio, taskIdOf, type Submission } from '../../../src/core/studio/studio.ts';
import type { BeforeTurn } from '../../fakes/quick-provider.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import { ada, asked, never, withStudioIn } from './staffed-studio.ts';

let directory: Awaited<ReturnType<typeof testDataDirectory>>;
beforeEach(async () => {
  directory = await testDataDirectory();
});
afterEach(() => directory[Symbol.asyncDispose]());

const withStudio = (...[use, options]: WithStudio): Promise<void> => withStudioIn(directory.path, use, options);
type WithStudio = Parameters<typeof withStudioIn> extends [string, ...infer Rest] ? Rest : never;

const bob = { platform: 'playground', id: 'bob', name: 'Bob', moderator: false };

describe('a task', () => {
  test('goes through its stages into its thread', async () => {
    await withStudio(async ({ studio, chat }) => {
      const { taskId, request, duplicate } = await studio.submit(asked('m1', { seed: 0, durationS: 2 }), never);
      expect(duplicate).toBe(false);
      expect(request).toMatchObject({ kind: 't2v', prompt: 'a boat', seed: 0, durationS: 2, ratio: '16:9' });
      const delivery = await chat.outcome(taskId);
      expect(delivery).toMatchObject({
        status: 'done',
        prompt: 'a boat',
        clip: { prompt: 'a boat, enhanced', seed: 0 },
      });
      expect(delivery.clip?.stages.map((stage) => stage.agent)).toEqual([
        'prompt',
        'text-to-image',
        'image-to-video',
        'finish',
      ]);
      expect(delivery.facts).toContainEqual(['Made by', 'a test']);
      await expect.poll(async () => (await studio.find(taskId))?.deliveredAt).toBeDefined();
    });
  });

  test('gets a seed of its own where none is given, and zero is a seed', async () => {
    await withStudio(async ({ studio }) => {
      const seeds = await Promise.all(
        ['m1', 'm2', 'm3'].map(async (source) => (await studio.submit(asked(source), never)).request.seed),
      );
      expect(new Set(seeds).size).toBe(3);
    });
  });

  test('is made once, however often its message comes', async () => {
    await withStudio(async ({ studio, chat }) => {
      const all = await Promise.all(Array.from({ length: 5 }, () => studio.submit(asked('m1'), never)));
      expect(new Set(all.map((accepted) => accepted.taskId)).size).toBe(1);
      const { taskId } = await studio.submit(asked('m1'), never);
      await chat.outcome(taskId);
      expect((await studio.submit(asked('m1'), never)).duplicate).toBe(true);
      expect(chat.posted).toHaveLength(1);
      expect(taskIdOf('playground', 'm1')).toBe(taskId);
    });
  });

  test('whose step fails for good ends with the reason, and no other task suffers', async () => {
    const before: BeforeTurn = (agent, { stageId }) => {
      if (agent === 'image-to-video' && stageId.startsWith(taskIdOf('playground', 'bad'))) {
        throw new MoraError('bad-media', 'This picture cannot be moved. Send another.');
      }
    };
    await withStudio(
      async ({ studio, chat }) => {
        const bad = await studio.submit(asked('bad'), never);
        const good = await studio.submit(asked('good'), never);
        expect(await chat.outcome(bad.taskId)).toMatchObject({
          status: 'failed',
          text: 'This picture cannot be moved. Send another.',
        });
        expect(await chat.outcome(good.taskId)).toMatchObject({ status: 'done' });
      },
      { before },
    );
  });

  test('that is cancelled while it runs stops its provider and says so at once', async () => {
    const started = Promise.withResolvers<void>();
    const stopped = Promise.withResolvers<void>();
    const before: BeforeTurn = async (agent, { signal }) => {
      if (agent !== 'text-to-image') return;
      started.resolve();
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      stopped.resolve();
      signal.throwIfAborted();
    };
    await withStudio(
      async ({ studio, chat }) => {
        const { taskId } = await studio.submit(asked('m1'), never);
        await started.promise;
        await expect(studio.cancel(taskId, bob)).rejects.toMatchObject({ code: 'not-allowed' });
        expect(await studio.cancel(taskId, ada)).toBe(true);
        expect(await chat.outcome(taskId)).toMatchObject({ status: 'cancelled', text: 'Cancelled by Ada.' });
        await stopped.promise;
        expect(await studio.cancel(taskId, ada)).toBe(false);
      },
      { before },
    );
  });

  test('that a moderator cancels names the moderator; one that nobody knows is not found', async () => {
    await withStudio(
      async ({ studio, chat }) => {
        await expect(studio.cancel('task-0123456789abcdef01234567', ada)).rejects.toMatchObject({ code: 'not-found' });
        const { taskId } = await studio.submit(asked('m1'), never);
        expect(await studio.cancel(taskId, { ...bob, moderator: true })).toBe(true);
        expect(await chat.outcome(taskId)).toMatchObject({ status: 'cancelled', text: 'Cancelled by Bob.' });
      },
      { before: (_agent, { signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', reject)) },
    );
  });

  test('shows where it stands: stages, their providers, and a preview', async () => {
    const painted = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const before: BeforeTurn = async (agent) => {
      if (agent !== 'image-to-video') return;
      painted.resolve();
      await goOn.promise;
    };
    await withStudio(
      async ({ studio, chat }) => {
        const { taskId } = await studio.submit(asked('m1'), never);
        await painted.promise;
        await expect
          .poll(() => chat.cards.at(-1))
          .toMatchObject({
            taskId,
            status: 'working',
            prompt: 'a boat',
            preview: `${taskId}-picture-image`,
            stages: [
              { status: 'done' },
              { status: 'done' },
              { status: 'running', provider: 'quick' },
              { status: 'waiting' },
            ],
          });
        goOn.resolve();
        await chat.outcome(taskId);
        await expect.poll(() => chat.cards.at(-1)?.status).toBe('done');
      },
      { before },
    );
  });

  test('of a repeat visitor foretells its end from past runs', async () => {
    const hold = Promise.withResolvers<void>();
    await withStudio(
      async ({ studio, chat }) => {
        const first = await studio.submit(asked('m1'), never);
        expect((await studio.view(first.taskId))?.remainingMs).toBeUndefined();
        await chat.outcome(first.taskId);
        const second = await studio.submit(asked('hold'), never);
        await expect.poll(async () => (await studio.view(second.taskId))?.remainingMs).toBeGreaterThanOrEqual(0);
        hold.resolve();
        await chat.outcome(second.taskId);
      },
      {
        before: (_agent, { stageId }) =>
          stageId.startsWith(taskIdOf('playground', 'hold')) ? hold.promise : undefined,
      },
    );
  });
});

describe('a request that cannot be taken', () => {
  test('is refused before anything is kept, in a plain sentence', async () => {
    await withStudio(async ({ studio }) => {
      const refused = async (draft: Partial<Submission['draft']>): Promise<unknown> =>
        studio.submit(asked('m1', draft), never).catch((error: unknown) => error);
      expect(await refused({ prompt: '' })).toMatchObject({ code: 'bad-input' });
      expect(await refused({ prompt: '\u0000\u0007' })).toMatchObject({ code: 'bad-input' });
      expect(await refused({ prompt: 'x'.repeat(10_000) })).toMatchObject({
        code: 'bad-input',
        userMessage: expect.stringContaining('2,000'),
      });
      expect(await refused({ durationS: 0 })).toMatchObject({ code: 'bad-input' });
      expect(await refused({ durationS: Number.NaN })).toMatchObject({ code: 'bad-input' });
      expect(await studio.recent(ada, 'local', 10)).toEqual([]);
    });
  });

  test('is refused while nobody can do it', async () => {
    await withStudio(
      async ({ studio }) => {
        await expect(studio.submit(asked('m1'), never)).rejects.toMatchObject({ code: 'unavailable' });
      },
      { idle: true },
    );
  });

  test('is refused on a disk that is nearly full', async () => {
    await withStudio(async ({ database, queue, artifacts }) => {
      const full = { ...artifacts, freeBytes: () => Promise.resolve(10) };
      const takeImage = () => Promise.reject(new Error('never called'));
      const studio = createStudio({
        database,
        queue,
        artifacts: full,
        takeImage,
        takeVideo: takeImage,
        logger: silentLogger(),
      });
      await expect(studio.submit(asked('m1'), never)).rejects.toMatchObject({ code: 'disk-full' });
    });
  });
});
