import type { Size } from '../../../../src/core/size.ts';
import { fallingLeaves } from './elements/falling-leaves.ts';
import { weatherLayers } from './elements/weather.ts';
import { lightOf, weathers } from './light.ts';
import { createStage, type Layer } from './scene.ts';

/** What can fall or float before a picture. */
export const airs = [...weathers, 'leaves'] as const;
export type Air = (typeof airs)[number];

/** What falls or floats before a photograph or a film. */
export function airOf(air: Air, size: Size, seed: number): readonly Layer[] {
  const stage = createStage(size, seed);
  if (air === 'leaves') return fallingLeaves(stage);
  return weatherLayers(stage, lightOf('day', air), { weather: air });
}
