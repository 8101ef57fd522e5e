import type { Size } from '../../../../src/core/size.ts';
import { smoothstep } from '../kit/math.ts';
import type { Change } from './part.ts';
import type { Raster } from './raster.ts';

/** Glow has no detail: it is made at a quarter of the size. */
const shrink = 4;

/** How light spreads around what is bright. */
export interface Bloom {
  /** Brightness from which things begin to glow, 0 to 255. */
  readonly from: number;
  /** How far it reaches, as a share of the shorter side. */
  readonly reach: number;
  /** 1 adds the glow in full. */
  readonly strength: number;
}

/** Lets what is bright glow into its surroundings. */
export function openBloom({ width, height }: Size, { from, reach, strength }: Bloom): Change {
  const wide = Math.ceil(width / shrink);
  const high = Math.ceil(height / shrink);
  const glow = new Float32Array(wide * high * 3);
  const spare = new Float32Array(wide * high * 3);
  const radius = Math.max(1, Math.round((Math.min(width, height) * reach) / shrink / 2));
  const shares = Float32Array.from({ length: 256 }, (_, luma) => smoothstep(from, 255, luma));
  return (raster) => {
    gather(raster, glow, shares, { width: wide, height: high });
    // Two passes of a box each way are near enough to a bell.
    for (let pass = 0; pass < 2; pass++) {
      blurLines(glow, spare, { lines: high, lineStep: wide * 3, points: wide, pointStep: 3 }, radius);
      blurLines(spare, glow, { lines: wide, lineStep: 3, points: high, pointStep: wide * 3 }, radius);
    }
    add(raster, glow, { width: wide, height: high }, strength);
  };
}

function gather({ width, height, data }: Raster, glow: Float32Array, shares: Float32Array, small: Size): void {
  glow.fill(0);
  for (let row = 0, at = 0; row < height; row++) {
    const line = Math.floor(row / shrink) * small.width;
    for (let column = 0; column < width; column++, at += 4) {
      const red = data[at] ?? 0;
      const green = data[at + 1] ?? 0;
      const blue = data[at + 2] ?? 0;
      const share = shares[Math.max(red, green, blue)] ?? 0;
      if (share === 0) continue;
      const to = (line + Math.floor(column / shrink)) * 3;
      glow[to] = (glow[to] ?? 0) + (red * share) / (shrink * shrink);
      glow[to + 1] = (glow[to + 1] ?? 0) + (green * share) / (shrink * shrink);
      glow[to + 2] = (glow[to + 2] ?? 0) + (blue * share) / (shrink * shrink);
    }
  }
}

interface Lines {
  readonly lines: number;
  readonly lineStep: number;
  readonly points: number;
  readonly pointStep: number;
}

function blurLines(from: Float32Array, to: Float32Array, grid: Lines, radius: number): void {
  const { lines, lineStep, points, pointStep } = grid;
  const side = radius * 2 + 1;
  for (let line = 0; line < lines; line++) {
    for (let channel = 0; channel < 3; channel++) {
      const start = line * lineStep + channel;
      const value = (point: number): number =>
        from[start + (point < 0 ? 0 : point >= points ? points - 1 : point) * pointStep] ?? 0;
      let sum = 0;
      for (let point = -radius; point <= radius; point++) sum += value(point);
      for (let point = 0; point < points; point++) {
        to[start + point * pointStep] = sum / side;
        sum += value(point + radius + 1) - value(point - radius);
      }
    }
  }
}

/** Screens the glow, smoothly enlarged, over the picture. */
function add({ width, height, data }: Raster, glow: Float32Array, small: Size, strength: number): void {
  const line = new Float32Array(small.width * 3);
  const lastColumn = small.width - 1;
  for (let row = 0, at = 0; row < height; row++) {
    const y = Math.min(Math.max((row + 0.5) / shrink - 0.5, 0), small.height - 1);
    const top = Math.floor(y);
    const down = y - top;
    const above = top * line.length;
    const below = Math.min(top + 1, small.height - 1) * line.length;
    for (let to = 0; to < line.length; to++) {
      const upper = glow[above + to] ?? 0;
      line[to] = ((upper + ((glow[below + to] ?? 0) - upper) * down) * strength) / 255;
    }
    for (let column = 0; column < width; column++, at += 4) {
      const x = Math.min(Math.max((column + 0.5) / shrink - 0.5, 0), lastColumn);
      const left = x | 0;
      const across = x - left;
      const one = left * 3;
      const two = left < lastColumn ? one + 3 : one;
      const red = data[at] ?? 0;
      const green = data[at + 1] ?? 0;
      const blue = data[at + 2] ?? 0;
      data[at] = red + (255 - red) * ((line[one] ?? 0) * (1 - across) + (line[two] ?? 0) * across);
      data[at + 1] = green + (255 - green) * ((line[one + 1] ?? 0) * (1 - across) + (line[two + 1] ?? 0) * across);
      data[at + 2] = blue + (255 - blue) * ((line[one + 2] ?? 0) * (1 - across) + (line[two + 2] ?? 0) * across);
    }
  }
}
