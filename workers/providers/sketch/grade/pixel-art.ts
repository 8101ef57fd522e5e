import type { Size } from '../../../../src/core/size.ts';
import type { Change } from './part.ts';
import type { Raster } from './raster.ts';

/** Rows of blocks that a picture's shorter side is reduced to. */
const blockRows = 96;
/** Distance of two shades of a channel. */
const step = 32;
/** A block keeps its shade until its colour is this many steps away: with 0.5, noise would make blocks blink. */
const loyalty = 0.68;
const saturation = 1.35;

/** Large square pixels in few colours. It remembers the blocks of the frame before. */
export function openPixelArt(size: Size): Change {
  const { width, height } = size;
  const scale = Math.min(1, blockRows / Math.min(width, height));
  const rows = Math.max(1, Math.round(height * scale));
  const columns = Math.max(1, Math.round(width * scale));
  const columnOf = Int32Array.from({ length: width }, (_, column) => Math.floor((column * columns) / width) * 3);
  const sums = new Float32Array(columns * rows * 3);
  const counts = countPixels(size, { width: columns, height: rows });
  const shown = new Float32Array(columns * rows * 3).fill(-1_000);
  return (raster) => {
    sumBlocks(raster, sums, columnOf, { width: columns, height: rows });
    for (let block = 0; block < columns * rows; block++) {
      shade(
        sums,
        shown,
        block,
        counts[block] ?? 1,
        ((block % columns) + Math.floor(block / columns)) % 2 === 0 ? 3 : -3,
      );
    }
    fill(raster, shown, columnOf, { width: columns, height: rows });
  };
}

function countPixels({ width, height }: Size, blocks: Size): Float32Array {
  const spans = (pixels: number, count: number): number[] => {
    const starts = Array.from({ length: count + 1 }, (_, block) => Math.ceil((block * pixels) / count));
    return starts.slice(1).map((end, block) => end - (starts[block] ?? 0));
  };
  const wide = spans(width, blocks.width);
  return Float32Array.from(spans(height, blocks.height).flatMap((high) => wide.map((span) => span * high)));
}

function sumBlocks({ width, height, data }: Raster, sums: Float32Array, columnOf: Int32Array, blocks: Size): void {
  sums.fill(0);
  for (let row = 0, at = 0; row < height; row++) {
    const line = Math.floor((row * blocks.height) / height) * blocks.width * 3;
    for (let column = 0; column < width; column++, at += 4) {
      const to = line + (columnOf[column] ?? 0);
      sums[to] = (sums[to] ?? 0) + (data[at] ?? 0);
      sums[to + 1] = (sums[to + 1] ?? 0) + (data[at + 1] ?? 0);
      sums[to + 2] = (sums[to + 2] ?? 0) + (data[at + 2] ?? 0);
    }
  }
}

/** Picks a block's shades; neighbours lean to either side, so that two shades can stand for one between them. */
function shade(sums: Float32Array, shown: Float32Array, block: number, count: number, lean: number): void {
  const at = block * 3;
  const red = (sums[at] ?? 0) / count;
  const green = (sums[at + 1] ?? 0) / count;
  const blue = (sums[at + 2] ?? 0) / count;
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const pick = (value: number, to: number): void => {
    const wanted = luma + (value - luma) * saturation + lean;
    if (Math.abs(wanted - (shown[to] ?? 0)) > loyalty * step) shown[to] = Math.round(wanted / step) * step;
  };
  pick(red, at);
  pick(green, at + 1);
  pick(blue, at + 2);
}

function fill({ width, height, data }: Raster, shown: Float32Array, columnOf: Int32Array, blocks: Size): void {
  for (let row = 0, at = 0; row < height; row++) {
    const line = Math.floor((row * blocks.height) / height) * blocks.width * 3;
    for (let column = 0; column < width; column++, at += 4) {
      const from = line + (columnOf[column] ?? 0);
      data[at] = shown[from] ?? 0;
      data[at + 1] = shown[from + 1] ?? 0;
      data[at + 2] = shown[from + 2] ?? 0;
    }
  }
}
