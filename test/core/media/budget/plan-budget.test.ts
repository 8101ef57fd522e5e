import { describe, expect, it } from 'vitest';
import { chooseSound, listShapes, otherBytes } from '../../../../src/core/media/budget/plan-budget.ts';

describe('the shapes to try', () => {
  it('go from all there is down to 240 lines, even and of one ratio', () => {
    const shapes = listShapes({ width: 1024, height: 576, fps: 24 });
    expect(shapes[0]).toEqual({ width: 1024, height: 576, fps: 24 });
    expect(shapes.at(-1)).toEqual({ width: 426, height: 240, fps: 24 });
    for (const { width, height, fps } of shapes) {
      expect([width % 2, height % 2, fps]).toEqual([0, 0, 24]);
      expect(width / height).toBeCloseTo(16 / 9, 1);
    }
    expect(listShapes({ width: 576, height: 1024, fps: 24 }).at(-1)).toMatchObject({ width: 240, height: 426 });
    expect(listShapes({ width: 160, height: 90, fps: 24 })).toHaveLength(1);
  });

  it('halve high rates before the size', () => {
    const rates = listShapes({ width: 1024, height: 576, fps: 60 }).map(({ fps, height }) => [fps, height]);
    expect(rates.slice(0, 3)).toEqual([
      [60, 576],
      [30, 576],
      [30, 480],
    ]);
  });
});

describe('the sound', () => {
  const sound = { bytes: 240_000, packets: 563 };
  it.each([
    [10_000_000, { kind: 'copy' }],
    [1_500_000, { kind: 'encode', bitrate: 128_000 }],
    [1_000_000, { kind: 'encode', bitrate: 96_000 }],
    [300_000, { kind: 'encode', bitrate: 64_000 }],
  ] as const)('of 160 kbit/s becomes, in %i bytes', (maxBytes, choice) => {
    expect(chooseSound(sound, 12, maxBytes)).toEqual(choice);
  });

  it('that is small already is copied, however little there is', () => {
    expect(chooseSound({ bytes: 48_000, packets: 375 }, 12, 100_000)).toEqual({ kind: 'copy' });
  });

  it('is counted, with what the file says of each packet', () => {
    expect(otherBytes(288, 12)).toBeLessThan(10_000);
    expect(otherBytes(288, 12, sound, { kind: 'copy' })).toBeGreaterThan(240_000 + 16 * 800);
    expect(otherBytes(288, 12, sound, { kind: 'encode', bitrate: 64_000 })).toBeLessThan(115_000);
  });
});
