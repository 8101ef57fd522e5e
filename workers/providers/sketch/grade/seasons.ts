import { smoothstep } from '../kit/math.ts';
import type { Noise } from '../kit/noise.ts';
import type { SceneSpec } from '../understand/scene-spec.ts';
import { adjustAll, colourfulness, greenness, lumaOf, toward, type Pixel, type Raster } from './raster.ts';

type Season = NonNullable<SceneSpec['season']>;

/** Gives a picture another season. */
export function changeSeason(raster: Raster, season: Season, noise: Noise): void {
  if (season === 'winter') return freeze(raster, noise);
  adjustAll(raster, [
    (pixel, x, y) => {
      const green = greenness(pixel);
      const luma = lumaOf(pixel);
      if (season === 'autumn') {
        const patch = noise.cloudy(x * 9, y * 9, 3) * 0.5 + 0.5;
        // From yellow over orange to red, patch by patch, as bright as it was.
        toward(
          pixel,
          luma * 1.75 + 12,
          luma * (1.35 - patch * 0.75),
          luma * 0.32,
          green * (0.9 - 0.5 * smoothstep(0.6, 0.85, y)),
        );
        pixel[0] *= 1.05;
        pixel[2] *= 0.9;
      } else if (season === 'spring') {
        toward(pixel, luma * 0.82, luma * 1.28 + 14, luma * 0.5, green * 0.55);
        const blossom = smoothstep(0.18, 0.42, noise.cloudy(x * 60, y * 60, 2)) * smoothstep(0.75, 0.2, y);
        toward(pixel, 255, 190, 214, green * blossom * 0.85);
        colourfulness(pixel, 1.08);
      } else {
        toward(pixel, luma * 0.75, luma * 1.2, luma * 0.4, green * 0.4);
        colourfulness(pixel, 1.2);
        pixel[0] *= 1.04;
        pixel[2] *= 0.95;
      }
    },
  ]);
}

/** How far down from an upper edge snow lies, as a share of the picture's height. */
const snowDepth = 0.04;

/** Cold light, leaves gone pale, snow on the upper edges of things and on the ground. */
function freeze(raster: Raster, noise: Noise): void {
  const { width, height } = raster;
  const lying = upperEdges(raster);
  adjustAll(raster, [
    (pixel, x, y) => {
      const green = greenness(pixel);
      const luma = lumaOf(pixel);
      const at = Math.floor(y * height + 0.5) * width + Math.floor(x * width + 0.5);
      const speckle = noise.cloudy(x * 70, y * 70, 3) * 0.5 + 0.5;
      const ground = smoothstep(0.55, 0.95, y) * smoothstep(0.15, 0.75, luma / 255 + speckle * 0.25);
      const leaves = green * smoothstep(0.3, 0.62, speckle + luma / 900);
      colourfulness(pixel, 0.5 - green * 0.3);
      pixel[0] *= 0.93;
      pixel[2] *= 1.07;
      const snow = Math.min(0.96, (lying[at] ?? 0) * (0.7 + speckle * 0.5) + leaves * 0.85 + ground * 0.72);
      const bright = 196 + luma * 0.22 + speckle * 18;
      toward(pixel, bright - 6, bright, bright + 9, snow);
    },
  ]);
}

/** Where something begins under something brighter, as the top of a roof under the sky; 0 to 1 a pixel, fading downward. */
function upperEdges({ width, height, data }: Raster): Float32Array {
  const edges = new Float32Array(width * height);
  const reach = Math.max(2, Math.round(height * 0.006));
  const fade = 1 - 1 / Math.max(2, height * snowDepth);
  const luma = (at: number): number => {
    const pixel: Pixel = [data[at * 4] ?? 0, data[at * 4 + 1] ?? 0, data[at * 4 + 2] ?? 0];
    return lumaOf(pixel);
  };
  for (let column = 0; column < width; column++) {
    let kept = 0;
    for (let row = reach; row < height - reach; row++) {
      const at = row * width + column;
      const drop = luma(at - reach * width) - luma(at + reach * width);
      kept = Math.max(kept * fade, smoothstep(28, 80, drop));
      edges[at] = smoothstep(0.25, 0.8, kept);
    }
  }
  return edges;
}
