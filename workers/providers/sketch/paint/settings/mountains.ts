import { mix, rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import { driftingClouds, paintSky, paintSunDisc, starryLayer } from '../elements/sky.ts';
import { mirroringWater } from '../elements/water.ts';
import { paintSheet, stillLayer, type Layer, type Stage } from '../scene.ts';
import type { PaintedSetting, PaintSetting } from '../setting.ts';
import { paintRange, summitsAround } from './mountains-range.ts';
import { paintBanks, paintFarShore, paintShallows } from './mountains-shore.ts';

/** A snow-covered range over a clear lake; in the green seasons the snow keeps to the heights. */
export const paintMountains: PaintSetting = (stage, light, spec) =>
  paintLakeland(stage, light, spec.season === undefined || spec.season === 'winter' ? 1 : 0.5, 0.47);

/** A calm lake among mountains: green and bare rock, or snow where the season or the weather brings it. */
export const paintLake: PaintSetting = (stage, light, spec) =>
  paintLakeland(stage, light, spec.season === 'winter' || spec.weather === 'snow' ? 1 : 0.25, 0.34);

/** `snow` from 0 to 1; `rise` is the height of the greatest summit as a share of the frame. */
function paintLakeland(stage: Stage, light: Light, snow: number, rise: number): PaintedSetting {
  const { width, height, unit } = stage;
  const majestic = rise > 0.4;
  const shore = height * (majestic ? 0.6 : 0.52);
  const tallest = Math.min(height * rise, width * rise * 1.3);
  const summitX = width * (light.sunX < 0.5 ? 0.62 : 0.38);
  const summitY = shore - tallest;
  const sky = paintSheet(stage, { bottom: shore + 20 }, (context) => {
    paintSky(context, stage, light, shore);
    paintSunDisc(context, stage, light, unit * 20);
  });
  const layers: Layer[] = [stillLayer(0, sky)];
  if (light.night > 0.4) layers.push(starryLayer(stage, shore, light.night));
  const high = { cover: 0.4, top: -stage.marginY, bottom: shore - tallest * 0.3, size: 300, flat: 1.7, seed: 3 };
  layers.push(driftingClouds(stage, light, high, 0.06, 3));
  const far = { shore, tallest, haze: 0.55, snow, seed: 2, steps: 84 };
  const farSummits = summitsAround(stage, width * (light.sunX < 0.5 ? 0.3 : 0.7), tallest * 0.8, 'far');
  layers.push(stillLayer(0.12, paintRange(stage, light, { ...far, summits: farSummits })));
  const behind = {
    cover: 0.4,
    top: summitY - tallest * 0.1,
    bottom: shore - tallest * 0.2,
    size: 210,
    flat: 1.5,
    seed: 8,
  };
  layers.push(driftingClouds(stage, light, behind, 0.16, 5));
  const summits = summitsAround(stage, summitX, tallest, 'main');
  const near = { shore, tallest, haze: 0.06, snow, seed: 5, steps: 215 };
  layers.push(stillLayer(0.22, paintRange(stage, light, { ...near, summits })));
  const collar = {
    cover: 0.3,
    top: summitY - tallest * 0.3,
    bottom: shore - tallest * 0.15,
    size: 190,
    flat: 1.6,
    seed: 12,
    lean: cloudsBeside(summitX, summitY + tallest * 0.3, tallest),
  };
  if (majestic) layers.push(driftingClouds(stage, light, collar, 0.25, 3.5));
  layers.push(stillLayer(0.3, paintFarShore(stage, light, shore, snow)));
  const water = mirroringWater(stage, light, [...layers], {
    shore: shore + 2,
    bottom: height + stage.marginY,
    colour: mix(rgb('#1d5f8a'), light.shadow, 0.25),
    roughness: 0.06,
    depth: 0.42,
    glitter: 50,
  });
  layers.push(water, paintShallows(stage, light, shore), ...paintBanks(stage, light, snow));
  return {
    layers,
    ground: {
      left: width * 0.02,
      right: width * 0.13,
      y: height * 0.955,
      depth: 1,
      personHeight: Math.min(height * 0.11, width * 0.13),
    },
    water: { left: width * 0.3, right: width * 0.75, y: height * 0.75, depth: 0.5, personHeight: height * 0.036 },
    air: { left: width * 0.1, right: width * 0.9, y: height * 0.25, depth: 0.35, personHeight: height * 0.05 },
  };
}

/** Gathers clouds at both flanks of a summit and keeps its top free. */
function cloudsBeside(x: number, y: number, tallest: number): (x: number, y: number) => number {
  return (atX, atY) => {
    const across = Math.abs(atX - x) / tallest;
    const flank = Math.exp(-(((across - 0.6) / 0.4) ** 2));
    const level = Math.exp(-(((atY - y + (across - 0.5) * tallest * 0.12) / (tallest * 0.2)) ** 2));
    return flank * level * 1.25 - 0.45;
  };
}
