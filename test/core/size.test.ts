import { expect, test } from 'vitest';
import { nearestRatio, ratios, sizeOf } from '../../src/core/size.ts';

test('every shape is what it says, in even pixels, at about the same area', () => {
  for (const ratio of ratios) {
    const [across = 0, down = 1] = ratio.split(':').map(Number);
    const { width, height } = sizeOf(ratio);
    expect(width / height).toBeCloseTo(across / down, 2);
    expect([width % 2, height % 2]).toEqual([0, 0]);
    expect((width * height) / (1024 * 576)).toBeCloseTo(1, 1);
  }
  expect(sizeOf('16:9')).toEqual({ width: 1024, height: 576 });
});

test('a picture keeps as much of its shape as there is', () => {
  expect(nearestRatio({ width: 4000, height: 3000 })).toBe('4:3');
  expect(nearestRatio({ width: 1080, height: 1920 })).toBe('9:16');
  expect(nearestRatio({ width: 5000, height: 1000 })).toBe('21:9');
  expect(nearestRatio({ width: 640, height: 600 })).toBe('1:1');
});
