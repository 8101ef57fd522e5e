import type { Size } from '../../../../src/core/size.ts';
import type { Noise } from '../kit/noise.ts';
import type { Change } from './part.ts';
import type { Raster } from './raster.ts';

/** Blocks across the longer side of a picture. */
const blocksAcross = 88;
/** Shades of each colour that blocks come in. */
const shades = 9;
/** A block keeps its shade until its picture is this far, in shades, from it: without that, edges of shades would boil. */
const loyalty = 0.7;
/** How much more colourful blocks are than what they stand for. */
const liveliness = 1.22;

/** Builds pictures of a size from blocks: square, in few shades, with lit upper edges and shadows that higher ones cast. */
export function openVoxel({ width, height }: Size, noise: Noise): Change {
  const edge = Math.max(4, Math.round(Math.max(width, height) / blocksAcross));
  const columns = Math.ceil(width / edge);
  const rows = Math.ceil(height / edge);
  const colours = new Float32Array(columns * rows * 3).fill(-1);
  const heights = new Float32Array(columns * rows);
  const bevel = Math.max(1, Math.round(edge / 7));

  return (raster, { frame }) => {
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const block = row * columns + column;
        const mean = meanOf(raster, column * edge, row * edge, edge);
        const luma = 0.2126 * mean[0] + 0.7152 * mean[1] + 0.0722 * mean[2];
        heights[block] = luma;
        for (const channel of [0, 1, 2] as const) {
          const wanted = ((luma + (mean[channel] - luma) * liveliness) / 255) * (shades - 1);
          const before = frame === 0 ? -1 : (colours[block * 3 + channel] ?? -1);
          colours[block * 3 + channel] = Math.abs(wanted - before) < loyalty ? before : Math.round(wanted);
        }
      }
    }
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const block = row * columns + column;
        const above = heights[row === 0 ? block : block - columns] ?? 0;
        // What is brighter above stands higher and throws its shadow down here.
        const shadow = above - (heights[block] ?? 0) > 26 ? 0.78 : 1;
        const grain = 1 + noise.at(column * 0.93, row * 0.87) * 0.05;
        const colour = [0, 1, 2].map(
          (channel) => (Math.max(0, colours[block * 3 + channel] ?? 0) / (shades - 1)) * 255 * grain,
        );
        fill(raster, { left: column * edge, top: row * edge, edge, bevel, shadow }, colour);
      }
    }
  };
}

function meanOf({ data, width, height }: Raster, left: number, top: number, edge: number): [number, number, number] {
  let [red, green, blue, count] = [0, 0, 0, 0];
  const right = Math.min(width, left + edge);
  const bottom = Math.min(height, top + edge);
  for (let y = top; y < bottom; y += 1) {
    for (let at = (y * width + left) * 4, end = (y * width + right) * 4; at < end; at += 4) {
      red += data[at] ?? 0;
      green += data[at + 1] ?? 0;
      blue += data[at + 2] ?? 0;
      count += 1;
    }
  }
  return [red / count, green / count, blue / count];
}

interface BlockPlace {
  readonly left: number;
  readonly top: number;
  readonly edge: number;
  readonly bevel: number;
  /** Light on its upper third: 1 in the open. */
  readonly shadow: number;
}

function fill({ data, width, height }: Raster, place: BlockPlace, [red = 0, green = 0, blue = 0]: number[]): void {
  const { left, top, edge, bevel, shadow } = place;
  for (let dy = 0; dy < edge && top + dy < height; dy += 1) {
    const lit = dy < bevel ? 1.2 : dy >= edge - bevel ? 0.74 : 1;
    const shade = dy < edge / 3 ? shadow : 1;
    for (let dx = 0; dx < edge && left + dx < width; dx += 1) {
      const side = dx < bevel ? 1.08 : dx >= edge - bevel ? 0.86 : 1;
      const light = lit * side * shade;
      const at = ((top + dy) * width + left + dx) * 4;
      data[at] = red * light;
      data[at + 1] = green * light;
      data[at + 2] = blue * light;
    }
  }
}
