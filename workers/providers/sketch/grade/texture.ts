import type { Size } from '../../../../src/core/size.ts';
import type { Change } from './part.ts';

/** A number for each place of a picture; x and y are shares of it, 0 to 1. */
export function planeOf({ width, height }: Size, of: (x: number, y: number) => number): Float32Array {
  const plane = new Float32Array(width * height);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) plane[at] = of(column / width, row / height);
  }
  return plane;
}

/** Lays a still texture on pictures, as of paper: adds a number of steps to all channels of each pixel. */
export function openTexture(size: Size, steps: (x: number, y: number) => number): Change {
  const plane = planeOf(size, steps);
  return ({ data }) => {
    for (let at = 0, pixel = 0; at < plane.length; at++, pixel += 4) {
      const step = plane[at] ?? 0;
      data[pixel] = (data[pixel] ?? 0) + step;
      data[pixel + 1] = (data[pixel + 1] ?? 0) + step;
      data[pixel + 2] = (data[pixel + 2] ?? 0) + step;
    }
  };
}
