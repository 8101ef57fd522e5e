import { smoothstep } from '../kit/math.ts';
import type { Noise } from '../kit/noise.ts';
import type { Look } from './look.ts';
import { adjustAll, canvasOf, colourfulness, lumaOf, rasterOf, toward, type Raster } from './raster.ts';
import { smooth } from './smooth.ts';
import { brighten, contrast, vignette } from './tones.ts';
import { createCanvas } from '@napi-rs/canvas';

/** Draws a picture anew in a style. */
export const styleChanges: Readonly<Record<Look['style'], (raster: Raster, noise: Noise) => void>> = {
  none: () => undefined,
  'black-and-white': (raster) => adjustAll(raster, [(pixel) => colourfulness(pixel, 0), contrast(0.35)]),
  noir: (raster) =>
    adjustAll(raster, [(pixel) => colourfulness(pixel, 0), brighten(-0.25), contrast(1.1), vignette(0.75)]),
  sepia: (raster, noise) =>
    adjustAll(raster, [
      (pixel, x, y) => {
        const luma = lumaOf(pixel);
        const grain = noise.at(x * 310, y * 310) * 9;
        toward(pixel, luma * 1.06 + 26 + grain, luma * 0.9 + 20 + grain, luma * 0.66 + 14 + grain, 0.94);
      },
      contrast(-0.12),
      vignette(0.55),
    ]),
  cartoon: (raster) => {
    smooth(raster, strokeOf(raster, 0.005));
    smooth(raster, strokeOf(raster, 0.004));
    const lines = outlinesOf(raster);
    adjustAll(raster, [posterise(7), (pixel) => colourfulness(pixel, 1.4)]);
    ink(raster, lines, 0.9);
  },
  'pixel-art': pixelate,
  watercolour: (raster, noise) => {
    smooth(raster, strokeOf(raster, 0.011));
    const lines = outlinesOf(raster);
    adjustAll(raster, [
      (pixel, x, y) => {
        const wet = noise.cloudy(x * 6, y * 6, 4);
        colourfulness(pixel, 1.2);
        toward(pixel, 250, 247, 240, 0.22 + 0.14 * wet);
        const paper = noise.at(x * 260, y * 260) * 7;
        const edge = Math.min(x, y, 1 - x, 1 - y) + wet * 0.02;
        toward(pixel, 250 + paper, 247 + paper, 240 + paper, smoothstep(0.05, 0.012, edge));
        for (const channel of [0, 1, 2] as const) pixel[channel] += paper;
      },
    ]);
    ink(raster, lines, 0.28);
  },
  oil: (raster, noise) => {
    smooth(raster, strokeOf(raster, 0.012));
    smooth(raster, strokeOf(raster, 0.006));
    adjustAll(raster, [
      (pixel, x, y) => {
        colourfulness(pixel, 1.15);
        const bristle = 1 + noise.at(x * 40 + y * 90, y * 240 - x * 60) * 0.06;
        for (const channel of [0, 1, 2] as const) pixel[channel] *= bristle;
      },
      contrast(0.2),
    ]);
  },
};

/** Width of a brush in pixels, as a share of the picture's shorter side. */
function strokeOf({ width, height }: Raster, share: number): number {
  return Math.max(1, Math.round(Math.min(width, height) * share));
}

function posterise(steps: number): (pixel: [number, number, number]) => void {
  const step = 255 / (steps - 1);
  return (pixel) => {
    const luma = Math.max(1, lumaOf(pixel));
    const flat = Math.round(luma / step) * step;
    const factor = (flat * 0.8 + luma * 0.2) / luma;
    for (const channel of [0, 1, 2] as const) pixel[channel] *= factor;
  };
}

/** How much of an outline runs through each pixel, 0 to 1 (Sobel's filter on brightness). */
function outlinesOf({ width, height, data }: Raster): Float32Array {
  const luma = Float32Array.from({ length: width * height }, (_, at) =>
    lumaOf([data[at * 4] ?? 0, data[at * 4 + 1] ?? 0, data[at * 4 + 2] ?? 0]),
  );
  const lines = new Float32Array(width * height);
  for (let row = 1; row < height - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      const at = row * width + column;
      const of = (dx: number, dy: number): number => luma[at + dy * width + dx] ?? 0;
      const across = of(1, -1) + 2 * of(1, 0) + of(1, 1) - of(-1, -1) - 2 * of(-1, 0) - of(-1, 1);
      const down = of(-1, 1) + 2 * of(0, 1) + of(1, 1) - of(-1, -1) - 2 * of(0, -1) - of(1, -1);
      lines[at] = smoothstep(60, 190, Math.hypot(across, down));
    }
  }
  return lines;
}

function ink({ width, height, data }: Raster, lines: Float32Array, strength: number): void {
  for (let at = 0; at < width * height; at++) {
    const left = 1 - (lines[at] ?? 0) * strength;
    for (let channel = 0; channel < 3; channel++) data[at * 4 + channel] = (data[at * 4 + channel] ?? 0) * left;
  }
}

/** Rows of blocks that a picture is reduced to. */
const blockRows = 96;

/** Large square pixels in few colours. */
function pixelate(raster: Raster): void {
  const { width, height } = raster;
  const rows = Math.min(height, Math.round((blockRows * height) / Math.min(width, height)));
  const columns = Math.max(1, Math.round((rows * width) / height));
  smooth(raster, 2);
  const small = createCanvas(columns, rows);
  const context = small.getContext('2d');
  context.imageSmoothingQuality = 'medium';
  context.drawImage(canvasOf(raster), 0, 0, columns, rows);
  const blocks = rasterOf(small);
  adjustAll(blocks, [
    (pixel) => colourfulness(pixel, 1.35),
    (pixel, x, y) => {
      const checker = (Math.round(x * columns) + Math.round(y * rows)) % 2 === 0 ? 5 : -5;
      for (const channel of [0, 1, 2] as const) pixel[channel] = Math.round((pixel[channel] + checker) / 36) * 36;
    },
  ]);
  const large = createCanvas(width, height);
  const target = large.getContext('2d');
  target.imageSmoothingEnabled = false;
  target.drawImage(canvasOf(blocks), 0, 0, width, height);
  raster.data.set(rasterOf(large).data);
}
