import { expect, it } from 'vitest';
import { bakeCube, throughCube } from '../../../../../workers/providers/sketch/grade/colour-cube.ts';
import { contrast, timeTones } from '../../../../../workers/providers/sketch/grade/tones.ts';
import type { Pixel } from '../../../../../workers/providers/sketch/grade/raster.ts';
import { createRandom } from '../../../../../workers/providers/sketch/kit/random.ts';

const random = createRandom(5);
const colours = Float32Array.from({ length: 3 * 500 }, () => random.whole(0, 255));

function far(changed: Float32Array, change: (pixel: Pixel) => void): number {
  let most = 0;
  for (let at = 0; at < colours.length; at += 3) {
    const pixel: Pixel = [colours[at] ?? 0, colours[at + 1] ?? 0, colours[at + 2] ?? 0];
    change(pixel);
    for (const channel of [0, 1, 2] as const) {
      most = Math.max(most, Math.abs((changed[at + channel] ?? 0) - pixel[channel]));
    }
  }
  return most;
}

it('gives straight changes back exactly, beyond black and white too', () => {
  const changed = colours.slice();
  throughCube(bakeCube([contrast(1.5)]), changed);
  expect(far(changed, contrast(1.5))).toBeLessThan(0.02);
});

it('comes within three steps of the bent ones', () => {
  const dusk = timeTones.dusk.colour;
  if (dusk === undefined) throw new Error('dusk has a colour');
  const changed = colours.slice();
  throughCube(bakeCube([dusk]), changed);
  expect(far(changed, dusk)).toBeLessThan(3);
});

it('keeps greys grey', () => {
  const greys = Float32Array.from({ length: 256 * 3 }, (_, at) => Math.floor(at / 3));
  throughCube(bakeCube([(pixel) => pixel.fill(pixel[0] ** 1.3 / 5)]), greys);
  for (let at = 0; at < greys.length; at += 3) {
    expect(greys[at + 1]).toBeCloseTo(greys[at] ?? -1, 3);
    expect(greys[at + 2]).toBeCloseTo(greys[at] ?? -1, 3);
  }
});

it('holds colours that are beyond black and white at its walls', () => {
  const beyond = Float32Array.from([-40, 300, 128]);
  throughCube(bakeCube([]), beyond);
  expect([...beyond].map(Math.round)).toEqual([0, 255, 128]);
});
