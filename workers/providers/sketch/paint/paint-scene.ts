import type { Size } from '../../../../src/core/size.ts';
import type { SceneSpec } from '../understand/scene-spec.ts';
import { effectLayers } from './elements/sky-effects.ts';
import { weatherLayers } from './elements/weather.ts';
import { lightOf } from './light.ts';
import { createStage, type Layer, type Scene } from './scene.ts';
import { painterOfSetting } from './settings/index-of-settings.ts';
import { painterOfSubject } from './subjects/index-of-subjects.ts';

/** Settings where nothing falls from the sky, or where it shows only behind a window. */
const sheltered = new Set<SceneSpec['setting']>(['reef', 'room', 'space', 'moon', 'abstract']);

/** Paints what a spec asks for. Takes up to a second; the same spec, size and seed give the same picture. */
export function paintScene(spec: SceneSpec, size: Size, seed: number): Scene {
  const stage = createStage(size, seed);
  const light = lightOf(spec.time, spec.weather);
  const setting = painterOfSetting(spec.setting)(stage, light, spec);
  let layers = setting.layers;
  for (const subject of spec.subjects) {
    if (setting.painted?.includes(subject.kind) === true) continue;
    const paint = painterOfSubject(subject.kind);
    for (const layer of paint?.(stage, light, subject, setting, spec) ?? []) layers = insertByDepth(layers, layer);
  }
  if (!sheltered.has(spec.setting)) {
    for (const layer of effectLayers(stage, light, spec)) layers = insertByDepth(layers, layer);
  }
  if (!sheltered.has(spec.setting) && setting.weathers?.includes(spec.weather) !== true) {
    for (const layer of weatherLayers(stage, light, spec)) layers = insertByDepth(layers, layer);
  }
  return { stage, layers };
}

/** Puts a layer right before the first that is nearer. */
function insertByDepth(layers: readonly Layer[], layer: Layer): readonly Layer[] {
  const nearer = layers.findIndex(({ depth }) => depth > layer.depth);
  return nearer === -1 ? [...layers, layer] : layers.toSpliced(nearer, 0, layer);
}
