import type { Size } from '../../size.ts';
import { mediaLimits } from '../media-limits.ts';

const { maxHousePixels, maxHouseSide, minSide } = mediaLimits.video;

/**
 * The size that a picture of `size` (as people see it, in square pixels) gets: even, at most `maxHousePixels` in all and
 * `maxHouseSide` long, of the same shape. A picture that is only odd loses its last row or column.
 */
export function houseSize({ width, height }: Size): Size {
  const scale = Math.min(1, Math.sqrt(maxHousePixels / (width * height)), maxHouseSide / Math.max(width, height));
  return { width: toEven(width * scale), height: toEven(height * scale) };
}

function toEven(length: number): number {
  // A whole number may come out of the scale a hair too small.
  return Math.max(minSide, Math.floor((length + 1e-6) / 2) * 2);
}
