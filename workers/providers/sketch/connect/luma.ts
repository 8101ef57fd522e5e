import type { Size } from '../../../../src/core/size.ts';
import { clamp } from '../kit/math.ts';
import type { PlanarPicture } from '../../../../src/core/media/planar-picture.ts';

/** Brightness on a coarse grid, row by row, 0 to 255. */
export interface Luma extends Size {
  readonly data: Float32Array;
}

/** A picture's brightness at about a quarter of its size: each value is the mean of its pixels. */
export function smallLuma({ width, height, planes: [plane] }: PlanarPicture): Luma {
  const small = { width: Math.max(4, Math.round(width / 4)), height: Math.max(4, Math.round(height / 4)) };
  const data = new Float32Array(small.width * small.height);
  for (let row = 0; row < small.height; row++) {
    const [top, bottom] = spanOf(row, small.height, height);
    for (let column = 0; column < small.width; column++) {
      const [left, right] = spanOf(column, small.width, width);
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) sum += plane[y * width + x] ?? 0;
      }
      data[row * small.width + column] = sum / ((bottom - top) * (right - left));
    }
  }
  return soften({ ...small, data });
}

/** The pixels that fall on one place of a coarser row. */
function spanOf(index: number, places: number, pixels: number): readonly [number, number] {
  const start = Math.floor((index * pixels) / places);
  return [start, Math.max(start + 1, Math.floor(((index + 1) * pixels) / places))];
}

/** Half the size, each value the mean of four. */
export function halve(luma: Luma): Luma {
  const width = Math.max(1, luma.width >> 1);
  const height = Math.max(1, luma.height >> 1);
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 2 * y * luma.width + 2 * x;
      const { data: from } = luma;
      const sum =
        (from[at] ?? 0) + (from[at + 1] ?? 0) + (from[at + luma.width] ?? 0) + (from[at + luma.width + 1] ?? 0);
      data[y * width + x] = sum / 4;
    }
  }
  return { width, height, data };
}

/** Takes the finest noise away (1 2 1 in both directions): derivatives get steadier. */
export function soften({ width, height, data }: Luma): Luma {
  const rows = new Float32Array(data.length);
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const left = data[at - (x > 0 ? 1 : 0)] ?? 0;
      const right = data[at + (x < width - 1 ? 1 : 0)] ?? 0;
      rows[at] = (left + 2 * (data[at] ?? 0) + right) / 4;
    }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const above = rows[at - (y > 0 ? width : 0)] ?? 0;
      const below = rows[at + (y < height - 1 ? width : 0)] ?? 0;
      out[at] = (above + 2 * (rows[at] ?? 0) + below) / 4;
    }
  }
  return { width, height, data: out };
}

/** A value between the places of a grid; beyond its edge the edge goes on. */
export function sampleGrid(data: Float32Array, { width, height }: Size, x: number, y: number): number {
  const px = clamp(x, 0, width - 1);
  const py = clamp(y, 0, height - 1);
  const column = Math.floor(px);
  const row = Math.floor(py);
  const at = row * width + column;
  const right = column < width - 1 ? 1 : 0;
  const down = row < height - 1 ? width : 0;
  const dx = px - column;
  const top = (data[at] ?? 0) * (1 - dx) + (data[at + right] ?? 0) * dx;
  const bottom = (data[at + down] ?? 0) * (1 - dx) + (data[at + down + right] ?? 0) * dx;
  return top + (bottom - top) * (py - row);
}

/** Mean and spread of the values. */
export function toneOf({ data }: Luma): { readonly mean: number; readonly spread: number } {
  let sum = 0;
  let squares = 0;
  for (const value of data) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / data.length;
  return { mean, spread: Math.sqrt(Math.max(0, squares / data.length - mean * mean)) };
}
