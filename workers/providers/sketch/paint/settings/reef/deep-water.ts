import { css, mix, shade } from '../../../kit/colour.ts';
import type { Light } from '../../light.ts';
import { paintSheet, stillLayer, type Layer, type Sheet, type Stage } from '../../scene.ts';
import type { PaintedSetting } from '../../setting.ts';
import { swimmingLayer } from '../../subjects/fish-school.ts';
import { fishSpecies, type FishSpecies } from '../../subjects/fish-species.ts';
import { bubbles, nightLamps, plankton } from './drifting.ts';
import { seaLightOf, type SeaLight } from './sea-light.ts';
import { lightNet, paintWaterBody, sunRays } from './water-body.ts';

/** Open blue water far from any shore, the surface bright above and ridges dim below. */
export function paintDeepWater(stage: Stage, light: Light): PaintedSetting {
  const { width, height, unit } = stage;
  const shallow = seaLightOf(light);
  const sea: SeaLight = {
    ...shallow,
    middle: mix(shallow.middle, shallow.deep, 0.55),
    deep: shade(shallow.deep, -0.32),
    shallow: mix(shallow.shallow, shallow.middle, 0.5),
    haze: mix(shallow.haze, shallow.deep, 0.6),
  };
  const dim: FishSpecies = {
    ...fishSpecies.fusilier,
    back: sea.deep,
    side: sea.middle,
    tail: sea.deep,
    fin: sea.deep,
    marks: [],
  };
  const shoal = { species: dim, veil: { colour: sea.haze, share: 0.3 } };
  const layers: Layer[] = [
    stillLayer(0, paintWaterBody(stage, sea)),
    lightNet(stage, sea, { horizon: height * 0.2, edge: -stage.marginY, strength: 0.7, fine: 1.1, depth: 0.04 }),
    stillLayer(0.1, paintRidges(stage, sea, 0)),
    swimmingLayer(stage, 'deep', 0.14, [
      { ...shoal, length: 15, count: 40, x: 0.22, y: 0.45, spreadX: 0.13, spreadY: 0.1, speed: 10 },
      { ...shoal, length: 11, count: 34, x: 0.78, y: 0.62, spreadX: 0.12, spreadY: 0.06, speed: -8 },
    ]),
    sunRays(stage, sea, 0.2, 'back', 7, 0.6),
    stillLayer(0.3, paintRidges(stage, sea, 1)),
    bubbles(stage, sea, [0.34, 0.86], 0.8),
    plankton(stage, sea, 1.05),
  ];
  if (sea.glowing > 0.5) layers.push(nightLamps(stage, sea, 1.05, height * 0.3));
  return {
    layers: layers.toSorted((a, b) => a.depth - b.depth),
    deep: { left: width * 0.18, right: width * 0.82, y: height * 0.46, depth: 0.6, personHeight: 130 * unit },
  };
}

function paintRidges(stage: Stage, sea: SeaLight, near: number): Sheet {
  const { width, height, unit, noise, marginX, marginY } = stage;
  return paintSheet(stage, { top: height * 0.55 }, (context) => {
    const tone = mix(sea.haze, shade(sea.deep, -0.35), 0.35 + near * 0.5);
    const fill = context.createLinearGradient(0, height * 0.66, 0, height + marginY);
    fill.addColorStop(0, css(mix(tone, sea.middle, 0.3)));
    fill.addColorStop(1, css(shade(tone, -0.3)));
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(-marginX, height + marginY);
    for (let x = -marginX; x <= width + marginX; x += 3 * unit) {
      const u = Math.abs(x / width - 0.5) * 2;
      const rise = (0.06 + 0.2 * u ** 1.6) * (near > 0 ? 0.85 : 1.15);
      const rough = noise.ridged(x / (240 * unit), near * 5 + 1, 4) * 0.1;
      context.lineTo(x, height * (1.05 - rise - rough - (near > 0 ? 0 : 0.08)));
    }
    context.lineTo(width + marginX, height + marginY);
    context.fill();
  });
}
