import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDesk } from '../../../src/bots/desk.ts';
import type { Delivery } from '../../../src/bots/delivery.ts';
import { silentLogger } from '../../../src/core/log.ts';
import type { MotionSkills } from '../../../src/core/provider.ts';
import type { TaskDraft } from '../../../src/core/studio/draft.ts';
import { createMemoryChat } from '../../fakes/memory-chat.ts';
import { createQuickProvider } from '../../fakes/quick-provider.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import { openTestStudio, type TestStudio } from '../../support/test-studio.ts';

let directory: Awaited<ReturnType<typeof testDataDirectory>>;
beforeEach(async () => {
  directory = await testDataDirectory();
});
afterEach(() => directory[Symbol.asyncDispose]());

const ada = { platform: 'playground', id: 'ada', name: 'Ada', moderator: false };
const never = new AbortController().signal;

interface House extends TestStudio {
  /** Asks for a video and waits for it. */
  readonly make: (draft: TaskDraft, space?: string) => Promise<Delivery>;
}

async function withHouse(motion: MotionSkills, use: (house: House) => Promise<void>): Promise<void> {
  await using opened = await openTestStudio(directory.path);
  const chat = createMemoryChat();
  const desk = await openDesk({ adapter: chat, studio: opened.studio, queue: opened.queue, logger: silentLogger() });
  let messages = 0;
  try {
    await opened.work(createQuickProvider(undefined, motion));
    await use({
      ...opened,
      async make(draft, space = 'local') {
        messages += 1;
        const thread = { platform: 'playground', space, channel: 'studio', thread: `m${messages}` };
        const submission = { sourceId: `m${messages}`, person: ada, thread, draft };
        const { taskId } = await opened.studio.submit(submission, never);
        return chat.outcome(taskId);
      },
    });
  } finally {
    await desk.stop(0);
  }
}

const keysOf = (delivery: Delivery): string[] => delivery.clip?.stages.map(({ key }) => key) ?? [];

describe('a clip', () => {
  test('knows what it was made from, and extend, edit and connect start from it', async () => {
    await withHouse({ videoToVideo: true }, async ({ make, studio }) => {
      const first = await make({ kind: 't2v', prompt: 'a boat', seed: 7 });
      const longer = await make({ kind: 'extend', prompt: '', video: { clip: first.taskId } });
      const winter = await make({ kind: 'edit', prompt: 'in winter', video: { clip: longer.taskId } });
      const videos = [{ clip: first.taskId }, { clip: winter.taskId }];
      const both = await make({ kind: 'connect', prompt: 'whip', videos });
      expect(await studio.clip(first.taskId)).toMatchObject({ parents: [], request: { seed: 7 }, clip: { seed: 7 } });
      expect(await studio.clip(longer.taskId)).toMatchObject({ parents: [first.taskId] });
      expect(await studio.clip(winter.taskId)).toMatchObject({ parents: [longer.taskId] });
      const row = await studio.clip(both.taskId);
      expect(row?.parents).toEqual([first.taskId, winter.taskId]);
      expect(row?.clip.stages).toContainEqual(
        expect.objectContaining({ agent: 'connect', provider: 'quick', version: '1' }),
      );
      expect(keysOf(winter)).toEqual(['prompt', 'motion', 'finish']);
      expect(both.facts).toContainEqual(['Made from', 'your 2 videos and words']);
    });
  });

  test('hands the memo of its end to what extends it', async () => {
    await withHouse({ videoToVideo: false }, async ({ make, studio }) => {
      const first = await make({ kind: 't2v', prompt: 'a boat' });
      const longer = await make({ kind: 'extend', prompt: '', video: { clip: first.taskId } });
      const row = await studio.clip(longer.taskId);
      expect(row?.request).toMatchObject({ video: { memo: { after: `${first.taskId}-motion` } } });
      expect(row?.clip.memo).toEqual({ after: `${longer.taskId}-motion` });
      const looped = await make({ kind: 't2v', prompt: 'a boat', loop: true });
      expect((await studio.clip(looped.taskId))?.clip).not.toHaveProperty('memo');
    });
  });

  test('of another server does not exist here', async () => {
    await withHouse({ videoToVideo: false }, async ({ make }) => {
      const first = await make({ kind: 't2v', prompt: 'a boat' });
      const draft: TaskDraft = { kind: 'extend', prompt: '', video: { clip: first.taskId } };
      await expect(make(draft, 'elsewhere')).rejects.toMatchObject({ code: 'not-found' });
    });
  });
});

describe('a task', () => {
  test('longer than a provider can is made of a chain of clips', async () => {
    await withHouse({ videoToVideo: false, maxClipS: 2 }, async ({ make }) => {
      const long = await make({ kind: 't2v', prompt: 'a boat', durationS: 5 });
      expect(long).toMatchObject({ status: 'done' });
      expect(keysOf(long)).toEqual(['prompt', 'picture', 'motion-1', 'motion-2', 'motion-3', 'finish']);
    });
  });

  test('of several videos joins them side by side', async () => {
    await withHouse({ videoToVideo: false }, async ({ make }) => {
      const clip = (await make({ kind: 't2v', prompt: 'a boat' })).taskId;
      const joined = await make({ kind: 'connect', prompt: '', videos: [{ clip }, { clip }, { clip }] });
      expect(keysOf(joined)).toEqual(['join-1', 'join-2', 'finish']);
    });
  });

  test('whose provider cannot keep the motion of a video says that it is new', async () => {
    await withHouse({ videoToVideo: false }, async ({ make }) => {
      const clip = (await make({ kind: 't2v', prompt: 'a boat' })).taskId;
      const winter = await make({ kind: 'edit', prompt: 'in winter', video: { clip } });
      expect(keysOf(winter)).toEqual(['prompt', 'change', 'motion', 'finish']);
      expect(winter.facts).toContainEqual(['Note', expect.stringContaining('set in motion anew')]);
    });
  });
});
