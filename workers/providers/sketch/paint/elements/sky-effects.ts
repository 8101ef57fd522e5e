import type { SceneSpec } from '../../understand/scene-spec.ts';
import type { Light } from '../light.ts';
import { auroraLayer } from './aurora.ts';
import { rainbowLayer } from './rainbow.ts';
import { starryLayer } from './sky.ts';
import type { Layer, Stage } from '../scene.ts';

/** What the words ask to shine in the sky, for every setting that has one: stars, northern lights, a rainbow. */
export function effectLayers(stage: Stage, light: Light, { effects }: Pick<SceneSpec, 'effects'>): Layer[] {
  const layers: Layer[] = [];
  // Stars of their own places: many settings have some already.
  const more = { ...stage, random: stage.random.fork('more-stars') };
  if (effects.includes('stars')) layers.push(starryLayer(more, stage.height * 0.6, Math.max(light.night, 0.4)));
  if (effects.includes('aurora')) layers.push(auroraLayer(stage, light, 0.07));
  if (effects.includes('rainbow')) layers.push(rainbowLayer(stage, light, 0.11));
  return layers;
}
