import type { Size } from '../../../../src/core/size.ts';
import { smoothstep } from '../kit/math.ts';
import type { Raster } from './raster.ts';

/** Strength of an edge by its steepness in whole steps, as far as it grows. */
const steepest = 255;

/**
 * Finds how much of an outline runs through each pixel, 0 to 1 (Sobel's filter on brightness): none where brightness
 * turns by less than `from` a pixel, all of it from `to` on. What is given is overwritten by the next picture.
 */
export function openOutlines({ width, height }: Size, from: number, to: number): (raster: Raster) => Float32Array {
  const luma = new Int16Array(width * height);
  const lines = new Float32Array(width * height);
  const strengths = Float32Array.from({ length: steepest + 1 }, (_, steepness) => smoothstep(from, to, steepness));
  return ({ data }) => {
    for (let at = 0, pixel = 0; at < luma.length; at++, pixel += 4) {
      luma[at] = ((data[pixel] ?? 0) * 54 + (data[pixel + 1] ?? 0) * 183 + (data[pixel + 2] ?? 0) * 19) >> 8;
    }
    for (let row = 1; row < height - 1; row++) {
      for (let column = 1, at = row * width + 1; column < width - 1; column++, at++) {
        const above = at - width;
        const below = at + width;
        const corner = (luma[below + 1] ?? 0) - (luma[above - 1] ?? 0);
        const other = (luma[above + 1] ?? 0) - (luma[below - 1] ?? 0);
        const across = corner + other + 2 * ((luma[at + 1] ?? 0) - (luma[at - 1] ?? 0));
        const down = corner - other + 2 * ((luma[below] ?? 0) - (luma[above] ?? 0));
        const steepness = Math.sqrt(across * across + down * down);
        lines[at] = strengths[steepness >= steepest ? steepest : steepness | 0] ?? 0;
      }
    }
    return lines;
  };
}

/** Draws outlines in a darker tone of what they run over; a strength of 1 is black. */
export function ink({ data }: Raster, lines: Float32Array, strength: number): void {
  for (let at = 0, pixel = 0; at < lines.length; at++, pixel += 4) {
    const line = lines[at] ?? 0;
    if (line === 0) continue;
    const left = 1 - line * strength;
    data[pixel] = (data[pixel] ?? 0) * left;
    data[pixel + 1] = (data[pixel + 1] ?? 0) * left;
    data[pixel + 2] = (data[pixel + 2] ?? 0) * left;
  }
}
