import type { Size } from '../../../../src/core/size.ts';
import { smoothstep } from '../kit/math.ts';
import type { Noise } from '../kit/noise.ts';
import type { Change } from './part.ts';
import { colourfulness, greenness, lumaOf, toward, type Pixel, type Raster } from './raster.ts';
import { planeOf } from './texture.ts';
import { multiply } from './tones.ts';

/** How far down from an upper edge snow lies, as a share of the picture's height. */
const snowDepth = 0.04;

/** Cold light, leaves gone pale, snow on the upper edges of things and on the ground. */
export function openWinter(size: Size, noise: Noise): Change {
  const speckles = planeOf(size, (x, y) => noise.cloudy(x * 70, y * 70, 3) * 0.5 + 0.5);
  const findEdges = openUpperEdges(size);
  return (raster) => {
    const lying = findEdges(raster);
    const { width, height, data } = raster;
    const pixel: Pixel = [0, 0, 0];
    for (let row = 0, place = 0; row < height; row++) {
      const low = smoothstep(0.55, 0.95, row / height);
      for (let column = 0; column < width; column++, place++) {
        const at = place * 4;
        pixel[0] = data[at] ?? 0;
        pixel[1] = data[at + 1] ?? 0;
        pixel[2] = data[at + 2] ?? 0;
        freeze(pixel, speckles[place] ?? 0, lying[place] ?? 0, low);
        data[at] = pixel[0];
        data[at + 1] = pixel[1];
        data[at + 2] = pixel[2];
      }
    }
  };
}

function freeze(pixel: Pixel, speckle: number, lying: number, low: number): void {
  const green = greenness(pixel);
  const luma = lumaOf(pixel);
  const ground = low === 0 ? 0 : low * smoothstep(0.15, 0.75, luma / 255 + speckle * 0.25);
  const leaves = green === 0 ? 0 : green * smoothstep(0.3, 0.62, speckle + luma / 900);
  // What is blue and bright is sky: nothing lies there.
  const held = lying === 0 ? 0 : lying * (1 - smoothstep(10, 45, pixel[2] - pixel[0]) * smoothstep(90, 130, luma));
  colourfulness(pixel, 0.5 - green * 0.3);
  multiply(pixel, 0.93, 1, 1.07);
  const snow = Math.min(0.96, held * (0.7 + speckle * 0.5) + leaves * 0.85 + ground * 0.72);
  const bright = 196 + luma * 0.22 + speckle * 18;
  toward(pixel, bright - 6, bright, bright + 9, snow);
}

/** Where something begins under something brighter, as the top of a roof under the sky; 0 to 1 a pixel, fading downward. */
function openUpperEdges({ width, height }: Size): (raster: Raster) => Float32Array {
  const edges = new Float32Array(width * height);
  const luma = new Float32Array(width * height);
  const kept = new Float32Array(width);
  const reach = Math.max(2, Math.round(height * 0.006));
  const fade = 1 - 1 / Math.max(2, height * snowDepth);
  return ({ data }) => {
    for (let at = 0, pixel = 0; at < luma.length; at++, pixel += 4) {
      luma[at] = (data[pixel] ?? 0) * 0.2126 + (data[pixel + 1] ?? 0) * 0.7152 + (data[pixel + 2] ?? 0) * 0.0722;
    }
    kept.fill(0);
    for (let row = reach; row < height - reach; row++) {
      for (let column = 0, at = row * width; column < width; column++, at++) {
        const drop = (luma[at - reach * width] ?? 0) - (luma[at + reach * width] ?? 0);
        const lies = Math.max((kept[column] ?? 0) * fade, drop <= 28 ? 0 : smoothstep(28, 80, drop));
        kept[column] = lies;
        edges[at] = lies <= 0.25 ? 0 : smoothstep(0.25, 0.8, lies);
      }
    }
    return edges;
  };
}
