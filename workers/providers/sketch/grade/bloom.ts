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
  for (let row = 0, at = 0; row < height; row++) {
    const y = Math.min(Math.max((row + 0.5) / shrink - 0.5, 0), small.height - 1);
    const top = Math.floor(y);
    const down = y - top;
    const above = top * small.width * 3;
    const below = Math.min(top + 1, small.height - 1) * small.width * 3;
    for (let column = 0; column < width; column++, at += 4) {
      const x = Math.min(Math.max((column + 0.5) / shrink - 0.5, 0), small.width - 1);
      const left = Math.floor(x);
      const across = x - left;
      const one = left * 3;
      const two = Math.min(left + 1, small.width - 1) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const upper = (glow[above + one + channel] ?? 0) * (1 - across) + (glow[above + two + channel] ?? 0) * across;
        const lower = (glow[below + one + channel] ?? 0) * (1 - across) + (glow[below + two + channel] ?? 0) * across;
        const light = (upper + (lower - upper) * down) * strength;
        const value = data[at + channel] ?? 0;
        data[at + channel] = value + ((255 - value) * light) / 255;
      }
    }
  }
}
