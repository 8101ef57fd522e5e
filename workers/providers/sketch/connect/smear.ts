import type { Size } from '../../../../src/core/size.ts';

/**
 * Smears a plane in place as a moving camera does: each pixel becomes the mean of its neighbours over `x` pixels to the
 * sides, then of `y` pixels up and down. Less than two pixels change nothing.
 */
export function smear(plane: Uint8Array, { width, height }: Size, x: number, y: number): void {
  const [reachX, reachY] = [Math.floor(x / 2), Math.floor(y / 2)];
  if (reachX > 0) {
    const line = new Uint8Array(width);
    for (let row = 0; row < height; row++) smearLine(plane, row * width, 1, line, reachX);
  }
  if (reachY > 0) {
    const line = new Uint8Array(height);
    for (let column = 0; column < width; column++) smearLine(plane, column, width, line, reachY);
  }
}

/** A running mean along a line of the plane; beyond its ends the last pixel goes on. */
function smearLine(plane: Uint8Array, start: number, gap: number, line: Uint8Array, reach: number): void {
  const last = line.length - 1;
  for (let index = 0; index <= last; index++) line[index] = plane[start + index * gap] ?? 0;
  const [head, tail] = [line[0] ?? 0, line[last] ?? 0];
  let sum = head * (reach + 1);
  for (let index = 1; index <= reach; index++) sum += index <= last ? (line[index] ?? 0) : tail;
  const count = 2 * reach + 1;
  for (let index = 0; index <= last; index++) {
    plane[start + index * gap] = sum / count + 0.5;
    const leaving = index - reach;
    const entering = index + reach + 1;
    sum += (entering <= last ? (line[entering] ?? 0) : tail) - (leaving >= 0 ? (line[leaving] ?? 0) : head);
  }
}
