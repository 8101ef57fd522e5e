import type { Size } from '../../../../src/core/size.ts';
import { bakeCube, throughCube, type ColourChange, type ColourCube } from './colour-cube.ts';
import type { Rgb } from '../kit/colour.ts';
import type { Raster } from './raster.ts';

/**
 * Light that lies unevenly on a picture: each channel becomes `value × (1 − hold × share) + light × share`. `share` is
 * 0 to 1 by the place, whose x and y are shares of the picture.
 */
export interface Veil {
  readonly hold: Rgb;
  readonly light: Rgb;
  readonly share: (x: number, y: number) => number;
}

/** A way to see a picture: first its colours change, then veils lie on it. */
export interface Tone {
  readonly colour?: ColourChange;
  readonly veils?: readonly Veil[];
}

/** Paint of one colour over the picture. */
export function towardVeil(red: number, green: number, blue: number, share: Veil['share']): Veil {
  return { hold: [1, 1, 1], light: [red, green, blue], share };
}

/** Light added as a second exposure does. */
export function screenVeil(red: number, green: number, blue: number, share: Veil['share']): Veil {
  return { hold: [red / 255, green / 255, blue / 255], light: [red, green, blue], share };
}

/** A veil worked out for a size. */
interface Laid {
  readonly hold: Rgb;
  readonly light: Rgb;
  readonly shares: Float32Array;
}

interface Stage {
  readonly cube: ColourCube | undefined;
  readonly veils: readonly Laid[];
}

/** Prepares tones for pictures of a size: then each picture takes one look-up and some sums a pixel. */
export function openTones(tones: readonly Tone[], size: Size): (raster: Raster) => void {
  const stages = stagesOf(tones, size);
  const { width, height } = size;
  const line = new Float32Array(width * 3);
  return ({ data }) => {
    for (let row = 0; row < height; row++) {
      const start = row * width * 4;
      for (let column = 0, from = start, to = 0; column < width; column++, from += 4, to += 3) {
        line[to] = data[from] ?? 0;
        line[to + 1] = data[from + 1] ?? 0;
        line[to + 2] = data[from + 2] ?? 0;
      }
      for (const { cube, veils } of stages) {
        if (cube !== undefined) throughCube(cube, line);
        for (const veil of veils) lay(veil, line, row * width);
      }
      for (let column = 0, from = 0, to = start; column < width; column++, from += 3, to += 4) {
        data[to] = line[from] ?? 0;
        data[to + 1] = line[from + 1] ?? 0;
        data[to + 2] = line[from + 2] ?? 0;
      }
    }
  };
}

/** Colour changes with no veil between them share a cube. */
function stagesOf(tones: readonly Tone[], size: Size): Stage[] {
  const stages: Stage[] = [];
  let changes: ColourChange[] = [];
  const close = (veils: readonly Laid[]): void => {
    if (changes.length > 0 || veils.length > 0) {
      stages.push({ cube: changes.length > 0 ? bakeCube(changes) : undefined, veils });
    }
    changes = [];
  };
  for (const { colour, veils = [] } of tones) {
    if (colour !== undefined) changes.push(colour);
    if (veils.length > 0) close(veils.map((veil) => laid(veil, size)));
  }
  close([]);
  return stages;
}

function laid({ hold, light, share }: Veil, { width, height }: Size): Laid {
  const shares = new Float32Array(width * height);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) shares[at] = share(column / width, row / height);
  }
  return { hold, light, shares };
}

function lay({ hold, light, shares }: Laid, line: Float32Array, start: number): void {
  const [holdRed, holdGreen, holdBlue] = hold;
  const [red, green, blue] = light;
  for (let at = 0, pixel = start; at < line.length; at += 3, pixel++) {
    const share = shares[pixel] ?? 0;
    line[at] = (line[at] ?? 0) * (1 - holdRed * share) + red * share;
    line[at + 1] = (line[at + 1] ?? 0) * (1 - holdGreen * share) + green * share;
    line[at + 2] = (line[at + 2] ?? 0) * (1 - holdBlue * share) + blue * share;
  }
}
