import { css, lit, mix, rgb } from '../../kit/colour.ts';
import { driftingClouds, paintSky, paintSunDisc, starryLayer } from '../elements/sky.ts';
import { mirroringWater } from '../elements/water.ts';
import type { Light, Weather } from '../light.ts';
import { paintSheet, stillLayer, type Layer, type Sheet, type Stage } from '../scene.ts';
import type { PaintedSetting, PaintSetting } from '../setting.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { gullLayer } from '../subjects/gulls.ts';
import { paintDeepWater } from './reef/deep-water.ts';
import { paintCliff, surf, type Cliff } from './sea/cliff.ts';
import { drivingRain, fogBanks, lightning } from './sea/tempest.ts';
import { bandAt, glitterPath, seaColoursOf, swellLayers, type Swell } from './sea/waves.ts';

const roughnessOf: Readonly<Record<Weather, number>> = {
  clear: 0.36,
  cloudy: 0.44,
  rain: 0.6,
  storm: 1,
  snow: 0.3,
  fog: 0.04,
};
const coverOf: Readonly<Record<Weather, number>> = {
  clear: 0.34,
  cloudy: 0.7,
  rain: 0.85,
  storm: 0.95,
  snow: 0.8,
  fog: 0,
};

/** What lives only under water: with nothing else in the picture, the sea is seen from inside. */
const swimmers: ReadonlySet<string> = new Set(['fish', 'turtle', 'jellyfish']);

/** The open sea, or a coast where a lighthouse asks for one. */
export const paintSea: PaintSetting = (stage, light, spec) => {
  const kinds = spec.subjects.map(({ kind }) => kind);
  if (kinds.length > 0 && kinds.every((kind) => swimmers.has(kind))) return paintDeepWater(stage, light);
  return paintSurface(stage, light, spec);
};

function paintSurface(stage: Stage, light: Light, spec: SceneSpec): PaintedSetting {
  const { width, height, unit } = stage;
  const horizon = height * 0.6;
  const calm = spec.weather === 'fog' || spec.effects.includes('reflection');
  const roughness = calm ? 0.04 : roughnessOf[spec.weather];
  const swell: Swell = { horizon, roughness };
  const heavy = spec.weather === 'storm' || spec.weather === 'rain';
  const coast = spec.subjects.some(({ kind }) => kind === 'lighthouse' || kind === 'castle' || kind === 'cabin');
  const above = skyLayers(stage, light, spec, horizon);
  if (!coast || !heavy) above.push(stillLayer(0.18, farCoast(stage, light, horizon, calm ? 0.55 : 0.4)));
  const layers: Layer[] = [...above];
  if (calm) {
    const colour = mix(seaColoursOf(light, 0).far, light.skyMiddle, 0.35);
    const bottom = height + stage.marginY;
    layers.push(
      mirroringWater(stage, light, above, { shore: horizon, bottom, colour, roughness: 0.1, depth: 0.3, glitter: 110 }),
    );
    layers.push(fogBanks(stage, light, horizon, 0.31, spec.weather === 'fog' ? 1 : 0.3));
  } else {
    layers.push(...swellLayers(stage, light, swell));
    const shine = heavy ? 0.28 : spec.weather === 'clear' ? 0.95 : 0.5;
    layers.push(...glitterPath(stage, light, swell, shine));
  }
  const water = {
    left: width * (coast ? 0.12 : 0.24),
    right: width * (coast ? 0.5 : 0.76),
    y: bandAt(stage, swell, calm ? 5.6 : 5.2).y,
    depth: calm ? 0.5 : bandAt(stage, swell, 5).depth + 0.01,
    personHeight: 27 * unit,
  };
  const cliffDepth = bandAt(stage, swell, 5).depth - 0.015;
  const cliff = coast ? cliffOf(stage, light, bandAt(stage, swell, 5).y + 4 * unit) : undefined;
  if (cliff) {
    layers.push(stillLayer(cliffDepth, paintCliff(stage, light, cliff)));
    layers.push(surf(stage, seaColoursOf(light, roughness).foam, cliff, Math.max(0.25, roughness), cliffDepth + 0.02));
  }
  if (spec.weather === 'fog') layers.push(fogBanks(stage, light, height * 0.74, 0.62, 0.6));
  if (!heavy && light.night < 0.8 && !spec.subjects.some(({ kind }) => kind === 'bird'))
    layers.push(gullLayer(stage, light, 5, 0.2));
  if (heavy) layers.push(drivingRain(stage, light, spec.weather === 'storm' ? 1 : 0.75, 1.02));
  const ground = cliff && {
    left: Math.min(cliff.brow, cliff.brow + cliff.side * 0.2 * width) + (cliff.side > 0 ? 30 * unit : 0),
    right: Math.max(cliff.brow, cliff.brow + cliff.side * 0.2 * width) - (cliff.side < 0 ? 30 * unit : 0),
    y: cliff.top + 8 * unit,
    depth: cliffDepth,
    personHeight: 20.5 * unit,
  };
  return {
    layers: layers.toSorted((a, b) => a.depth - b.depth),
    weathers: ['rain', 'storm', 'fog'],
    water,
    air: { left: width * 0.15, right: width * 0.85, y: height * 0.28, depth: 0.34, personHeight: 30 * unit },
    ...(ground ? { ground } : {}),
  };
}

function skyLayers(stage: Stage, light: Light, spec: SceneSpec, horizon: number): Layer[] {
  const { height, unit } = stage;
  const heavy = spec.weather === 'storm' || spec.weather === 'rain';
  const sky = paintSheet(stage, { bottom: horizon + 30 * unit }, (context) => {
    paintSky(context, stage, light, horizon);
    if (!heavy && spec.weather !== 'snow') paintSunDisc(context, stage, light, (light.night > 0.8 ? 26 : 34) * unit);
  });
  const layers: Layer[] = [stillLayer(0, sky)];
  if (light.night > 0.5 && !heavy) layers.push(starryLayer(stage, horizon, light.night * 0.9));
  const cover = coverOf[spec.weather];
  const top = -stage.marginY;
  if (spec.weather === 'fog')
    return [
      ...layers,
      fogBanks(stage, light, height * 0.3, 0.05, 0.5),
      fogBanks(stage, light, horizon - 30 * unit, 0.19, 1),
    ];
  layers.push(
    driftingClouds(stage, light, { cover, top, bottom: height * 0.42, size: 330, flat: 2.3, seed: 4 }, 0.05, 5),
  );
  if (heavy) layers.push(lightning(stage, horizon, [0.3, 0.52, 0.2], 0.06));
  const low = { cover: cover * 0.92, top: height * 0.2, bottom: horizon - 6 * unit, size: 240, flat: 4.6, seed: 9 };
  layers.push(driftingClouds(stage, light, low, 0.1, heavy ? 12 : 4));
  return layers;
}

/** Headlands far away in the haze. */
function farCoast(stage: Stage, light: Light, horizon: number, strength: number): Sheet {
  const { width, height, unit, noise } = stage;
  const side = light.sunX < 0.5 ? 1 : -1;
  return paintSheet(stage, { top: horizon - height * 0.2, bottom: horizon + 4 * unit }, (context) => {
    for (const [index, tone] of [0.78, 0.6].entries()) {
      const land = lit(rgb('#3d6480'), light.sun);
      const fill = context.createLinearGradient(0, horizon - height * 0.15, 0, horizon);
      fill.addColorStop(0, css(mix(land, light.haze, tone)));
      fill.addColorStop(1, css(mix(land, mix(light.haze, light.skyLow, 0.5), Math.min(1, tone + 0.2))));
      context.fillStyle = fill;
      context.globalAlpha = 0.5 + strength;
      context.beginPath();
      context.moveTo(-stage.marginX, horizon + 4 * unit);
      for (let x = -stage.marginX; x <= width + stage.marginX; x += 3 * unit) {
        const u = side > 0 ? x / width : 1 - x / width;
        const reach = index === 0 ? 0.62 : 0.86;
        const rise = Math.max(0, (u - reach) / (1.1 - reach)) ** 0.8;
        const bumps = 0.6 + 0.7 * noise.ridged(x / (190 * unit), index * 7 + 2, 4);
        context.lineTo(x, horizon + 2 * unit - rise * bumps * height * (index === 0 ? 0.12 : 0.17));
      }
      context.lineTo(width + stage.marginX, horizon + 4 * unit);
      context.fill();
    }
    context.globalAlpha = 1;
  });
}

function cliffOf(stage: Stage, light: Light, foot: number): Cliff {
  const { width, height } = stage;
  const side = light.sunX < 0.5 ? 1 : -1;
  const at = (share: number): number => (side > 0 ? width * share : width * (1 - share));
  return { side, top: height * 0.47, foot, nose: at(0.55), brow: at(0.63) };
}
