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
  const { width, height, scale, warp } = from;
  const [one, other] = [new Uint8Array(width), new Uint8Array(width)];
  const nodes = new Float32Array(warp.columns);
  const share = new Float32Array(width);
  for (let row = 0; row < height; row++) {
    const { least, most } = mixShares(nodes, shares, ((row + 0.5) * scale - 0.5) / nodeGap);
    const line = out.subarray(row * width, (row + 1) * width);
    if (most <= unseen) sampleLine(line, from, row);
    else if (least >= 1 - unseen) sampleLine(line, to, row);
    else {
      sampleLine(one, from, row);
      sampleLine(other, to, row);
      if (least === most) share.fill(least);
      else spreadShares(share, nodes, scale);
      blendLine(line, one, other, share);
    }
  }
}

/** The shares at the nodes above a row of pixels and below it, mixed; and between what they lie. */
function mixShares(
  nodes: Float32Array,
  shares: Float32Array,
  down: number,
): { readonly least: number; readonly most: number } {
  const above = Math.floor(down) * nodes.length;
  const below = above + nodes.length;
  const away = down - Math.floor(down);
  let [least, most] = [1, 0];
  for (let node = 0; node < nodes.length; node++) {
    const value = shares[above + node] ?? 0;
    const mixed = value + ((shares[below + node] ?? 0) - value) * away;
    nodes[node] = mixed;
    if (mixed < least) least = mixed;
    if (mixed > most) most = mixed;
  }
  return { least, most };
}

/** The second picture's share for each pixel of a row. */
function spreadShares(share: Float32Array, nodes: Float32Array, scale: number): void {
  for (let x = 0; x < share.length; x++) {
    const across = ((x + 0.5) * scale - 0.5) / nodeGap;
    const node = Math.floor(across);
    const left = nodes[node] ?? 0;
    share[x] = left + ((nodes[node + 1] ?? 0) - left) * (across - node);
  }
}

function blendLine(line: Uint8Array, one: Uint8Array, other: Uint8Array, share: Float32Array): void {
  for (let x = 0; x < line.length; x++) {
    const value = one[x] ?? 0;
    line[x] = value + ((other[x] ?? 0) - value) * (share[x] ?? 0) + 0.5;
  }
}
