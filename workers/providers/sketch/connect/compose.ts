import { createPlanarPicture, type PlanarPicture } from '../../../../src/core/media/planar-picture.ts';
import type { Flow } from './flow.ts';
import { sampleLine, type SampledPlane } from './sample-line.ts';
import { smear } from './smear.ts';
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
      composePlane(
        out,
        { plane: from, ...size, scale, warp: firstWarp },
        { plane: to, ...size, scale, warp: secondWarp },
        shares,
      );
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

function composePlane(out: Uint8Array, from: SampledPlane, to: SampledPlane, shares: Float32Array): void {
  const { width, height, warp } = from;
  const [one, other] = [new Uint8Array(width), new Uint8Array(width)];
  const share = new Float32Array(width);
  for (let row = 0; row < height; row++) {
    const range = shareLine(share, shares, warp.columns, row, from);
    if (range.least < 1 - unseen) sampleLine(one, from, row);
    if (range.most > unseen) sampleLine(other, to, row);
    const line = out.subarray(row * width, (row + 1) * width);
    if (range.most <= unseen) line.set(one);
    else if (range.least >= 1 - unseen) line.set(other);
    else blendLine(line, one, other, share);
  }
}

/** The second picture's share for each pixel of a row, and between what it lies. */
function shareLine(
  share: Float32Array,
  grid: Float32Array,
  columns: number,
  row: number,
  { width, scale }: Pick<SampledPlane, 'width' | 'scale'>,
): { readonly least: number; readonly most: number } {
  const down = ((row + 0.5) * scale - 0.5) / nodeGap;
  const above = Math.floor(down) * columns;
  const below = above + columns < grid.length ? above + columns : above;
  const away = down - Math.floor(down);
  let [least, most] = [1, 0];
  for (let x = 0; x < width; x++) {
    const across = ((x + 0.5) * scale - 0.5) / nodeGap;
    const node = Math.floor(across);
    const t = across - node;
    const top = (grid[above + node] ?? 0) * (1 - t) + (grid[above + node + 1] ?? 0) * t;
    const bottom = (grid[below + node] ?? 0) * (1 - t) + (grid[below + node + 1] ?? 0) * t;
    const value = top + (bottom - top) * away;
    if (value < least) least = value;
    if (value > most) most = value;
    share[x] = value;
  }
  return { least, most };
}

function blendLine(line: Uint8Array, one: Uint8Array, other: Uint8Array, share: Float32Array): void {
  for (let x = 0; x < line.length; x++) {
    const value = one[x] ?? 0;
    line[x] = value + ((other[x] ?? 0) - value) * (share[x] ?? 0) + 0.5;
  }
}
