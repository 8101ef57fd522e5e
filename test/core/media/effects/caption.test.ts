import { describe, expect, it } from 'vitest';
import { openCaption } from '../../../../src/core/media/effects/caption.ts';
import type { Size } from '../../../../src/core/size.ts';
import { refusalOf } from '../refusal.ts';
import { paintFrame, pixelsOf } from './clips.ts';

const size = { width: 320, height: 180 } as const;

/** The three planes of an even frame with a caption on it. */
async function drawn(text: string, frameSize: Size = size, luma = 120): Promise<[Buffer, Buffer, Buffer]> {
  const caption = await openCaption(text, frameSize);
  using frame = paintFrame(frameSize, () => [luma, 90, 170]);
  caption.draw(frame);
  return pixelsOf(frame);
}

/** The part of the frame, in parts of one, in which letters are. */
function boxOf(luma: Buffer, { width }: Size): { left: number; right: number; top: number; bottom: number } {
  const lit = [...luma.keys()].filter((index) => (luma[index] ?? 0) > 190);
  const [columns, rows] = [lit.map((index) => index % width), lit.map((index) => Math.floor(index / width))];
  return { left: Math.min(...columns), right: Math.max(...columns), top: Math.min(...rows), bottom: Math.max(...rows) };
}

describe('a caption', () => {
  it.each([30, 120, 225])('is white on dark at the bottom, in the middle, over grey %i', async (luma) => {
    const [y, u, v] = await drawn('A paper boat', size, luma);
    expect(Math.max(...y)).toBeGreaterThan(228);
    expect(Math.max(...y)).toBeLessThanOrEqual(235);
    expect(Math.min(...y)).toBeLessThan(60);
    // Elsewhere nothing changes.
    expect(y.subarray(0, 320 * 120).every((value) => value === luma)).toBe(true);
    if (luma < 190) {
      const { left, right, top, bottom } = boxOf(y, size);
      expect(Math.abs(left - (319 - right))).toBeLessThanOrEqual(2);
      expect(top).toBeGreaterThan(140);
      expect(bottom).toBeLessThan(172);
    }
    // Letters have no colour of their own, and what is beside them keeps its own.
    expect(u.some((value) => value > 120)).toBe(true);
    expect([u[0], v[0]]).toEqual([90, 170]);
  });

  it('takes at most three lines, inside the frame, however long it is', async () => {
    for (const text of ['A very long sentence. '.repeat(9), 'W'.repeat(200)]) {
      for (const frameSize of [size, { width: 96, height: 160 }]) {
        const { left, right, top } = boxOf((await drawn(text.slice(0, 200), frameSize))[0], frameSize);
        expect(left).toBeGreaterThan(0);
        expect(right).toBeLessThan(frameSize.width - 1);
        expect(top).toBeGreaterThan(frameSize.height - 60);
      }
    }
  });

  it('shows signs of markup as they are', async () => {
    const [angled] = await drawn('<b>boat</b> & "sea"');
    const [bold] = await drawn('boat sea');
    const width = (luma: Buffer): number => boxOf(luma, size).right - boxOf(luma, size).left;
    expect(width(angled)).toBeGreaterThan(width(bold) * 1.5);
  });

  it('leaves out letters that no font has, instead of boxes', async () => {
    const plain = await drawn('boat Привет שלום');
    expect(await drawn('🙂 boat 日本 Привет שלום \u{10FFFE}')).toEqual(plain);
  });

  it.each(['日本語', '🙂', ' \n ', '\u0301'])('says so where nothing is left: %j', async (text) => {
    expect(await refusalOf(openCaption(text, size))).toMatchObject({ code: 'not-supported' });
  });

  it('fits the smallest and odd frames', async () => {
    for (const frameSize of [
      { width: 16, height: 16 },
      { width: 99, height: 51 },
    ]) {
      const [y] = await drawn('A boat', frameSize);
      expect(Math.max(...y)).toBeGreaterThan(150);
    }
  });

  it('does not touch pixels that others hold, nor frames of another size', async () => {
    const caption = await openCaption('A boat', size);
    using frame = paintFrame(size, () => [120, 128, 128]);
    using other = frame.clone();
    if (other === null) throw new Error('no memory');
    caption.draw(other);
    expect(pixelsOf(frame)[0].every((value) => value === 120)).toBe(true);
    using small = paintFrame({ width: 64, height: 64 }, () => [120, 128, 128]);
    expect(() => caption.draw(small)).toThrow('size');
  });
});
