import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reverseFrames } from '../../../../src/core/media/effects/reverse-video.ts';
import type { VideoShape } from '../../../../src/core/media/fit-video.ts';
import { refusalOf } from '../refusal.ts';
import { ffmpeg, hasSystemFfmpeg } from '../../../support/system-ffmpeg.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { encodeFrames, paintFrames, pixelsOf, readPixels, type Painter } from './clips.ts';

const withFfmpeg = hasSystemFfmpeg();
const size = { width: 96, height: 64 } as const;
const moving: Painter = (x, y, index) => [
  120 + 60 * Math.sin((x + 3 * index) / 8) + (y & 31),
  128 + index / 2,
  ((x + index) & 63) + 96,
];

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
const file = (name: string): string => path.join(directory.path, name);
beforeAll(async () => {
  directory = await temporaryDirectory();
  await encodeFrames({ path: file('clip.mp4'), ...size, fps: 12 }, paintFrames(size, moving, 60));
});
afterAll(() => directory[Symbol.asyncDispose]());

function hash(planes: readonly Buffer[]): string {
  return createHash('sha256').update(Buffer.concat(planes)).digest('hex');
}

async function readForwards(name: string, shape: VideoShape): Promise<string[]> {
  return (await readPixels(file(name), shape)).map(hash);
}

async function readReversed(name: string, shape: VideoShape, skipLast?: number): Promise<string[]> {
  const pictures: string[] = [];
  for await (const frame of reverseFrames(file(name), shape, skipLast)) pictures.push(hash(pixelsOf(frame)));
  return pictures;
}

describe('a video backwards', () => {
  it.each([
    ['as it is', { ...size, fps: 12 }],
    ['at more frames a second', { ...size, fps: 30 }],
    ['at fewer, in another size', { width: 64, height: 64, fps: 5 }],
    // So large that few (17 of 24) frames may wait: stretches are shorter than the way between key frames.
    ['in short stretches', { width: 1920, height: 1280, fps: 4 }],
  ] as const)('shows exactly the frames of the video forwards: %s', async (_, shape) => {
    const forwards = await readForwards('clip.mp4', shape);
    expect(await readReversed('clip.mp4', shape)).toEqual(forwards.toReversed());
  });

  it('leaves out the last ones', async () => {
    const shape = { ...size, fps: 12 };
    const all = await readReversed('clip.mp4', shape);
    expect(await readReversed('clip.mp4', shape, 1)).toEqual(all.slice(0, -1));
    expect(await readReversed('clip.mp4', shape, 60)).toEqual([]);
  });

  it.skipIf(!withFfmpeg).each([
    ['one key frame only', 'mp4', ['-g', '999', '-bf', '3']],
    ['key frames that frames before them lean on', 'mkv', ['-g', '10', '-bf', '3', '-x264-params', 'open-gop=1']],
    ['another container and codec', 'webm', ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8']],
    ['pictures that cannot be searched', 'gif', []],
  ])('takes %s', async (_, ending, coding) => {
    await ffmpeg('-i', file('clip.mp4'), ...coding, file(`coded.${ending}`));
    const shape = { ...size, fps: 12 };
    const forwards = await readForwards(`coded.${ending}`, shape);
    expect(await readReversed(`coded.${ending}`, shape)).toEqual(forwards.toReversed());
  });

  it('refuses what is no video', async () => {
    await writeFile(file('broken.mp4'), (await readFile(file('clip.mp4'))).subarray(0, 300));
    expect(await refusalOf(readReversed('broken.mp4', { ...size, fps: 12 }))).toMatchObject({ code: 'bad-media' });
  });
});
