import type { Size } from '../../../../src/core/size.ts';
import { nodeGap, type Warp } from './warp.ts';

/** A plane of a picture, to be seen through a warp. */
export interface SampledPlane extends Size {
  readonly plane: Uint8Array;
  /** Pixels of the frame for one of the plane. */
  readonly scale: number;
  readonly warp: Warp;
}

/** Places are counted in parts of a pixel: whole numbers keep the inner loop from making a number object a call. */
const partBits = 8;
const parts = 1 << partBits;

/** Paints one row of a plane as its warp shows it: between pixels by their mean, mirrored beyond the edges. */
export function sampleLine(line: Uint8Array, source: SampledPlane, row: number): void {
  const { plane, width, height, scale, warp } = source;
  const down = ((row + 0.5) * scale - 0.5) / nodeGap;
  const xs = placesOf(warp.x, warp.columns, down, scale);
  const ys = placesOf(warp.y, warp.columns, down, scale);
  // The first pixel of a plane at half size lies half a pixel of the frame beside the first node.
  const lead = (scale - 1) / 2;
  for (let index = 0; index < width; index++) {
    const pixel = index * scale;
    const node = (pixel / nodeGap) | 0;
    const t = (pixel - node * nodeGap + lead) / nodeGap;
    const leftX = xs[node] ?? 0;
    const leftY = ys[node] ?? 0;
    const x = Math.floor(leftX + ((xs[node + 1] ?? 0) - leftX) * t);
    const y = Math.floor(leftY + ((ys[node + 1] ?? 0) - leftY) * t);
    const column = x >> partBits;
    const sourceRow = y >> partBits;
    const dx = x & (parts - 1);
    const dy = y & (parts - 1);
    if (column < 0 || sourceRow < 0 || column >= width - 1 || sourceRow >= height - 1) {
      line[index] = sampleMirrored(plane, width, height, x, y);
      continue;
    }
    const at = sourceRow * width + column;
    const above = (plane[at] ?? 0) * (parts - dx) + (plane[at + 1] ?? 0) * dx;
    const below = (plane[at + width] ?? 0) * (parts - dx) + (plane[at + width + 1] ?? 0) * dx;
    line[index] = (above * (parts - dy) + below * dy + (1 << (2 * partBits - 1))) >> (2 * partBits);
  }
}

/** The places at the nodes of one row, in parts of the plane's pixels; half a part is added so that they round well. */
function placesOf(grid: Float32Array, columns: number, down: number, scale: number): Float64Array {
  const index = Math.floor(down);
  const away = down - index;
  const start = index * columns;
  const next = start + columns;
  const places = new Float64Array(columns);
  for (let column = 0; column < columns; column++) {
    const above = grid[start + column] ?? 0;
    const place = above + ((grid[next + column] ?? 0) - above) * away;
    places[column] = ((place + 0.5) / scale - 0.5) * parts + 0.5;
  }
  return places;
}

function sampleMirrored(plane: Uint8Array, width: number, height: number, x: number, y: number): number {
  const left = foldIndex(x >> partBits, width);
  const right = foldIndex((x >> partBits) + 1, width);
  const above = foldIndex(y >> partBits, height) * width;
  const below = foldIndex((y >> partBits) + 1, height) * width;
  const dx = x & (parts - 1);
  const dy = y & (parts - 1);
  const top = (plane[above + left] ?? 0) * (parts - dx) + (plane[above + right] ?? 0) * dx;
  const bottom = (plane[below + left] ?? 0) * (parts - dx) + (plane[below + right] ?? 0) * dx;
  return (top * (parts - dy) + bottom * dy + (1 << (2 * partBits - 1))) >> (2 * partBits);
}

function foldIndex(index: number, length: number): number {
  const whole = 2 * length;
  const folded = index - Math.floor(index / whole) * whole;
  return folded < length ? folded : whole - 1 - folded;
}
