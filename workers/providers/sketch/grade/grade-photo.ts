import type { Canvas } from '@napi-rs/canvas';
import type { Size } from '../../../../src/core/size.ts';
import { createNoise } from '../kit/noise.ts';
import { coverCrop, cutOut, readPhoto, scalePhoto } from '../move/photo.ts';
import { adjustAll, canvasOf, rasterOf, type Adjust } from './raster.ts';
import type { Look } from './look.ts';
import { changeSeason } from './seasons.ts';
import { styleChanges } from './styles.ts';
import { brighten, castColour, contrast, timeTones, weatherTones } from './tones.ts';

/** Cuts a photograph to a size and gives it a look. The same photograph, look and seed give the same picture. */
export async function gradePhoto(path: string, look: Look, size: Size, seed: number): Promise<Canvas> {
  const photo = await readPhoto(path);
  const raster = rasterOf(scalePhoto(cutOut(photo, coverCrop(photo, size)), size));
  const noise = createNoise(seed);
  // As it comes about: first what grows and lies there, then the light on it, then how it is drawn.
  if (look.season !== undefined) changeSeason(raster, look.season, noise);
  const adjusters: Adjust[] = [];
  if (look.weather !== undefined) adjusters.push(weatherTones[look.weather]);
  if (look.time !== undefined) adjusters.push(timeTones[look.time]);
  if (look.brightness !== 0) adjusters.push(brighten(look.brightness));
  if (look.contrast !== 0) adjusters.push(contrast(look.contrast));
  if (look.cast !== undefined) adjusters.push(castColour(look.cast));
  adjustAll(raster, adjusters);
  styleChanges[look.style](raster, noise);
  return canvasOf(raster);
}
