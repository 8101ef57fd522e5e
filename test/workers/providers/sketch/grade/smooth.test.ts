import { expect, it } from 'vitest';
import { openSmoother } from '../../../../../workers/providers/sketch/grade/smooth.ts';
import { createRandom } from '../../../../../workers/providers/sketch/kit/random.ts';

const size = { width: 40, height: 24 };
const still = { frame: 0, timeS: 0 };

function pictureOf(value: (x: number, y: number) => number): Uint8ClampedArray {
  const data = new Uint8ClampedArray(size.width * size.height * 4).fill(255);
  for (let at = 0; at < size.width * size.height; at++) {
    data.fill(value(at % size.width, Math.floor(at / size.width)), at * 4, at * 4 + 3);
  }
  return data;
}

it('evens out noise and keeps borders', () => {
  const random = createRandom(2);
  const data = pictureOf((x) => (x < 20 ? 60 : 190) + random.whole(-10, 10));
  openSmoother(size, 3)({ ...size, data }, still);
  for (let y = 0; y < size.height; y++) {
    const row = (x: number): number => data[(y * size.width + x) * 4] ?? 0;
    expect(Math.abs(row(8) - 60)).toBeLessThan(7);
    expect(Math.abs(row(32) - 190)).toBeLessThan(7);
    expect(row(21) - row(18)).toBeGreaterThan(105);
  }
});

it('leaves an even picture as it is, alpha and borders too', () => {
  const data = pictureOf(() => 77);
  const before = data.slice();
  openSmoother(size, 5)({ ...size, data }, still);
  expect(data).toEqual(before);
});

it('takes pictures that are smaller than its brush', () => {
  const small = { width: 16, height: 16 };
  const data = new Uint8ClampedArray(16 * 16 * 4).fill(90);
  openSmoother(small, 40)({ ...small, data }, still);
  expect(new Set(data)).toEqual(new Set([90]));
});
