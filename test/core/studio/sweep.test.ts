import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { silentLogger } from '../../../src/core/log.ts';
import type { PlannedStage } from '../../../src/core/pipeline/plan.ts';
import { sweep, type Keeping, type Swept } from '../../../src/core/studio/retention/sweep.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import { openTestStudio, type TestStudio } from '../../support/test-studio.ts';

const dayMs = 24 * 60 * 60 * 1000;
const facts = { width: 640, height: 360, fps: 24, frames: 120, durationS: 5, codec: 'h264' };
const person = { platform: 'playground', id: 'ada', name: 'Ada', moderator: false };
const thread = { platform: 'playground', space: 'local', channel: 'studio' };

let directory: Awaited<ReturnType<typeof testDataDirectory>>;
let opened: TestStudio;
/** Days since the histories began. */
let today = 0;
beforeEach(async () => {
  directory = await testDataDirectory();
  opened = await openTestStudio(directory.path);
  today = 0;
});
afterEach(async () => {
  await opened[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

const idOf = (number: number): string => `task-${String(number).padStart(24, '0')}`;
const parts = ['input', 'picture-image', 'motion-video', 'motion-result', 'finish-video', 'finish-poster'] as const;

/** A task of a history: asked for with an input of its own or with the video of another. Ends at once unless it is open. */
async function happened(
  number: number,
  more: { from?: number; end?: 'done' | 'failed' | 'open' } = {},
): Promise<string> {
  const { tasks, clips } = opened.database;
  const { from, end = 'done' } = more;
  const taskId = idOf(number);
  for (const part of parts) {
    await opened.artifacts.put(`${taskId}-${part}`, 'video/mp4', { bytes: new Uint8Array(10) });
  }
  const video = {
    artifact: from === undefined ? `${taskId}-input` : `${idOf(from)}-finish-video`,
    facts,
    sound: false,
  };
  const request = { kind: 'edit', prompt: 'in winter', video, seed: 0 } as const;
  const stages: PlannedStage[] = [{ key: 'finish', agent: 'finish', provider: 'media', fallbacks: [], after: [] }];
  await tasks.insert({ version: 1, taskId, thread, request, stages, notes: [] }, `source-${number}`, person);
  if (end !== 'open') await ended(number, end);
  if (end === 'done') await clips.insert({ id: taskId, thread, request, parents: [], clip: clipOf(taskId) });
  return taskId;
}

const clipOf = (taskId: string) => ({
  video: `${taskId}-finish-video`,
  poster: `${taskId}-finish-poster`,
  facts,
  sound: false,
  sizeBytes: 1_000,
  sha256: '0'.repeat(64),
  seed: 0,
  prompt: '',
  stages: [],
  notes: [],
  nsfw: false,
});

async function ended(number: number, status: 'done' | 'failed'): Promise<void> {
  const failure = { code: 'provider-failed', userMessage: 'It failed.' } as const;
  const outcome: Outcome = status === 'done' ? { status, clip: clipOf(idOf(number)) } : { status, failure };
  await opened.database.tasks.end(idOf(number), outcome);
  await opened.database.tasks.markDelivered(idOf(number), { place: 'thread' });
}

/** What is kept of a task. */
async function kept(number: number): Promise<readonly string[]> {
  const found = await Promise.all(
    parts.map(async (part) => ((await opened.artifacts.find(`${idOf(number)}-${part}`)) === undefined ? [] : [part])),
  );
  return found.flat();
}

/** A sweep so many days after the histories, all of which are of today. */
const sweepAfter = (days: number, keeping: Keeping, signal = new AbortController().signal): Promise<Swept> => {
  today = days;
  const { retention: rows, eraser, clips } = opened.database;
  const { artifacts } = opened;
  const nowMs = Date.now() + today * dayMs;
  return sweep(keeping, { rows, eraser, clips, artifacts, logger: silentLogger(), nowMs, signal });
};

test('what was made on the way goes after two days; the video stays, and what it was asked with', async () => {
  await happened(1);
  await happened(2, { end: 'failed' });
  await happened(3, { end: 'open' });
  expect(await sweepAfter(1, {})).toEqual({ tidied: 0, forgotten: 0, removed: 0 });
  expect(await sweepAfter(3, {})).toEqual({ tidied: 2, forgotten: 0, removed: 0 });
  expect(await kept(1)).toEqual(['input', 'finish-video', 'finish-poster']);
  expect(await kept(2)).toEqual(['input']);
  expect(await kept(3)).toEqual([...parts]);
  expect(await sweepAfter(3, {})).toEqual({ tidied: 0, forgotten: 0, removed: 0 });
});

test('by age a task goes with all that was asked and made, but not while a gallery shows it or another task needs it', async () => {
  const { gallery, tasks, clips } = opened.database;
  await happened(1);
  const shown = await happened(2);
  await happened(3);
  await happened(4, { from: 3, end: 'open' });
  await gallery.share({ clipId: shown, platform: 'playground', space: 'local', creator: person, channel: 'gallery' });
  expect(await sweepAfter(29, { days: 30 })).toMatchObject({ forgotten: 0 });
  expect(await sweepAfter(31, { days: 30 })).toMatchObject({ forgotten: 1 });
  expect([await tasks.find(idOf(1)), await clips.find(idOf(1)), await kept(1)]).toEqual([undefined, undefined, []]);
  expect(await kept(2)).toContain('finish-video');
  expect(await kept(3)).toContain('finish-video');

  await ended(4, 'done');
  await gallery.withdraw(shown);
  await gallery.markPublished(shown, 1, 'gone');
  expect(await sweepAfter(31, { days: 30 })).toMatchObject({ forgotten: 3 });
  expect([await kept(2), await kept(3), await kept(4)]).toEqual([[], [], []]);
});

test('for want of room the oldest videos go, until a tenth is free; their tasks stay known', async () => {
  const { gallery, tasks, clips } = opened.database;
  for (let number = 1; number <= 10; number += 1) await happened(number);
  const place = { platform: 'playground', space: 'local', creator: person, channel: 'gallery' };
  await gallery.share({ clipId: idOf(1), ...place });
  expect(await sweepAfter(0, { bytes: 10_000 })).toMatchObject({ removed: 0 });
  expect(await sweepAfter(0, { bytes: 6_000 })).toMatchObject({ removed: 5 });
  const left = await Promise.all(
    Array.from({ length: 10 }, async (_, index) => (await clips.find(idOf(index + 1))) !== undefined),
  );
  expect(left).toEqual([true, false, false, false, false, false, true, true, true, true]);
  expect(await kept(2)).toEqual([]);
  expect(await tasks.find(idOf(2))).toMatchObject({ outcome: { status: 'done' } });
});

test('a sweep that ends in the middle is finished by the next', async () => {
  for (let number = 1; number <= 6; number += 1) await happened(number);
  const ending = new AbortController();
  const { artifacts } = opened;
  let removals = 0;
  const dying = {
    ...opened.database,
    rows: opened.database.retention,
    artifacts: {
      removeAll: async (prefix: string, except?: readonly string[]) => {
        removals += 1;
        if (removals === 3) throw new Error('the process died here');
        await artifacts.removeAll(prefix, except);
      },
    },
    logger: silentLogger(),
    nowMs: Date.now() + 31 * dayMs,
    signal: ending.signal,
  };
  await expect(sweep({ days: 30 }, dying)).rejects.toThrow('died here');
  expect(await sweepAfter(31, { days: 30 }, AbortSignal.abort())).toEqual({ tidied: 0, forgotten: 0, removed: 0 });
  expect(await sweepAfter(31, { days: 30 })).toMatchObject({ forgotten: 4 });
  for (let number = 1; number <= 6; number += 1) expect(await kept(number)).toEqual([]);
});
