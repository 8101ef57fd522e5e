import { createCanvas } from '@napi-rs/canvas';
import type { Size } from '../../../../src/core/size.ts';
import { createNoise } from '../kit/noise.ts';
import { lookAt, restPose } from '../move/camera.ts';
import type { Layer } from '../paint/scene.ts';
import { openColourKeeper } from './keep-colour.ts';
import { isPlain, type Look } from './look.ts';
import type { Change, GradeMoment, Part } from './part.ts';
import { openPeriod } from './periods.ts';
import { colourfulness, type Raster } from './raster.ts';
import { seasonParts } from './seasons.ts';
import { styleParts } from './styles.ts';
import { openTones, type Tone } from './tone.ts';
import { brighten, castColour, colour, contrast, timeTones, warm, weatherTones } from './tones.ts';

/**
 * Prepares a look for pictures of one size; what is given back then changes one after the other in place. Frames of a
 * film are given in their order: styles of few colours remember the frame before. The same pictures, look and seed give
 * the same pictures. `air` is what falls or floats before them, in their light.
 */
export function openGrader(look: Look, size: Size, seed: number, air: readonly Layer[] = []): Change {
  const noise = createNoise(seed);
  const keeper = look.keep === undefined ? undefined : openColourKeeper(look.keep, size);
  const period = look.period === undefined ? undefined : openPeriod(look.period, size, seed);
  // As it comes about: what grows and lies there, the light on it, what falls, how it is drawn, and on which film.
  const parts: Part[] = [];
  if (look.season !== undefined) parts.push(...seasonParts(look.season, size, noise));
  if (look.weather !== undefined) parts.push(weatherTones[look.weather]);
  if (look.time !== undefined) parts.push(timeTones[look.time]);
  // Clouds take the light that a night leaves over: both in full would leave nothing to see.
  if (look.time === 'night' && look.weather !== undefined) parts.push({ colour: brighten(0.35) });
  if (air.length > 0) parts.push(openAir(air, size));
  parts.push(...lightParts(look));
  parts.push(...styleParts[look.style](size, noise));
  if (look.grey === true) parts.push({ colour: colour(0) });
  if (period !== undefined) parts.push(...period.tones);
  if (keeper !== undefined) parts.push((raster) => keeper.giveBack(raster));
  if (period !== undefined) parts.push(period.wear);
  const changes = joinTones(parts, size);
  return (raster: Raster, moment: GradeMoment) => {
    keeper?.remember(raster);
    for (const change of changes) change(raster, moment);
  };
}

/** Brighter, harder, warmer, coloured; and for words that ask for nothing a little more life, gently. */
function lightParts(look: Look): Tone[] {
  if (isPlain(look)) return [{ colour: (pixel) => colourfulness(pixel, 1.12) }, { colour: contrast(0.12) }];
  const parts: Tone[] = [];
  if (look.brightness !== 0) parts.push({ colour: brighten(look.brightness) });
  if (look.contrast !== 0) parts.push({ colour: contrast(look.contrast) });
  if (look.warmth !== undefined && look.warmth !== 0) parts.push({ colour: warm(look.warmth) });
  if (look.cast !== undefined) parts.push({ colour: castColour(look.cast) });
  return parts;
}

/** Tones that follow each other become one change. */
function joinTones(parts: readonly Part[], size: Size): Change[] {
  const changes: Change[] = [];
  let tones: Tone[] = [];
  const close = (): void => {
    if (tones.length > 0) changes.push(openTones(tones, size));
    tones = [];
  };
  for (const part of parts) {
    if (typeof part !== 'function') tones.push(part);
    else {
      close();
      changes.push(part);
    }
  }
  close();
  return changes;
}

/** Draws what the air carries over pictures. */
function openAir(air: readonly Layer[], size: Size): Change {
  const canvas = createCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  const picture = context.createImageData(size.width, size.height);
  return ({ data }, { timeS }) => {
    picture.data.set(data);
    context.putImageData(picture, 0, 0);
    for (const layer of air) {
      context.save();
      lookAt(context, size, restPose, layer.depth);
      layer.draw(context, { timeS });
      context.restore();
    }
    data.set(context.getImageData(0, 0, size.width, size.height).data);
  };
}
