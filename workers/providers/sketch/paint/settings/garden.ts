import { mix, rgb } from '../../kit/colour.ts';
import { driftingClouds, paintSky, paintSunDisc, starryLayer } from '../elements/sky.ts';
import { mirroringWater } from '../elements/water.ts';
import { paintSheet, stillLayer, type Layer } from '../scene.ts';
import type { PaintedSetting, PaintSetting, Place } from '../setting.ts';
import { paintPagodas } from '../subjects/pagoda.ts';
import { gardenBridge } from './garden-bridge.ts';
import { paintFarBank, paintGardenHills } from './garden-hills.ts';
import { koiLayer } from './garden-koi.ts';
import { gardenFrame, nearBank } from './garden-near.ts';
import { fallingPetals, floatingPetals } from './garden-petals.ts';

/** A Japanese garden: a pond that mirrors the sky, a red bridge, trees in blossom around the picture, hills behind. */
export const paintGarden: PaintSetting = (stage, given, spec): PaintedSetting => {
  // The hills must not hide a low sun.
  const light = { ...given, sunY: Math.min(given.sunY, 0.33) };
  const { width, height, unit } = stage;
  const shore = height * 0.56;
  const least = Math.min(width, height);
  const clear = spec.weather === 'clear' || spec.weather === 'cloudy';
  const sky = paintSheet(stage, { bottom: shore + 10 * unit }, (context) => {
    paintSky(context, stage, light, shore);
    if (clear) paintSunDisc(context, stage, light, 24 * unit);
  });
  const layers: Layer[] = [stillLayer(0, sky)];
  if (light.night > 0.5) layers.push(starryLayer(stage, shore * 0.9, light.night * 0.9));
  const cover = spec.weather === 'clear' ? 0.38 : spec.weather === 'cloudy' ? 0.7 : 0.85;
  // A low sun has little sky: no cloud may cover it.
  const lean = (x: number, y: number): number =>
    -1.4 * Math.exp(-((Math.hypot(x - light.sunX * width, y - light.sunY * height) / (90 * unit)) ** 2));
  const clouds = { cover, top: -stage.marginY, bottom: shore - height * 0.08, size: 240, flat: 1.65, seed: 4, lean };
  layers.push(driftingClouds(stage, light, clouds, 0.06, 5));
  const far: Place = {
    left: width * 0.16,
    right: width * 0.6,
    y: shore - 6 * unit,
    depth: 0.3,
    personHeight: Math.min(height * 0.075, least * 0.082),
  };
  const pagoda = spec.subjects.find(({ kind }) => kind === 'pagoda');
  const fish = spec.subjects.find(({ kind }) => kind === 'fish');
  const gap = { x: far.left + (far.right - far.left) * 0.46, half: pagoda ? 60 * unit : 0 };
  layers.push(
    stillLayer(0.16, paintGardenHills(stage, light, spec, shore)),
    stillLayer(0.3, paintFarBank(stage, light, spec, shore, gap)),
  );
  // Painted here and not as a subject, so that the pond mirrors it.
  if (pagoda) layers.push(...paintPagodas(stage, light, pagoda, { layers: [], ground: far }, spec));
  const water = mirroringWater(stage, light, layers, {
    shore,
    bottom: height + stage.marginY,
    colour: mix(rgb('#2c6a78'), light.shadow, 0.3),
    roughness: 0.03,
    depth: 0.4,
    glitter: clear ? 36 : 0,
  });
  layers.push(
    water,
    koiLayer(stage, light, Math.min(12, 5 + (fish?.count ?? 0)), shore),
    floatingPetals(stage, light, spec, shore),
    ...gardenBridge(stage, light, spec, height * 0.715),
    ...nearBank(stage, light, spec),
    ...gardenFrame(stage, light, spec),
    fallingPetals(stage, light, spec, 0.95),
  );
  return {
    layers,
    ground: { left: width * 0.32, right: width * 0.66, y: height * 0.945, depth: 0.82, personHeight: least * 0.16 },
    water: { left: width * 0.3, right: width * 0.62, y: height * 0.76, depth: 0.5, personHeight: least * 0.06 },
    air: { left: width * 0.25, right: width * 0.8, y: height * 0.3, depth: 0.5, personHeight: least * 0.07 },
    painted: ['pagoda', 'bridge', 'tree', 'fish'],
  };
};
