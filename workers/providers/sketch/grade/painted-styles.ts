import type { Size } from '../../../../src/core/size.ts';
import { smoothstep } from '../kit/math.ts';
import type { Noise } from '../kit/noise.ts';
import { strokeOf } from './drawn-styles.ts';
import { ink, openOutlines } from './outlines.ts';
import type { Change, Part } from './part.ts';
import { openSmoother } from './smooth.ts';
import { openSteadier } from './steady.ts';
import { openTexture, planeOf } from './texture.ts';
import { colour, contrast } from './tones.ts';
import { towardVeil } from './tone.ts';

/** Thin colour on paper: pale and wet in patches, darker where it dried at the borders, white at the edge of the sheet. */
export function watercolourParts(size: Size, noise: Noise): Part[] {
  const wet = (x: number, y: number): number => noise.cloudy(x * 6, y * 6, 4);
  const outlines = openOutlines(size, 30, 150);
  return [
    openSteadier(size),
    openSmoother(size, strokeOf(size, 0.011)),
    (raster) => ink(raster, outlines(raster), 0.34),
    {
      colour: colour(1.25),
      veils: [
        towardVeil(250, 247, 240, (x, y) => 0.22 + 0.16 * wet(x, y)),
        towardVeil(250, 247, 240, (x, y) => smoothstep(0.05, 0.012, Math.min(x, y, 1 - x, 1 - y) + wet(x, y) * 0.02)),
      ],
    },
    openTexture(size, (x, y) => noise.at(x * 260, y * 260) * 7),
  ];
}

/** Thick paint: even dabs, lit from the upper left, with the marks of the bristles. */
export function oilParts(size: Size, noise: Noise): Part[] {
  const bristles = planeOf(size, (x, y) => noise.at(x * 40 + y * 90, y * 240 - x * 60) * 9);
  return [
    openSteadier(size),
    openSmoother(size, strokeOf(size, 0.012), strokeOf(size, 0.006)),
    { colour: colour(1.2) },
    { colour: contrast(0.2) },
    openRelief(size, bristles),
  ];
}

/** Lights paint from the upper left: where it gets darker, an edge shines. Bristles are steps of brightness. */
function openRelief({ width, height }: Size, bristles: Float32Array): Change {
  const luma = new Uint8Array(width * height);
  return ({ data }) => {
    for (let at = 0, pixel = 0; at < luma.length; at++, pixel += 4) {
      luma[at] = ((data[pixel] ?? 0) * 54 + (data[pixel + 1] ?? 0) * 183 + (data[pixel + 2] ?? 0) * 19) >> 8;
    }
    for (let row = 1; row < height - 1; row++) {
      for (let column = 1, at = row * width + 1; column < width - 1; column++, at++) {
        const here = luma[at] ?? 0;
        const edge = (luma[at + width + 1] ?? 0) - (luma[at - width - 1] ?? 0);
        const step = Math.max(-14, Math.min(14, edge * 0.28)) + ((bristles[at] ?? 0) * (40 + here)) / 255;
        const pixel = at * 4;
        data[pixel] = (data[pixel] ?? 0) + step;
        data[pixel + 1] = (data[pixel + 1] ?? 0) + step;
        data[pixel + 2] = (data[pixel + 2] ?? 0) + step;
      }
    }
  };
}
