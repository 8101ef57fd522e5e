import type { Size } from '../../../../src/core/size.ts';
import { createPlanarPicture, type PlanarPicture } from '../../../../src/core/media/planar-picture.ts';
import { smear } from './smear.ts';
import type { Flow } from './flow.ts';
import type { Mix } from './transition.ts';
import { createWarp, layWarp, nodeGap, scratchLike, type Warp } from './warp.ts';

/** A share so near to nothing or all that the other picture need not be looked at: less than half a step of 255. */
const unseen = 1 / 512;

/**
 * Prepares the painting of frames that mix two pictures. What the function gives back is painted over by its next call.
 * `grid` is a flow of the grid that the mixes' shifts lie on.
 */
export function openComposer(first: PlanarPicture, second: PlanarPicture, grid: Flow): (mix: Mix) => PlanarPicture {
  const picture = createPlanarPicture(first);
  const [firstWarp, secondWarp] = [createWarp(first), createWarp(first)];
  const shares = new Float32Array(firstWarp.x.length);
  const scratch = scratchLike(grid);
  return (mix) => {
    layWarp(firstWarp, mix.first, first, scratch);
    layWarp(secondWarp, mix.second, second, scratch);
    layShares(shares, firstWarp, mix.share);
    for (const [index, out] of picture.planes.entries()) {
      const from = first.planes[index];
      const to = second.planes[index];
      if (from === undefined || to === undefined) throw new Error('a picture has three planes');
      const scale = index === 0 ? 1 : 2;
      const size = { width: picture.width / scale, height: picture.height / scale };
      composePlane({ out, from, to, size, scale }, firstWarp, secondWarp, shares);
      smear(out, size, mix.smear.x / scale, mix.smear.y / scale);
    }
    return picture;
  };
}

function layShares(shares: Float32Array, { columns, rows }: Warp, share: Mix['share']): void {
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) shares[at] = share(column * nodeGap, row * nodeGap);
  }
}

interface PlaneWork {
  readonly out: Uint8Array;
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  readonly size: Size;
  /** Pixels of the frame for one of the plane. */
  readonly scale: number;
}

function composePlane(
  { out, from, to, size, scale }: PlaneWork,
  first: Warp,
  second: Warp,
  shares: Float32Array,
): void {
  const { width, height } = size;
  const { columns } = first;
  const [rowAX, rowAY, rowBX, rowBY, rowShare] = [first.x, first.y, second.x, second.y, shares].map(
    () => new Float32Array(columns),
  );
  if (rowAX === undefined || rowAY === undefined || rowBX === undefined) throw new Error('five rows');
  if (rowBY === undefined || rowShare === undefined) throw new Error('five rows');
  for (let y = 0, at = 0; y < height; y++) {
    const place = ((y + 0.5) * scale - 0.5) / nodeGap;
    const row = Math.floor(place);
    const down = place - row;
    mixRows(rowAX, first.x, row, down);
    mixRows(rowAY, first.y, row, down);
    mixRows(rowBX, second.x, row, down);
    mixRows(rowBY, second.y, row, down);
    mixRows(rowShare, shares, row, down);
    for (let x = 0; x < width; x++, at++) {
      const across = ((x + 0.5) * scale - 0.5) / nodeGap;
      const node = Math.floor(across);
      const t = across - node;
      const share = between(rowShare, node, t);
      let value = 0;
      if (share < 1 - unseen) {
        value = sample(from, size, toPlane(between(rowAX, node, t), scale), toPlane(between(rowAY, node, t), scale));
      }
      if (share > unseen) {
        const other = sample(
          to,
          size,
          toPlane(between(rowBX, node, t), scale),
          toPlane(between(rowBY, node, t), scale),
        );
        value = share < 1 - unseen ? value + (other - value) * share : other;
      }
      out[at] = value + 0.5;
    }
  }
}

function mixRows(row: Float32Array, grid: Float32Array, index: number, down: number): void {
  const start = index * row.length;
  for (let column = 0; column < row.length; column++) {
    const above = grid[start + column] ?? 0;
    row[column] = above + ((grid[start + row.length + column] ?? above) - above) * down;
  }
}

function between(row: Float32Array, node: number, t: number): number {
  const left = row[node] ?? 0;
  return left + ((row[node + 1] ?? left) - left) * t;
}

/** A place of the frame on a plane that has one pixel for `scale` of the frame's. */
const toPlane = (place: number, scale: number): number => (place + 0.5) / scale - 0.5;

/** A plane between its pixels, mirrored beyond its edges. */
function sample(plane: Uint8Array, { width, height }: Size, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const [dx, dy] = [x - column, y - row];
  let [left, right, above, below] = [column, column + 1, row, row + 1];
  if (left < 0 || right >= width) {
    left = foldIndex(left, width);
    right = foldIndex(right, width);
  }
  if (above < 0 || below >= height) {
    above = foldIndex(above, height);
    below = foldIndex(below, height);
  }
  above *= width;
  below *= width;
  const top = (plane[above + left] ?? 0) * (1 - dx) + (plane[above + right] ?? 0) * dx;
  const bottom = (plane[below + left] ?? 0) * (1 - dx) + (plane[below + right] ?? 0) * dx;
  return top + (bottom - top) * dy;
}

function foldIndex(index: number, length: number): number {
  const whole = 2 * length;
  const folded = index - Math.floor(index / whole) * whole;
  return folded < length ? folded : whole - 1 - folded;
}
