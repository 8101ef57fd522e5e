import type { Size } from '../../../../src/core/size.ts';
import { openBloom } from './bloom.ts';
import { ink, openOutlines } from './outlines.ts';
import type { Change, Part } from './part.ts';
import { colourfulness, toward, type Raster } from './raster.ts';
import { openShades } from './shades.ts';
import { openSmoother } from './smooth.ts';
import { openSteadier } from './steady.ts';
import { brighten, colour } from './tones.ts';

/** Even areas in a few shades, with thick dark outlines. */
export function cartoonParts(size: Size): Part[] {
  const { find, draw } = openInk(size, 60, 190, 0.9);
  return [
    openSteadier(size),
    openSmoother(size, strokeOf(size, 0.005), strokeOf(size, 0.004)),
    find,
    openShades(7, 0.5),
    { colour: colour(1.4) },
    draw,
  ];
}

/** Light, clear colours in soft shades, thin outlines in a darker tone of what they surround. */
export function animeParts(size: Size): Part[] {
  const { find, draw } = openInk(size, 50, 210, 0.62);
  return [
    openSteadier(size),
    openSmoother(size, strokeOf(size, 0.006)),
    find,
    openShades(6, 0.8),
    {
      colour: (pixel) => {
        colourfulness(pixel, 1.42);
        toward(pixel, 205, 225, 255, 0.07);
      },
    },
    { colour: brighten(0.22) },
    draw,
    openBloom(size, { from: 170, reach: 0.04, strength: 0.3 }),
  ];
}

/** Few strong colours, black ink, and printed dots in the shades. */
export function comicParts(size: Size): Part[] {
  const { find, draw } = openInk(size, 45, 150, 1);
  return [
    openSteadier(size),
    openSmoother(size, strokeOf(size, 0.007)),
    find,
    openShades(5, 0.45),
    {
      colour: (pixel) => {
        colourfulness(pixel, 1.6);
        toward(pixel, 255, 246, 222, 0.1);
      },
    },
    openDots(size),
    draw,
  ];
}

/** Outlines are found before the shades are drawn, which have borders of their own, and drawn after them. */
function openInk(
  size: Size,
  from: number,
  to: number,
  strength: number,
): { readonly find: Change; readonly draw: Change } {
  const outlines = openOutlines(size, from, to);
  let lines: Float32Array | undefined;
  return {
    find: (raster) => {
      lines = outlines(raster);
    },
    draw: (raster) => {
      if (lines !== undefined) ink(raster, lines, strength);
    },
  };
}

/** The dots of a printed page, larger where it is darker; the page stands still while the film moves. */
function openDots({ width, height }: Size): Change {
  const pitch = Math.max(3, Math.min(width, height) / 96);
  const screen = new Float32Array(width * height);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      // Printers turn the grid by 45°, where the eye sees it least.
      const u = ((column + row) * Math.SQRT1_2 * Math.PI * 2) / pitch;
      const v = ((column - row) * Math.SQRT1_2 * Math.PI * 2) / pitch;
      screen[at] = (Math.cos(u) + Math.cos(v)) / 4 + 0.5;
    }
  }
  return ({ data }: Raster) => {
    for (let at = 0, pixel = 0; at < screen.length; at++, pixel += 4) {
      const red = data[pixel] ?? 0;
      const green = data[pixel + 1] ?? 0;
      const blue = data[pixel + 2] ?? 0;
      const shade = 1 - (red * 54 + green * 183 + blue * 19) / 65_280;
      // Neither lights nor deep shadows are dotted.
      const dotted = Math.min(1, Math.max(0, shade - 0.2) * 4) * Math.min(1, Math.max(0, 0.92 - shade) * 4);
      const dot = Math.min(1, Math.max(0, ((screen[at] ?? 0) - (0.95 - shade * 0.6)) * 7 + 0.5));
      const left = 1 - 0.24 * dotted * dot;
      data[pixel] = red * left;
      data[pixel + 1] = green * left;
      data[pixel + 2] = blue * left;
    }
  };
}

/** Width of a brush in pixels, as a share of the picture's shorter side. */
export function strokeOf({ width, height }: Size, share: number): number {
  return Math.max(1, Math.round(Math.min(width, height) * share));
}
