import type { Pixel } from './raster.ts';

/** Changes a colour in place, wherever it stands in the picture. */
export type ColourChange = (pixel: Pixel) => void;

/** Colours a side of the cube. 33 is what film labs use: between two of them any smooth change is as good as straight. */
const steps = 33;
const last = steps - 1;
const perStep = 255 / last;
const stepsPerUnit = last / 255;
const greenStride = steps * 3;
const blueStride = steps * steps * 3;

/** What changes of colour come to, for 33 × 33 × 33 colours: red, green, blue each, red running fastest. */
export type ColourCube = Float32Array;

/** Works changes out once, so that each pixel of a film then costs one look-up however many they are. */
export function bakeCube(changes: readonly ColourChange[]): ColourCube {
  const cube = new Float32Array(steps * blueStride);
  let at = 0;
  for (let blue = 0; blue < steps; blue++) {
    for (let green = 0; green < steps; green++) {
      for (let red = 0; red < steps; red++) {
        const pixel: Pixel = [red * perStep, green * perStep, blue * perStep];
        for (const change of changes) change(pixel);
        cube.set(pixel, at);
        at += 3;
      }
    }
  }
  return cube;
}

/** Passes colours (red, green, blue by turns, 0 to 255; others are held there) through a cube, in place. */
export function throughCube(cube: ColourCube, colours: Float32Array): void {
  for (let at = 0; at < colours.length; at += 3) {
    const red = inSteps(colours[at] ?? 0);
    const green = inSteps(colours[at + 1] ?? 0);
    const blue = inSteps(colours[at + 2] ?? 0);
    const redCell = red | 0;
    const greenCell = green | 0;
    const blueCell = blue | 0;
    const origin = redCell * 3 + greenCell * greenStride + blueCell * blueStride;
    const dr = red - redCell;
    const dg = green - greenCell;
    const db = blue - blueCell;
    // The cell is six tetrahedra around its grey diagonal: walk from the dark corner to the light one, the longest way first.
    let first = 3;
    let second = greenStride;
    let most = dr;
    let middle = dg;
    let least = db;
    if (dg > dr) {
      first = greenStride;
      second = 3;
      most = dg;
      middle = dr;
    }
    if (db > most) {
      second = first;
      first = blueStride;
      least = middle;
      middle = most;
      most = db;
    } else if (db > middle) {
      second = blueStride;
      least = middle;
      middle = db;
    }
    const b = origin + first;
    const c = b + second;
    const d = origin + 3 + greenStride + blueStride;
    const atDark = 1 - most;
    const atFirst = most - middle;
    const atSecond = middle - least;
    // Written out for each channel: a loop here takes a third longer.
    colours[at] =
      (cube[origin] ?? 0) * atDark + (cube[b] ?? 0) * atFirst + (cube[c] ?? 0) * atSecond + (cube[d] ?? 0) * least;
    colours[at + 1] =
      (cube[origin + 1] ?? 0) * atDark +
      (cube[b + 1] ?? 0) * atFirst +
      (cube[c + 1] ?? 0) * atSecond +
      (cube[d + 1] ?? 0) * least;
    colours[at + 2] =
      (cube[origin + 2] ?? 0) * atDark +
      (cube[b + 2] ?? 0) * atFirst +
      (cube[c + 2] ?? 0) * atSecond +
      (cube[d + 2] ?? 0) * least;
  }
}

const inSteps = (value: number): number => (value <= 0 ? 0 : value >= 255 ? last - 1e-6 : value * stepsPerUnit);
