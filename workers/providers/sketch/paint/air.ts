import type { Size } from '../../../../src/core/size.ts';
import { weatherLayers } from './elements/weather.ts';
import { lightOf, type Weather } from './light.ts';
import { createStage, type Layer } from './scene.ts';

/** What falls or floats before a photograph. */
export function airOf(weather: Weather, size: Size, seed: number): readonly Layer[] {
  return weatherLayers(createStage(size, seed), lightOf('day', weather), { weather });
}
