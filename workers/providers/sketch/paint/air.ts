import type { Size } from '../../../../src/core/size.ts';
import { fallingLeaves } from './elements/falling-leaves.ts';
import { weatherLayers } from './elements/weather.ts';
import { lightOf, weathers, type TimeOfDay } from './light.ts';
import { createStage, type Layer } from './scene.ts';

/** What can fall or float before a picture. */
export const airs = [...weathers, 'leaves'] as const;
export type Air = (typeof airs)[number];

/** What falls or floats before a photograph or a film, in the light of a time of day. */
export function airOf(air: Air, size: Size, seed: number, time: TimeOfDay = 'day'): readonly Layer[] {
  const stage = createStage(size, seed);
  if (air === 'leaves') return fallingLeaves(stage);
  return weatherLayers(stage, lightOf(time, air), { weather: air });
}
