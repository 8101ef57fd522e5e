import path from 'node:path';
import { FilterAPI } from 'node-av';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeVideo } from '../../../../src/core/media/decode-video.ts';
import { smoothFilters } from '../../../../src/core/media/effects/smooth.ts';
import { filtered } from '../../../../src/core/media/fit-video.ts';
import { VideoSource } from '../../../../src/core/media/video-source.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { difference, encodeFrames, paintFrame, paintFrames, pixelsOf, type Painter } from './clips.ts';

const size = { width: 160, height: 96 } as const;
/** A textured square goes right by one pixel in 1/24 s, 100 to 124 pixels, over a ground that rests. */
const passing: Painter = (x, y, index) => {
  const inside = x >= 20 + index && x < 84 + index && y > 20 && y < 76;
  if (!inside) return [70 + 10 * Math.sin(x / 11) * Math.cos(y / 7), 128, 128];
  return [140 + 40 * Math.sin((x - index) / 4) + 20 * Math.cos(y / 5), 128, 128];
};

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let slow: string;
beforeAll(async () => {
  directory = await temporaryDirectory();
  slow = path.join(directory.path, 'slow.mp4');
  await encodeFrames(
    { path: slow, ...size, fps: 12 },
    paintFrames(size, (x, y, index) => passing(x, y, index * 2), 12),
  );
});
afterAll(() => directory[Symbol.asyncDispose]());

async function smoothed(toFps: number): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  await using source = await VideoSource.open(slow);
  using filter = FilterAPI.create(`setpts=PTS-STARTPTS,${smoothFilters(12, toFps)},format=yuv420p`);
  for await (const frame of decodeVideo(source)) {
    await filter.process(frame);
    for await (const picture of filtered(filter)) pictures.push(pixelsOf(picture)[0]);
  }
  await filter.flush();
  for await (const picture of filtered(filter)) pictures.push(pixelsOf(picture)[0]);
  return pictures;
}

function truth(index: number): Buffer {
  using frame = paintFrame(size, passing, index);
  return pixelsOf(frame)[0];
}

describe('smooth motion', () => {
  it('puts frames between that show what a faster camera had seen', async () => {
    const pictures = await smoothed(24);
    for (const index of [7, 9, 11, 13, 15]) {
      const picture = pictures[index] ?? Buffer.alloc(0);
      const between = difference(picture, truth(index));
      // Neither the frame before nor the one after stands in for it.
      expect(between).toBeLessThan(0.4 * difference(truth(index - 1), truth(index)));
    }
  });

  it.each([24, 30, 60])('lasts as long as the video, at %i frames a second', async (fps) => {
    const pictures = await smoothed(fps);
    expect(pictures.length).toBeGreaterThanOrEqual(fps);
    expect(pictures.length).toBeLessThanOrEqual(fps + Math.ceil(fps / 12));
  });

  it('leaves frames out where there are too many', () => {
    expect(smoothFilters(30, 12)).toBe('fps=12/1');
    expect(smoothFilters(24, 24)).toBe('fps=24/1');
    expect(smoothFilters(12, 23.976)).toContain('minterpolate=fps=24000/1001');
  });
});
