import type { Size } from '../../../../src/core/size.ts';
import { smoothstep } from '../kit/math.ts';
import { openFilmWear } from './film-wear.ts';
import type { Period } from './look.ts';
import type { Change, Part } from './part.ts';
import { colourfulness, lumaOf, toward } from './raster.ts';
import { openTape } from './tape.ts';
import { contrast, multiply, vignette } from './tones.ts';
import { towardVeil } from './tone.ts';

/** A period's colours, and what its film or tape does to every frame. */
export interface PeriodLook {
  readonly tones: readonly Part[];
  readonly wear: Change;
}

/** Prepares the look of a period for pictures of a size. */
export function openPeriod(period: Period, size: Size, seed: number): PeriodLook {
  return periodLooks[period](size, seed);
}

/** The window of a small-film projector: round corners, soft borders. */
const roundedGate = towardVeil(10, 6, 4, (x, y) => {
  const outX = Math.max(0, Math.abs(x - 0.5) - 0.42) / 0.08;
  const outY = Math.max(0, Math.abs(y - 0.5) - 0.4) / 0.1;
  return smoothstep(0.72, 1, Math.hypot(outX, outY));
});

const periodLooks: Readonly<Record<Period, (size: Size, seed: number) => PeriodLook>> = {
  'silent-film': (size, seed) => ({
    tones: [
      {
        colour: (pixel) => {
          // Film of that time did not see red, and blue skies came out white.
          const seen = pixel[0] * 0.16 + pixel[1] * 0.52 + pixel[2] * 0.32;
          const hard = 255 * smoothstep(-0.08, 1.02, seen / 255) * 0.6 + seen * 0.4;
          pixel[0] = hard * 1.02 + 10;
          pixel[1] = hard * 0.91 + 6;
          pixel[2] = hard * 0.72;
        },
        veils: [vignette(0.8)],
      },
    ],
    wear: openFilmWear(size, { grain: 13, flicker: 0.09, weave: 0.0032, scratches: 2, dust: 7 }, seed),
  }),
  technicolor: (size, seed) => ({
    tones: [
      {
        colour: (pixel) => {
          const luma = lumaOf(pixel) / 255;
          colourfulness(pixel, 1.32);
          multiply(pixel, 1.06, 0.98, 0.9);
          // Dyes fade: shadows go brown and thin, lights yellow.
          toward(pixel, 112, 66, 58, 0.26 * smoothstep(0.55, 0, luma));
          toward(pixel, 255, 226, 168, 0.24 * smoothstep(0.4, 1, luma));
        },
        veils: [vignette(0.32)],
      },
    ],
    wear: openFilmWear(size, { grain: 4, flicker: 0.02, weave: 0.0012, scratches: 0.3, dust: 1 }, seed),
  }),
  'super-8': (size, seed) => ({
    tones: [
      {
        colour: (pixel) => {
          const luma = lumaOf(pixel) / 255;
          colourfulness(pixel, 1.12);
          multiply(pixel, 1.12, 0.98, 0.76);
          toward(pixel, 84, 40, 34, 0.26 * smoothstep(0.5, 0, luma));
          toward(pixel, 255, 214, 140, 0.2 * smoothstep(0.5, 1, luma));
        },
        veils: [vignette(0.45), roundedGate],
      },
      { colour: contrast(0.16) },
    ],
    wear: openFilmWear(size, { grain: 10, flicker: 0.05, weave: 0.0045, scratches: 0.8, dust: 4 }, seed),
  }),
  vhs: (size, seed) => ({
    tones: [
      {
        colour: (pixel) => {
          colourfulness(pixel, 1.18);
          multiply(pixel, 1, 0.97, 1.04);
          toward(pixel, 60, 56, 84, 0.14);
        },
      },
    ],
    wear: openTape(
      size,
      {
        colourBlur: 0.022,
        colourShift: 0.008,
        jitter: 0.0009,
        scanLines: 0.2,
        noise: 15,
        sharpening: 0.5,
        torn: true,
      },
      seed,
    ),
  }),
  camcorder: (size, seed) => ({
    tones: [
      {
        colour: (pixel) => {
          const luma = lumaOf(pixel) / 255;
          colourfulness(pixel, 0.92);
          multiply(pixel, 0.98, 1.03, 1);
          // Small chips clip early.
          const gain = 1 + 0.16 * smoothstep(0.35, 0.9, luma);
          multiply(pixel, gain, gain, gain);
          toward(pixel, 70, 80, 78, 0.08);
        },
      },
    ],
    wear: openTape(
      size,
      {
        colourBlur: 0.01,
        colourShift: 0.002,
        jitter: 0.0003,
        scanLines: 0.06,
        noise: 11,
        sharpening: 0.75,
        torn: false,
      },
      seed,
    ),
  }),
};
