import type { Size } from '../../../../src/core/size.ts';
import { noFlow, type Flow } from './flow.ts';
import type { Shift, View } from './transition.ts';

/** Pixels between two nodes of a warp. */
export const nodeGap = 4;

/**
 * Which place of a picture is seen at each node of a grid that lies over the frame, in pixels; between the nodes it
 * changes evenly. Places outside the picture mean its mirror image.
 */
export interface Warp {
  readonly columns: number;
  readonly rows: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Steps towards the place that moves to a node; motion is smooth, so it is near after few. */
const searchSteps = 4;

/** A warp for frames of a size, to be laid. Every pixel has nodes on all sides. */
export function createWarp({ width, height }: Size): Warp {
  const columns = Math.ceil(width / nodeGap) + 1;
  const rows = Math.ceil(height / nodeGap) + 1;
  return { columns, rows, x: new Float32Array(columns * rows), y: new Float32Array(columns * rows) };
}

/** Lays a warp as a view wants it. `scratch` is a flow on the shifts' grid to calculate in. */
export function layWarp(warp: Warp, { zoom, x: moveX, y: moveY, shifts }: View, size: Size, scratch: Flow): void {
  const [middleX, middleY] = [(size.width - 1) / 2, (size.height - 1) / 2];
  for (let row = 0, at = 0; row < warp.rows; row++) {
    for (let column = 0; column < warp.columns; column++, at++) {
      warp.x[at] = middleX + (column * nodeGap - moveX - middleX) / zoom;
      warp.y[at] = middleY + (row * nodeGap - moveY - middleY) / zoom;
    }
  }
  if (!addUp(scratch, shifts)) return;
  followBack(warp, scratch, size);
}

/** A flow to calculate in, of the grid of another. */
export const scratchLike = ({ width, height }: Flow): Flow => noFlow({ width, height });

/** The sum of shifts; false where nothing moves. */
function addUp(sum: Flow, shifts: readonly Shift[]): boolean {
  const moving = shifts.filter(({ times }) => times !== 0);
  sum.x.fill(0);
  sum.y.fill(0);
  for (const { flow, times } of moving) {
    for (let at = 0; at < sum.x.length; at++) {
      sum.x[at] = (sum.x[at] ?? 0) + (flow.x[at] ?? 0) * times;
      sum.y[at] = (sum.y[at] ?? 0) + (flow.y[at] ?? 0) * times;
    }
  }
  return moving.length > 0;
}

/**
 * Each node sees what moves to its place. A flow says where things go, not where they come from: the place whose own
 * motion ends at the node is searched step by step. In the mirror image motion is mirrored, too.
 */
function followBack(warp: Warp, flow: Flow, size: Size): void {
  const [scaleX, scaleY] = [size.width / flow.width, size.height / flow.height];
  const found = { x: 0, y: 0 };
  for (let at = 0; at < warp.x.length; at++) {
    const goalX = warp.x[at] ?? 0;
    const goalY = warp.y[at] ?? 0;
    let x = goalX;
    let y = goalY;
    for (let step = 0; step < searchSteps; step++) {
      const signX = isMirrored(x, size.width) ? -1 : 1;
      const signY = isMirrored(y, size.height) ? -1 : 1;
      lookUp(flow, (fold(x, size.width) + 0.5) / scaleX - 0.5, (fold(y, size.height) + 0.5) / scaleY - 0.5, found);
      x = goalX - found.x * scaleX * signX;
      y = goalY - found.y * scaleY * signY;
    }
    warp.x[at] = x;
    warp.y[at] = y;
  }
}

/** Both parts of a flow between its places. */
function lookUp({ width, height, x: u, y: v }: Flow, x: number, y: number, found: { x: number; y: number }): void {
  const px = x < 0 ? 0 : x > width - 1 ? width - 1 : x;
  const py = y < 0 ? 0 : y > height - 1 ? height - 1 : y;
  const column = Math.floor(px);
  const row = Math.floor(py);
  const at = row * width + column;
  const right = column < width - 1 ? at + 1 : at;
  const down = row < height - 1 ? width : 0;
  const dx = px - column;
  const dy = py - row;
  const a = (1 - dx) * (1 - dy);
  const b = dx * (1 - dy);
  const c = (1 - dx) * dy;
  const d = dx * dy;
  found.x = (u[at] ?? 0) * a + (u[right] ?? 0) * b + (u[at + down] ?? 0) * c + (u[right + down] ?? 0) * d;
  found.y = (v[at] ?? 0) * a + (v[right] ?? 0) * b + (v[at + down] ?? 0) * c + (v[right + down] ?? 0) * d;
}

/** The place inside a picture that its endless mirror images show at a place outside. */
function fold(place: number, length: number): number {
  const whole = 2 * length;
  const folded = place - Math.floor(place / whole) * whole;
  return folded < length ? folded : whole - folded;
}

const isMirrored = (place: number, length: number): boolean => Math.floor(place / length) % 2 !== 0;
