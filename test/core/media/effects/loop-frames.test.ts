import type { Frame } from 'node-av';
import { describe, expect, it } from 'vitest';
import { loopFrames } from '../../../../src/core/media/effects/loop-frames.ts';
import { difference, paintFrames, pixelsOf, type Painter } from './clips.ts';

const size = { width: 50, height: 34 } as const;
/** Waves that move on and on, and a light that goes up for good. */
const moving: Painter = (x, y, index) => [
  110 + 50 * Math.sin((2 * Math.PI * (x + 2 * index)) / 25) + y / 2 + index / 2,
  128 + 20 * Math.sin((y + index) / 7),
  128,
];

async function loopOf(painter: Painter, total: number, overlap: number, given = total + overlap): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for await (const frame of loopFrames(paintFrames(size, painter, given), total, overlap)) {
    pictures.push(pixelsOf(frame)[0]);
  }
  return pictures;
}

async function paintAll(painter: Painter, count: number): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for await (const frame of paintFrames(size, painter, count)) pictures.push(pixelsOf(frame)[0]);
  return pictures;
}

describe('a loop', () => {
  it('comes round with no larger a step than the median one', async () => {
    const pictures = await loopOf(moving, 24, 8);
    expect(pictures).toHaveLength(24);
    const steps = pictures.map((picture, index) => difference(picture, pictures[(index + 1) % 24] ?? picture));
    const median = steps.toSorted((a, b) => a - b)[12] ?? 0;
    expect(steps.at(-1)).toBeLessThanOrEqual(median);
    // Nor does a step show where the dissolve begins.
    expect(Math.max(...steps)).toBeLessThan(median * 1.7);
  });

  it('leaves the frames before the dissolve as they are, and ends on the one before its first', async () => {
    const [pictures, painted] = [await loopOf(moving, 12, 4), await paintAll(moving, 16)];
    expect(pictures.slice(0, 8)).toEqual(painted.slice(4, 12));
    expect(pictures.at(-1)).toEqual(painted[3]);
  });

  it('may dissolve from the first frame on, or not at all', async () => {
    expect(await loopOf(moving, 6, 6)).toHaveLength(6);
    expect(await loopOf(moving, 6, 0)).toEqual(await paintAll(moving, 6));
  });

  it('asks for no more frames than it needs, and ends its source', async () => {
    let asked = 0;
    let ended = false;
    async function* endless(): AsyncGenerator<Frame, void> {
      try {
        for await (const frame of paintFrames(size, moving, 1_000)) {
          asked += 1;
          yield frame;
        }
      } finally {
        ended = true;
      }
    }
    for await (const frame of loopFrames(endless(), 6, 2)) expect(frame.width).toBe(50);
    expect([asked, ended]).toEqual([8, true]);
  });

  it('refuses what cannot be a loop', async () => {
    await expect(loopOf(moving, 4, 5)).rejects.toThrow('5 frames');
    await expect(loopOf(moving, 6, 2, 7)).rejects.toThrow('too few');
  });

  it('does not touch pixels that others hold', async () => {
    const kept: Frame[] = [];
    async function* holding(): AsyncGenerator<Frame, void> {
      for await (const frame of paintFrames(size, moving, 8)) {
        const reference = frame.clone();
        if (reference !== null) kept.push(reference);
        yield frame;
      }
    }
    for await (const frame of loopFrames(holding(), 6, 2)) expect(frame.height).toBe(34);
    expect(kept.map((frame) => pixelsOf(frame)[0])).toEqual(await paintAll(moving, 8));
    for (const frame of kept) frame.free();
  });
});
