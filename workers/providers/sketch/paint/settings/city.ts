import { mix, rgb, type Rgb } from '../../kit/colour.ts';
import { flicker } from '../elements/golden-city.ts';
import type { Lamp } from '../elements/masonry.ts';
import { driftingClouds, paintGlow, paintSky, paintSunDisc, starryLayer } from '../elements/sky.ts';
import { mirroringWater } from '../elements/water.ts';
import type { Light } from '../light.ts';
import { paintSheet, stillLayer, type Layer, type Stage } from '../scene.ts';
import type { PaintSetting } from '../setting.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { quayLayers } from './city/quay.ts';
import { paintRow, type Row } from './city/skyline.ts';

/** A skyline across a river, in three rows that fade into the haze, seen from a quay. */
export const paintCity: PaintSetting = (stage, daylight, spec) => {
  const { width, height, unit } = stage;
  const neon = spec.effects.includes('neon');
  const futuristic = spec.architecture.includes('futuristic') || (neon && spec.architecture.length === 0);
  const light = neon && daylight.night > 0.4 ? neonLight(daylight) : daylight;
  const shore = height * 0.7;
  const lamps: Lamp[] = [];
  const row = (label: string, tall: number, wide: number, haze: number, pane: number): Row => {
    return { label, foot: shore, tall: tall * height, wide: wide * unit, haze, pane: pane * unit, futuristic, neon };
  };
  const far = stillLayer(0.14, paintRow(stage, light, { ...row('far', 0.44, 40, 0.72, 3), neon: false }, []));
  const middle = stillLayer(0.22, paintRow(stage, light, row('middle', 0.5, 60, 0.4, 4), lamps));
  const near = stillLayer(0.3, paintRow(stage, light, row('near', 0.27, 84, 0.1, 5.4), lamps));
  const above = [...skyLayers(stage, light, spec, shore, neon), far, middle, near];
  const water = mirroringWater(stage, light, above, {
    shore,
    bottom: height + stage.marginY,
    colour: mix(mix(light.skyTop, light.skyMiddle, 0.45), rgb('#0c2a44'), 0.4),
    roughness: 0.16,
    depth: 0.4,
    glitter: spec.weather === 'clear' && !neon ? 70 : 0,
  });
  const lampTint = neon ? rgb('#ff9ae0') : rgb('#ffe2a0');
  const ground = { left: width * 0.08, right: width * 0.92, y: height * 0.965, depth: 0.92, personHeight: 64 * unit };
  return {
    layers: [...above, flicker(stage, light, lamps, 0.31, lampTint), water, ...quayLayers(stage, light, neon)],
    ground,
    water: { left: width * 0.25, right: width * 0.78, y: height * 0.83, depth: 0.5, personHeight: 24 * unit },
    air: { left: width * 0.1, right: width * 0.9, y: height * 0.34, depth: 0.36, personHeight: 30 * unit },
  };
};

/** The night air over a city of neon: violet above, magenta over the roofs. */
function neonLight(light: Light): Light {
  const tint = (of: Rgb, to: string, share: number): Rgb => mix(of, rgb(to), share);
  return {
    ...light,
    skyTop: tint(light.skyTop, '#0c0630', 0.6),
    skyMiddle: tint(light.skyMiddle, '#3d1670', 0.72),
    skyLow: tint(light.skyLow, '#d0408e', 0.66),
    haze: tint(light.haze, '#7a2f96', 0.62),
    sun: tint(light.sun, '#b08ae8', 0.5),
    shadow: tint(light.shadow, '#2a1458', 0.5),
    cloudLit: tint(light.cloudLit, '#a84a9e', 0.55),
    cloudDark: tint(light.cloudDark, '#2a1458', 0.6),
  };
}

function skyLayers(stage: Stage, light: Light, spec: SceneSpec, shore: number, neon: boolean): Layer[] {
  const { width, height, unit } = stage;
  const overcast = spec.weather !== 'clear';
  const sky = paintSheet(stage, { bottom: shore + 4 * unit }, (context) => {
    paintSky(context, stage, light, shore);
    if (!overcast) paintSunDisc(context, stage, light, 30 * unit);
    if (light.night > 0.4) {
      const glow = neon ? rgb('#ff5aa8') : rgb('#ffb070');
      paintGlow(context, width * 0.38, shore, height * 0.55, glow, 0.4 * light.night);
      paintGlow(context, width * 0.74, shore, height * 0.4, glow, 0.3 * light.night);
    }
  });
  const layers: Layer[] = [stillLayer(0, sky)];
  if (light.night > 0.5 && !overcast) layers.push(starryLayer(stage, height * 0.5, light.night * 0.75));
  const cover = overcast ? 0.8 : light.night > 0.8 ? 0.24 : 0.4;
  const clouds = { cover, top: -stage.marginY, bottom: height * 0.5, size: 300, flat: 1.8, seed: 6 };
  layers.push(driftingClouds(stage, light, clouds, 0.05, 5));
  return layers;
}
