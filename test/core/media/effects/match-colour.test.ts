import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  correct,
  measureClip,
  planCorrections,
  type ClipTones,
  type Correction,
  type Tones,
} from '../../../../src/core/media/effects/match-colour.ts';
import { fitVideo } from '../../../../src/core/media/fit-video.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { encodeFrames, mean, paintFrame, paintFrames, pixelsOf, type Painter } from './clips.ts';

const size = { width: 160, height: 90 } as const;
const shape = { ...size, fps: 12 } as const;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  directory = await temporaryDirectory();
});
afterAll(() => directory[Symbol.asyncDispose]());

/** A textured scene that moves on from clip to clip; `light` and `warmth` are what a model did to it. */
function scene(light: (index: number) => number, warmth: (index: number) => number, from = 0): Painter {
  // Whole waves: motion alone does not change what the tones are on average.
  const wave = (count: number, at: number, length: number): number => Math.sin((2 * Math.PI * count * at) / length);
  return (x, y, index) => {
    const at = from + index;
    const luma = 100 + 30 * wave(4, x + at, 160) + 25 * wave(3, y - at / 2, 90);
    return [
      16 + (luma - 16) * light(index),
      128 + 14 * wave(2, x, 160) - warmth(index),
      128 + 12 * wave(1, y + at, 90) + warmth(index),
    ];
  };
}

async function makeClip(name: string, painter: Painter, frames = 12): Promise<string> {
  const file = path.join(directory.path, `${name}.mp4`);
  await encodeFrames({ path: file, ...shape }, paintFrames(size, painter, frames));
  return file;
}

interface Means {
  readonly y: number;
  readonly v: number;
}

/** Mean luma and warmth of each frame of clips with their corrections, one list a clip. */
async function play(clips: readonly string[], corrections: readonly Correction[]): Promise<Means[][]> {
  return Promise.all(
    clips.map(async (clip, index) => {
      const means: Means[] = [];
      for await (const frame of fitVideo(clip, shape)) {
        const correction = corrections[index];
        if (correction !== undefined) correct(frame, correction, means.length / 11);
        const [y, , v] = pixelsOf(frame);
        means.push({ y: mean(y), v: mean(v) });
      }
      return means;
    }),
  );
}

function seamStep(before: readonly Means[] | undefined, after: readonly Means[] | undefined): number {
  return Math.abs((before?.at(-1)?.y ?? Number.NaN) - (after?.[0]?.y ?? Number.NaN));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function tones(luma: number, spread = 40, u = 120, v = 130): Tones {
  return { y: { mean: luma, spread }, u: { mean: u, spread: 12 }, v: { mean: v, spread: 12 } };
}
const still = (all: Tones): ClipTones => ({ first: all, last: all, overall: all });

describe('clips that drift', () => {
  it('that come brighter and warmer one by one end at the tones of the first, with no step between', async () => {
    // Each starts with the frame the one before ended with.
    const clips = await Promise.all(
      [0, 1, 2, 3, 4].map((number) =>
        makeClip(
          `brighter-${number}`,
          scene(
            () => 1.06 ** number,
            () => 2 * number,
            number * 11,
          ),
        ),
      ),
    );
    const corrections = planCorrections(await Promise.all(clips.map(measureClip)));
    const played = await play(clips, corrections);
    const wanted = average((played[0] ?? []).map(({ y }) => y));
    for (const [index, means] of played.entries()) {
      expect(Math.abs(average(means.map(({ y }) => y)) / wanted - 1), `clip ${index}`).toBeLessThan(0.02);
      expect(Math.abs((means.at(-1)?.v ?? 0) - (played[0]?.at(-1)?.v ?? 0)), `clip ${index}`).toBeLessThan(1.5);
      if (index > 0) expect(seamStep(played[index - 1], means), `seam ${index}`).toBeLessThan(0.5);
    }
  });

  it('that grow brighter within themselves are pulled back, with no step between', async () => {
    const clips = await Promise.all(
      [0, 1, 2].map((number) =>
        makeClip(
          `growing-${number}`,
          scene(
            (index) => 1.04 ** (number + index / 11),
            () => 0,
            number * 11,
          ),
        ),
      ),
    );
    const before = await play(clips, []);
    const after = await play(clips, planCorrections(await Promise.all(clips.map(measureClip))));
    const drift = (played: Means[][]): number => (played[2]?.at(-1)?.y ?? 0) - (played[0]?.at(-1)?.y ?? 0);
    expect(drift(before)).toBeGreaterThan(5);
    expect(drift(after)).toBeLessThan(2.5);
    for (const index of [1, 2]) expect(seamStep(after[index - 1], after[index])).toBeLessThan(0.5);
  });

  it('stay bit-equal where they do not drift', async () => {
    const clips = await Promise.all(
      [0, 1, 2].map((number) =>
        makeClip(
          `steady-${number}`,
          scene(
            () => 1,
            () => 0,
            number * 11,
          ),
        ),
      ),
    );
    const corrections = planCorrections(await Promise.all(clips.map(measureClip)));
    using frame = paintFrame(
      size,
      scene(
        () => 1,
        () => 0,
      ),
    );
    const pixels = pixelsOf(frame);
    for (const correction of corrections) {
      for (const progress of [0, 0.37, 1]) correct(frame, correction, progress);
    }
    expect(pixelsOf(frame)).toEqual(pixels);
  });
});

describe('the plan', () => {
  it('leaves the first clip alone, and meets the tones before at a seam', () => {
    const [first, second] = planCorrections([still(tones(100)), still(tones(106, 42.4))]);
    const same = { gain: 1, offset: 0 };
    expect(first).toEqual({ start: { y: same, u: same, v: same }, end: { y: same, u: same, v: same } });
    const { gain, offset } = second?.start.y ?? same;
    expect(gain * 106 + offset).toBeCloseTo(100, 6);
    expect(gain * 42.4).toBeCloseTo(40, 6);
    expect(second?.start.u).toEqual(same);
  });

  it('follows a reference that plays before', () => {
    const [only] = planCorrections([still(tones(90))], { last: tones(100), overall: tones(99) });
    expect((only?.start.y.offset ?? 0) + 90 * (only?.start.y.gain ?? 0)).toBeCloseTo(100, 6);
    expect((only?.end.y.offset ?? 0) + 90 * (only?.end.y.gain ?? 0)).toBeCloseTo(100, 6);
  });

  it('lets real changes of the scene live: no more than its bounds', () => {
    const night = still(tones(40, 15, 140, 110));
    const [, second] = planCorrections([still(tones(140, 60)), night]);
    for (const maps of [second?.start, second?.end]) {
      const luma = maps?.y ?? { gain: 0, offset: 0 };
      expect(luma.gain).toBeLessThanOrEqual(1.33);
      expect(luma.gain * 40 + luma.offset - 40).toBeLessThanOrEqual(28.001);
      expect(Math.abs((maps?.u.gain ?? 0) * 140 + (maps?.u.offset ?? 0) - 140)).toBeLessThanOrEqual(16.001);
    }
  });

  it('never lets a chain run away', () => {
    const clips = Array.from({ length: 20 }, (_, index) => ({
      first: tones(60 + 40 * (index % 2)),
      last: tones(140),
      overall: tones(100),
    }));
    for (const { start, end } of planCorrections(clips)) {
      for (const { gain, offset } of [start.y, end.y]) {
        expect(Math.abs(gain * 100 + offset - 100)).toBeLessThan(60);
      }
    }
  });

  it('gives even pictures no contrast', () => {
    const [, second] = planCorrections([still(tones(100, 40)), still(tones(110, 0.5))]);
    expect(second?.start.y.gain).toBe(1);
  });
});

describe('correcting a frame', () => {
  it('moves the mean by fractions and keeps white and black legal', () => {
    const same = { gain: 1, offset: 0 };
    const brighter = { y: { gain: 1.1, offset: 3.3 }, u: same, v: { gain: 1, offset: 2.25 } };
    using frame = paintFrame(size, (x) => [x < 80 ? 100 : 234, 90, 140]);
    correct(frame, { start: brighter, end: brighter }, 0.5);
    const [y, u, v] = pixelsOf(frame);
    expect(mean(y.filter((_, index) => index % 160 < 80))).toBeCloseTo(113.3, 1);
    expect(Math.max(...y)).toBe(235);
    expect(mean(u)).toBe(90);
    expect(mean(v)).toBeCloseTo(142.25, 1);
  });
});
