import type { Size } from '../../../../src/core/size.ts';
import type { Noise } from '../kit/noise.ts';
import { openBloom } from './bloom.ts';
import { animeParts, cartoonParts, comicParts } from './drawn-styles.ts';
import type { Look } from './look.ts';
import { oilParts, watercolourParts } from './painted-styles.ts';
import type { Part } from './part.ts';
import { openPixelArt } from './pixel-art.ts';
import { colourfulness, lumaOf, toward } from './raster.ts';
import { smoothstep } from '../kit/math.ts';
import { openSteadier } from './steady.ts';
import { openTexture } from './texture.ts';
import { brighten, colour, contrast, multiply, vignette } from './tones.ts';
import { openVoxel } from './voxel.ts';

/** How each style draws pictures of a size anew, step by step. */
export const styleParts: Readonly<Record<Look['style'], (size: Size, noise: Noise) => readonly Part[]>> = {
  none: () => [],
  'black-and-white': () => [{ colour: colour(0) }, { colour: contrast(0.35) }],
  noir: () => [{ colour: colour(0) }, { colour: brighten(-0.25) }, { colour: contrast(1.1), veils: [vignette(0.75)] }],
  sepia: (size, noise) => [
    {
      colour: (pixel) => {
        const luma = lumaOf(pixel);
        toward(pixel, luma * 1.06 + 26, luma * 0.9 + 20, luma * 0.66 + 14, 0.94);
      },
    },
    { colour: contrast(-0.12), veils: [vignette(0.55)] },
    openTexture(size, (x, y) => noise.at(x * 310, y * 310) * 8),
  ],
  cartoon: cartoonParts,
  anime: animeParts,
  comic: comicParts,
  'pixel-art': (size) => [openSteadier(size), openPixelArt(size)],
  voxel: (size, noise) => [openSteadier(size), openVoxel(size, noise)],
  watercolour: watercolourParts,
  oil: oilParts,
  neon: (size) => [
    {
      colour: (pixel) => {
        const luma = lumaOf(pixel) / 255;
        colourfulness(pixel, 1.25);
        // Cyan in the shadows, magenta in the lights, and darker than it was.
        const dark = 0.42 + 0.5 * smoothstep(0.1, 0.85, luma);
        multiply(pixel, dark, dark * 0.86, dark * 1.08);
        toward(pixel, 10, 46, 92, 0.4 * smoothstep(0.5, 0, luma));
        toward(pixel, 255, 64, 196, 0.42 * smoothstep(0.35, 0.75, luma) * smoothstep(1.1, 0.7, luma));
        toward(pixel, 120, 240, 255, 0.5 * smoothstep(0.7, 1, luma));
      },
      veils: [vignette(0.5)],
    },
    { colour: contrast(0.35) },
    openBloom(size, { from: 120, reach: 0.09, strength: 0.75 }),
  ],
  dreamy: (size) => [
    {
      colour: (pixel) => {
        colourfulness(pixel, 0.98);
        toward(pixel, 255, 226, 238, 0.1);
      },
    },
    openBloom(size, { from: 60, reach: 0.08, strength: 0.42 }),
  ],
};
