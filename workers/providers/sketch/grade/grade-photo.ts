import type { Canvas } from '@napi-rs/canvas';
import type { Size } from '../../../../src/core/size.ts';
import { coverCrop, cutOut, readPhoto, scalePhoto } from '../move/photo.ts';
import { openGrader } from './grader.ts';
import type { Look } from './look.ts';
import { canvasOf, rasterOf } from './raster.ts';

/** Cuts a photograph to a size and gives it a look. The same photograph, look and seed give the same picture. */
export async function gradePhoto(path: string, look: Look, size: Size, seed: number): Promise<Canvas> {
  const photo = await readPhoto(path);
  return gradeCanvas(scalePhoto(cutOut(photo, coverCrop(photo, size)), size), look, seed);
}

/** Gives a picture a look. */
export function gradeCanvas(canvas: Canvas, look: Look, seed: number): Canvas {
  const raster = rasterOf(canvas);
  // What falls is left to the film.
  openGrader(look, raster, seed)(raster, { frame: 0, timeS: 0 });
  return canvasOf(raster);
}
