import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { forgetSpace } from '../../../src/core/studio/forget-space.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import { ada, asked, never, withStudioIn, type StaffedStudio } from './staffed-studio.ts';

const platform = 'playground';
const here = { platform, space: 'here' };

/** A finished video of a space. */
async function film({ studio, chat }: StaffedStudio, space: string, sourceId: string): Promise<string> {
  const submission = asked(sourceId);
  const { taskId } = await studio.submit({ ...submission, thread: { ...submission.thread, space } }, never);
  await chat.outcome(taskId);
  await expect.poll(async () => (await studio.find(taskId))?.deliveredAt !== undefined).toBe(true);
  return taskId;
}

const filesOf = async (directory: string, taskId: string): Promise<readonly string[]> =>
  (await readdir(path.join(directory, 'artifacts'))).filter((name) => name.startsWith(taskId));

test('a space is forgotten with its videos, their files, its gallery and its settings; another one keeps all', async () => {
  await using directory = await testDataDirectory();
  await withStudioIn(directory.path, async (opened) => {
    const { studio, database } = opened;
    const mine = [await film(opened, 'here', 'm1'), await film(opened, 'here', 'm2')];
    const other = await film(opened, 'there', 'o1');
    for (const space of ['here', 'there']) {
      await studio.settings.change({ platform, space }, () => ({ galleryChannel: 'gallery' }));
    }
    const [shared = ''] = mine;
    for (const clipId of [shared, other]) {
      await studio.gallery.share(clipId, ada);
      await studio.gallery.vote(clipId, { ...ada, id: 'bob' });
    }
    await studio.picks.put(ada, 'here', { sourceId: 'p', atMs: Date.now(), video: { clip: shared } });
    const sent = await opened.artifacts.put('pick-message-1', 'video/mp4', { bytes: new Uint8Array([1]) });
    const facts = { width: 640, height: 360, fps: 24, frames: 120, durationS: 5, codec: 'h264' };
    const kept = { artifact: sent.id, facts, sound: false };
    await studio.picks.put({ ...ada, id: 'bob' }, 'here', { sourceId: 'q', atMs: Date.now(), video: { kept } });

    expect(await studio.forgetSpace(here)).toEqual({ tasks: 2, clips: 2 });
    for (const taskId of mine) {
      expect(await studio.find(taskId)).toBeUndefined();
      expect(await studio.clip(taskId)).toBeUndefined();
      expect(await filesOf(directory.path, taskId)).toEqual([]);
    }
    expect(await studio.gallery.row(shared)).toBeUndefined();
    expect(await studio.picks.get(ada, 'here')).toBeUndefined();
    expect(await opened.artifacts.find(sent.id)).toBeUndefined();
    expect(await studio.settings.isSet(here)).toBe(false);
    expect(await database.eraser.count(here)).toEqual({ tasks: 0, clips: 0 });

    expect(await studio.clip(other)).toBeDefined();
    expect(await studio.gallery.row(other)).toMatchObject({ votes: 1 });
    expect(await studio.settings.isSet({ platform, space: 'there' })).toBe(true);
    expect(await filesOf(directory.path, other)).not.toEqual([]);
    expect(await studio.forgetSpace(here)).toEqual({ tasks: 0, clips: 0 });
  });
});

test('a video that a task of another space was made from keeps its files', async () => {
  await using directory = await testDataDirectory();
  await withStudioIn(directory.path, async (opened) => {
    const { studio, chat } = opened;
    const source = await film(opened, 'here', 's1');
    const row = await studio.clip(source);
    if (row === undefined) throw new Error('There is no clip');
    const { video: artifact, facts, sound } = row.clip;
    const submission = asked('s2', { kind: 'extend', video: { kept: { artifact, facts, sound, clip: row.id } } });
    const { taskId } = await studio.submit(
      { ...submission, thread: { ...submission.thread, space: 'private talk' } },
      never,
    );
    await chat.outcome(taskId);
    await studio.forgetSpace(here);
    expect(await studio.clip(source)).toBeUndefined();
    expect(await filesOf(directory.path, source)).toEqual([artifact, `${artifact}.json`]);
    expect(await studio.find(taskId)).toBeDefined();
  });
});

test('what is still being made is cancelled, and its end brings nothing back', async () => {
  await using directory = await testDataDirectory();
  const gate = Promise.withResolvers<void>();
  const before = (agent: string): Promise<void> | void => (agent === 'image-to-video' ? gate.promise : undefined);
  await withStudioIn(
    directory.path,
    async ({ studio, database }) => {
      const submission = asked('w1');
      const { taskId } = await studio.submit({ ...submission, thread: { ...submission.thread, space: 'here' } }, never);
      const task = await studio.find(taskId);
      if (task === undefined) throw new Error('There is no task');
      await studio.forgetSpace(here);
      gate.resolve();
      // A delivery that was under way all the while ends the task as it knows it.
      const outcome = { status: 'cancelled', by: 'Ada' } as const;
      expect(await studio.conclude({ plan: task.plan, end: { kind: 'settled', outcome } })).toEqual(outcome);
      expect(await database.tasks.end(taskId, outcome)).toBeUndefined();
      expect(await studio.find(taskId)).toBeUndefined();
      expect(await studio.clip(taskId)).toBeUndefined();
    },
    { before },
  );
});

test('after a crash in the middle it goes on where it was', async () => {
  await using directory = await testDataDirectory();
  await withStudioIn(directory.path, async (opened) => {
    const { studio, database, artifacts } = opened;
    await film(opened, 'here', 'c1');
    await film(opened, 'here', 'c2');
    let removed = 0;
    const removeAll = (prefix: string): Promise<void> => {
      removed += 1;
      return removed > 1 ? Promise.reject(new Error('the power went')) : artifacts.removeAll(prefix);
    };
    const broken = {
      eraser: database.eraser,
      artifacts: { ...artifacts, removeAll },
      cancelAll: () => Promise.resolve(),
      clearPicks: () => Promise.resolve([]),
    };
    await expect(forgetSpace(here, broken)).rejects.toThrow('the power went');
    expect(await database.eraser.count(here)).toEqual({ tasks: 1, clips: 1 });
    expect(await studio.forgetSpace(here)).toEqual({ tasks: 1, clips: 1 });
    expect(await database.eraser.count(here)).toEqual({ tasks: 0, clips: 0 });
  });
});

test('all tasks of a space that leaves end as cancelled, and no others', async () => {
  await using directory = await testDataDirectory();
  await withStudioIn(
    directory.path,
    async ({ studio, chat }) => {
      const submit = async (sourceId: string, space: string): Promise<string> => {
        const submission = asked(sourceId);
        return (await studio.submit({ ...submission, thread: { ...submission.thread, space } }, never)).taskId;
      };
      const leaving = [await submit('l1', 'here'), await submit('l2', 'here')];
      const staying = await submit('l3', 'there');
      expect(await studio.cancelSpace(here, 'the removal of the app')).toBe(2);
      for (const taskId of leaving) {
        expect(await chat.outcome(taskId)).toMatchObject({ status: 'cancelled' });
      }
      expect((await studio.find(staying))?.outcome).toBeUndefined();
      expect(await studio.cancelSpace(here, 'again')).toBe(0);
    },
    { before: () => new Promise(() => undefined) },
  );
});
