import type { Size } from '../../../../src/core/size.ts';
import { smoothstep } from '../kit/math.ts';
import type { Noise } from '../kit/noise.ts';
import type { SceneSpec } from '../understand/scene-spec.ts';
import type { Change, Part } from './part.ts';
import { colourfulness, greenness, lumaOf, toward, type Pixel } from './raster.ts';
import { planeOf } from './texture.ts';
import { multiply } from './tones.ts';
import { openWinter } from './winter.ts';

type Season = NonNullable<SceneSpec['season']>;

/** Gives pictures another season. */
export function seasonParts(season: Season, size: Size, noise: Noise): Part[] {
  switch (season) {
    case 'winter':
      return [openWinter(size, noise)];
    case 'autumn':
      return [
        openLeaves(
          planeOf(size, (x, y) => noise.cloudy(x * 9, y * 9, 3) * 0.5 + 0.5),
          turnLeaves,
        ),
        { colour: (pixel) => multiply(pixel, 1.05, 1, 0.9) },
      ];
    case 'spring':
      return [
        {
          colour: (pixel) => {
            const luma = lumaOf(pixel);
            toward(pixel, luma * 0.82, luma * 1.28 + 14, luma * 0.5, greenness(pixel) * 0.55);
          },
        },
        openLeaves(
          planeOf(size, (x, y) => smoothstep(0.06, 0.26, noise.cloudy(x * 60, y * 60, 2)) * smoothstep(0.85, 0.5, y)),
          (pixel, green, blossom) => toward(pixel, 255, 190, 214, green * blossom * 0.85),
        ),
        { colour: (pixel) => colourfulness(pixel, 1.08) },
      ];
    case 'summer':
      return [
        {
          colour: (pixel) => {
            const luma = lumaOf(pixel);
            toward(pixel, luma * 0.75, luma * 1.2, luma * 0.4, greenness(pixel) * 0.4);
            colourfulness(pixel, 1.2);
            multiply(pixel, 1.04, 1, 0.95);
          },
        },
      ];
  }
}

/** From yellow over orange to red, patch by patch and by the leaf's own green, as bright as it was. */
function turnLeaves(pixel: Pixel, green: number, patch: number, y: number): void {
  const luma = lumaOf(pixel);
  const ripe = 0.55 * patch + 0.45 * smoothstep(170, 50, luma);
  toward(
    pixel,
    luma * 1.75 + 12,
    luma * (1.35 - ripe * 0.75),
    luma * 0.32,
    green * (0.9 - 0.5 * smoothstep(0.6, 0.85, y)),
  );
}

/** Changes what is green, by a plane of numbers that stands still. */
function openLeaves(
  plane: Float32Array,
  change: (pixel: Pixel, green: number, share: number, y: number) => void,
): Change {
  return ({ width, height, data }) => {
    const pixel: Pixel = [0, 0, 0];
    for (let row = 0, place = 0; row < height; row++) {
      for (let column = 0; column < width; column++, place++) {
        const at = place * 4;
        pixel[0] = data[at] ?? 0;
        pixel[1] = data[at + 1] ?? 0;
        pixel[2] = data[at + 2] ?? 0;
        const green = greenness(pixel);
        if (green === 0) continue;
        change(pixel, green, plane[place] ?? 0, row / height);
        data[at] = pixel[0];
        data[at + 1] = pixel[1];
        data[at + 2] = pixel[2];
      }
    }
  };
}
