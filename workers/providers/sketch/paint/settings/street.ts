import { css, lit, mix, rgb, shade } from '../../kit/colour.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { driftingClouds, paintGlow, paintSky, paintSunDisc, starryLayer } from '../elements/sky.ts';
import type { Light, Weather } from '../light.ts';
import { paintSheet, stillLayer, type Context, type Layer, type Stage } from '../scene.ts';
import type { PaintSetting } from '../setting.ts';
import { paintHouses } from './street/street-houses.ts';
import { lampLayer, paintLamps } from './street/street-lamps.ts';
import { eyeM, lookDownStreet, type StreetView } from './street/street-view.ts';
import { puddleLayers, wetRoad } from './street/street-water.ts';

/** How much a weather makes people light their lamps by day. */
const gloomOf: Readonly<Record<Weather, number>> = {
  clear: 0.22,
  cloudy: 0.4,
  rain: 0.8,
  storm: 0.9,
  snow: 0.65,
  fog: 0.7,
};

/** An old street between lit shops, seen along its middle, with a puddle in front that mirrors its lights. */
export const paintStreet: PaintSetting = (stage, light, spec) => {
  const { width, height, unit } = stage;
  const lamps = Math.max(light.night, gloomOf[spec.weather]);
  const neon = spec.effects.includes('neon') || spec.architecture.includes('futuristic');
  const view = lookDownStreet(stage, lamps, neon);
  const wet = spec.weather === 'rain' || spec.weather === 'storm';
  const paintWorld = (context: Context, seen: StreetView): void => {
    paintEnd(context, stage, light, seen);
    paintHouses(context, stage, light, seen);
    paintLamps(context, stage, light, seen);
  };
  const world = paintSheet(stage, { bottom: height * 0.9 }, (context) => paintWorld(context, view));
  const row = height * 0.86;
  const stand = 11;
  return {
    layers: [
      ...skyLayers(stage, light, spec, view),
      wetRoad(stage, light, view, wet, paintWorld),
      stillLayer(0.4, world),
      lampLayer(stage, view),
      ...puddleLayers(stage, light, view, row, wet, paintWorld),
    ],
    ground: {
      left: view.middle - (2.6 * view.focal) / stand,
      right: view.middle + (2.6 * view.focal) / stand,
      y: view.horizon + (eyeM * view.focal) / stand,
      depth: 0.42,
      personHeight: (1.72 * view.focal) / stand,
    },
    water: { left: width * 0.3, right: width * 0.66, y: row, depth: 0.6, personHeight: 42 * unit },
    air: { left: width * 0.32, right: width * 0.68, y: height * 0.22, depth: 0.45, personHeight: 32 * unit },
  };
};

function skyLayers(stage: Stage, light: Light, spec: SceneSpec, view: StreetView): Layer[] {
  const { height, unit } = stage;
  const sky = paintSheet(stage, { bottom: view.horizon + 8 * unit }, (context) => {
    paintSky(context, stage, light, view.horizon);
    if (spec.weather === 'clear') paintSunDisc(context, stage, { ...light, sunX: 0.55 }, 24 * unit);
    paintGlow(context, view.middle, view.horizon, height * 0.5, rgb('#ffbf78'), 0.6 * view.lamps);
  });
  const layers: Layer[] = [stillLayer(0, sky)];
  if (light.night > 0.5 && spec.weather === 'clear') layers.push(starryLayer(stage, view.horizon, light.night * 0.8));
  const cover = spec.weather === 'clear' ? 0.35 : 0.75;
  const clouds = { cover, top: -stage.marginY, bottom: view.horizon, size: 240, flat: 1.6, seed: 4 };
  layers.push(driftingClouds(stage, light, clouds, 0.05, 6));
  return layers;
}

/** A church at the end of the street, pale in the air. */
function paintEnd(context: Context, stage: Stage, light: Light, view: StreetView): void {
  const { unit } = stage;
  const tall = view.focal * 0.26;
  const stone = mix(mix(light.haze, light.skyLow, 0.3), shade(lit(rgb('#8a7f8c'), light.sun), -0.2), 0.5);
  context.save();
  context.translate(view.middle + 10 * unit, view.horizon + 12 * unit);
  context.scale(tall, -tall * view.mirror);
  context.fillStyle = css(stone);
  context.beginPath();
  for (const [x, y] of [
    [-0.4, 0],
    [-0.4, 0.3],
    [-0.26, 0.46],
    [-0.12, 0.36],
    [-0.12, 0.68],
    [-0.14, 0.7],
    [0, 1.12],
    [0.14, 0.7],
    [0.12, 0.68],
    [0.12, 0.32],
    [0.4, 0.3],
    [0.4, 0],
  ] as const)
    context.lineTo(x, y);
  context.fill();
  context.fillStyle = css(rgb('#ffdc8a'), 0.4 + 0.6 * view.lamps);
  context.beginPath();
  context.arc(0, 0.58, 0.055, 0, Math.PI * 2);
  context.roundRect(-0.04, 0.1, 0.08, 0.2, 0.04);
  context.fill();
  context.restore();
}
