import type { Size } from '../../../../src/core/size.ts';
import type { Change } from './part.ts';
import type { Raster } from './raster.ts';

/** Red, green, blue, brightness, its square. */
const sums = 5;
/** Unrest (variance of brightness) that every square has: below it none is calmer than another. */
const calm = 12;

/**
 * Smooths pictures into even dabs with sharp borders, as a brush does (Kuwahara's filter), once for each radius in
 * pixels: each pixel takes the mean of the four squares that meet in it, the calmer ones by far the most. Taking only
 * the calmest would let dabs jump to and fro from frame to frame.
 */
export function openSmoother(size: Size, ...radii: readonly number[]): Change {
  const plane = (): Float32Array => new Float32Array(size.width * size.height);
  // Shared by all passes: they take their turns.
  const means = { red: plane(), green: plane(), blue: plane(), weight: plane() };
  const passes = radii.map((radius) => openPass(size, radius, means));
  return (raster) => {
    for (const pass of passes) pass(raster);
  };
}

function openPass({ width, height }: Size, radius: number, means: Means): (raster: Raster) => void {
  // A square wider than the picture has no room.
  const reach = Math.min(radius, width - 1, height - 1);
  const measure = openSquares({ width, height }, reach, means);
  const { red, green, blue, weight } = means;
  return (raster) => {
    measure(raster);
    const { data } = raster;
    for (let row = 0, to = 0; row < height; row++) {
      const above = Math.max(0, row - reach) * width;
      const below = Math.min(row, height - 1 - reach) * width;
      for (let column = 0; column < width; column++, to += 4) {
        const left = Math.max(0, column - reach);
        const right = Math.min(column, width - 1 - reach);
        const one = weight[above + left] ?? 0;
        const two = weight[above + right] ?? 0;
        const three = weight[below + left] ?? 0;
        const four = weight[below + right] ?? 0;
        const all = one + two + three + four;
        data[to] =
          ((red[above + left] ?? 0) * one +
            (red[above + right] ?? 0) * two +
            (red[below + left] ?? 0) * three +
            (red[below + right] ?? 0) * four) /
          all;
        data[to + 1] =
          ((green[above + left] ?? 0) * one +
            (green[above + right] ?? 0) * two +
            (green[below + left] ?? 0) * three +
            (green[below + right] ?? 0) * four) /
          all;
        data[to + 2] =
          ((blue[above + left] ?? 0) * one +
            (blue[above + right] ?? 0) * two +
            (blue[below + left] ?? 0) * three +
            (blue[below + right] ?? 0) * four) /
          all;
      }
    }
  };
}

interface Means {
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
  /** How calm the square is: what it counts. */
  readonly weight: Float32Array;
}

/** Measures the square to the right of and below each pixel by sums that run along rows and columns. */
function openSquares({ width, height }: Size, reach: number, into: Means): (raster: Raster) => void {
  const side = reach + 1;
  const count = side * side;
  const rowSums = width * sums;
  const ring = new Int32Array(side * rowSums);
  const square = new Int32Array(rowSums);
  return ({ data }) => {
    ring.fill(0);
    square.fill(0);
    for (let row = 0; row < height; row++) {
      const slot = (row % side) * rowSums;
      for (let at = 0; at < rowSums; at++) square[at] = (square[at] ?? 0) - (ring[slot + at] ?? 0);
      sumRow(data, row * width * 4, width, side, ring, slot);
      for (let at = 0; at < rowSums; at++) square[at] = (square[at] ?? 0) + (ring[slot + at] ?? 0);
      if (row < reach) continue;
      for (let column = 0, at = 0, to = (row - reach) * width; column < width - reach; column++, at += sums, to++) {
        into.red[to] = (square[at] ?? 0) / count;
        into.green[to] = (square[at + 1] ?? 0) / count;
        into.blue[to] = (square[at + 2] ?? 0) / count;
        const mean = (square[at + 3] ?? 0) / count;
        const unrest = (square[at + 4] ?? 0) / count - mean * mean + calm;
        into.weight[to] = 1 / (unrest * unrest * unrest);
      }
    }
  };
}

/** The sums of the `side` pixels that begin at each pixel of a row. */
function sumRow(data: Raster['data'], from: number, width: number, side: number, into: Int32Array, slot: number): void {
  let [red, green, blue, luma, squares] = [0, 0, 0, 0, 0];
  for (let column = 0, at = from; column < width; column++, at += 4) {
    const r = data[at] ?? 0;
    const g = data[at + 1] ?? 0;
    const b = data[at + 2] ?? 0;
    const l = (r + 2 * g + b) >> 2;
    red += r;
    green += g;
    blue += b;
    luma += l;
    squares += l * l;
    const first = column - side + 1;
    if (first < 0) continue;
    const to = slot + first * sums;
    into[to] = red;
    into[to + 1] = green;
    into[to + 2] = blue;
    into[to + 3] = luma;
    into[to + 4] = squares;
    const gone = from + first * 4;
    const goneRed = data[gone] ?? 0;
    const goneGreen = data[gone + 1] ?? 0;
    const goneBlue = data[gone + 2] ?? 0;
    const goneLuma = (goneRed + 2 * goneGreen + goneBlue) >> 2;
    red -= goneRed;
    green -= goneGreen;
    blue -= goneBlue;
    luma -= goneLuma;
    squares -= goneLuma * goneLuma;
  }
}
