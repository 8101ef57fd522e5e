import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VideoSource } from '../../src/core/studio/incoming.ts';
import { writeTexturedVideo } from '../core/media/budget/textured-video.ts';
import { openWholeHouse, type MadeVideo, type WholeHouse } from '../support/whole-house.ts';
import { ffprobe, hasSystemFfmpeg } from '../support/system-ffmpeg.ts';
import { VideoLab } from '../core/media/video-lab.ts';
import { testDataDirectory } from '../support/test-database.ts';

const withFfmpeg = hasSystemFfmpeg();
let directory: Awaited<ReturnType<typeof testDataDirectory>>;
let house: WholeHouse;
let lab: VideoLab;
let boat: MadeVideo;
let city: MadeVideo;
beforeAll(async () => {
  lab = new VideoLab();
  directory = await testDataDirectory();
  house = await openWholeHouse(directory.path);
  boat = await house.make({ kind: 't2v', prompt: 'a red boat on the sea, pan right', durationS: 1, seed: 7 });
  city = await house.make({ kind: 't2v', prompt: 'a city at night, zoom in', durationS: 1, seed: 8 });
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
  await house[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

/** How much the brightness of each frame differs from the one before. */
function stepsOf(means: readonly number[]): number[] {
  return means.slice(1).map((mean, index) => Math.abs(mean - (means[index] ?? 0)));
}

/** The seam shows no more than what is beside it: no frame twice, no jump of brightness. */
async function expectNoSeam(video: MadeVideo, first: number): Promise<void> {
  const hashes = await lab.hashFrames(video.path);
  for (const index of [first - 1, first, first + 1]) expect(hashes[index]).not.toBe(hashes[index - 1]);
  const steps = stepsOf(await lab.meanLuma(video.path));
  const beside = [...steps.slice(Math.max(0, first - 13), first - 1), ...steps.slice(first, first + 12)];
  const median = beside.toSorted((a, b) => a - b)[Math.floor(beside.length / 2)] ?? 0;
  // Where next to nothing moves, a fifth of one of the 220 levels is what encoding alone changes from frame to frame.
  expect(steps[first - 1]).toBeLessThanOrEqual(Math.max(1.5 * median, 0.2));
}

describe('extend', () => {
  test('keeps the frames of the video bit by bit, and goes on without a seam', async () => {
    const longer = await house.make({
      kind: 'extend',
      prompt: '',
      video: { clip: boat.delivery.taskId },
      durationS: 1,
    });
    expect(longer.clip.facts).toMatchObject({ width: 1024, height: 576, fps: 24, frames: 48, durationS: 2 });
    const hashes = await lab.hashFrames(longer.path);
    expect(hashes.slice(0, 24)).toEqual(await lab.hashFrames(boat.path));
    await expectNoSeam(longer, 24);
  });

  test('backward puts the new part before it', async () => {
    const video = { clip: boat.delivery.taskId };
    const longer = await house.make({ kind: 'extend', prompt: '', video, durationS: 1, direction: 'backward' });
    expect(longer.clip.facts).toMatchObject({ frames: 48, durationS: 2 });
    expect((await lab.hashFrames(longer.path)).slice(24)).toEqual(await lab.hashFrames(boat.path));
    await expectNoSeam(longer, 24);
  });

  test('five times over, the first part is still the same bit by bit', async () => {
    // Small, so that it is quick.
    const file = path.join(directory.path, 'camera.mp4');
    await writeTexturedVideo({ path: file, width: 320, height: 180, fps: 24, frames: 24 });
    let source: VideoSource = { name: 'camera.mp4', open: async () => (await openAsBlob(file)).stream() };
    let longest: MadeVideo | undefined;
    for (let round = 0; round < 5; round += 1) {
      longest = await house.make({ kind: 'extend', prompt: '', video: source, durationS: 1 });
      source = { clip: longest.delivery.taskId };
    }
    expect(longest?.clip.facts).toMatchObject({ width: 320, height: 180, frames: 144, durationS: 6 });
    expect((await lab.hashFrames(longest?.path ?? '')).slice(0, 24)).toEqual(await lab.hashFrames(file));
  });
});

describe('the file', () => {
  test.skipIf(!withFfmpeg)('says what it was made from, by whom, and how to make it again', async () => {
    const night = await house.make({ kind: 'edit', prompt: 'at night', video: { clip: city.delivery.taskId } });
    const { format } = await ffprobe(night.path);
    expect(JSON.parse(format.tags?.['comment'] ?? '')).toEqual({
      studio: 'Mora Studio',
      task: night.delivery.taskId,
      kind: 'edit',
      prompt: 'at night',
      seed: night.clip.seed,
      parents: [city.delivery.taskId],
      makers: ['prompt: sketch 2', 'image-to-video: sketch 2'],
    });
  });
});

describe('edit', () => {
  test('keeps size, rate and every frame, and says what it did', async () => {
    const winter = await house.make({
      kind: 'edit',
      prompt: 'in black and white',
      video: { clip: boat.delivery.taskId },
    });
    expect(winter.clip.facts).toMatchObject({ width: 1024, height: 576, fps: 24, frames: 24, durationS: 1 });
    expect(winter.clip.stages.map(({ key }) => key)).toEqual(['prompt', 'motion', 'finish']);
    expect(winter.clip.notes.join(' ')).toMatch(/black and white/iu);
    const before = await lab.meanLuma(boat.path);
    const after = await lab.meanLuma(winter.path);
    expect(after).not.toEqual(before);
  });
});

describe('connect', () => {
  test('plays both whole with a transition between them', async () => {
    const videos = [{ clip: boat.delivery.taskId }, { clip: city.delivery.taskId }];
    const both = await house.make({ kind: 'connect', prompt: '', videos, transitionS: 1 });
    expect(both.clip.facts).toMatchObject({ frames: 72, durationS: 3 });
    const hashes = await lab.hashFrames(both.path);
    expect(hashes.slice(0, 24)).toEqual(await lab.hashFrames(boat.path));
    expect(hashes.slice(48)).toEqual(await lab.hashFrames(city.path));
    await expectNoSeam(both, 24);
    await expectNoSeam(both, 48);
    expect(both.delivery.facts).toContainEqual(['Note', expect.any(String)]);
  });
});

describe('simulate', () => {
  test('walks through a digital world', async () => {
    const world = await house.make({ kind: 'simulate', prompt: 'a village by the sea', durationS: 1, seed: 3 });
    expect(world.clip.facts).toMatchObject({ width: 1024, height: 576, frames: 24 });
    expect(world.clip.prompt).toMatch(/digital world/iu);
    const hashes = await lab.hashFrames(world.path);
    expect(new Set(hashes).size).toBe(24);
  });
});

describe('finish', () => {
  test('smooths, loops, captions and fits, all at once', async () => {
    const options = { smooth: 30, loop: true, caption: 'A boat & the sea', maxBytes: 200_000 } as const;
    const video = await house.make({ kind: 't2v', prompt: 'a red boat on the sea', durationS: 1, seed: 7, ...options });
    expect(video.clip.facts).toMatchObject({ fps: 30, frames: 30, durationS: 1, codec: 'h264' });
    expect(video.clip.sizeBytes).toBeLessThanOrEqual(200_000);
    const luma = await lab.meanLuma(video.path);
    const steps = stepsOf(luma).toSorted((a, b) => a - b);
    const around = Math.abs((luma[0] ?? 0) - (luma.at(-1) ?? 0));
    expect(around).toBeLessThanOrEqual(Math.max(steps[Math.floor(steps.length / 2)] ?? 0, 0.1));
  });
});
