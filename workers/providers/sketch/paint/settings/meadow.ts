import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { lerp } from '../../kit/math.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { paintClump, paintFir, paintLeafy } from '../elements/forest-trees.ts';
import { driftingClouds, paintSky, paintSunDisc, starryLayer } from '../elements/sky.ts';
import type { Light, Weather } from '../light.ts';
import { paintSheet, stillLayer, type Context, type Layer, type Sheet, type Stage } from '../scene.ts';
import type { PaintSetting } from '../setting.ts';
import { leafyIn, pickLeaves } from './forest-leaves.ts';
import { firIn } from './forest-winter.ts';
import { fallingLeaves } from './forest-air.ts';
import { meadowFlowers } from './meadow-flowers.ts';

/** How much of the sky's own colour the weather takes away. */
const veilOf: Readonly<Record<Weather, number>> = { clear: 0, cloudy: 0.2, rain: 0.7, storm: 0.8, snow: 0.5, fog: 0.6 };

/** Rolling green hills with groves, hedges and a slope of flowers before the viewer. */
export const paintMeadow: PaintSetting = (stage, light, spec) => {
  const { width, height, unit } = stage;
  const horizon = height * 0.64;
  const sky = paintSheet(stage, { bottom: horizon + 10 * unit }, (context) => {
    paintSky(context, stage, light, horizon);
    context.fillStyle = css(mix(light.haze, light.cloudDark, 0.4), veilOf[spec.weather]);
    context.fillRect(-stage.marginX, -stage.marginY, width + 2 * stage.marginX, height);
    if (spec.weather === 'clear' || spec.weather === 'cloudy') paintSunDisc(context, stage, light, 26 * unit);
  });
  const layers: Layer[] = [stillLayer(0, sky)];
  if (light.night > 0.5) layers.push(starryLayer(stage, horizon, light.night * 0.9));
  const cover = spec.weather === 'clear' ? 0.4 : spec.weather === 'rain' || spec.weather === 'storm' ? 0.9 : 0.72;
  layers.push(
    driftingClouds(
      stage,
      light,
      { cover, top: height * 0.02, bottom: height * 0.56, size: 250, flat: 1.65, seed: 6 },
      0.06,
      6,
    ),
    stillLayer(0.2, hills(stage, light, spec, horizon, [0, 1, 2])),
    stillLayer(0.42, hills(stage, light, spec, horizon, [3, 4])),
    stillLayer(0.8, hills(stage, light, spec, horizon, [5])),
    ...meadowFlowers(stage, light, spec, (x) => crestOf(stage, horizon, 5, x)),
    fallingLeaves(stage, light, spec, 0.92),
  );
  return {
    layers,
    ground: { left: width * 0.26, right: width * 0.78, y: height * 0.83, depth: 0.81, personHeight: 62 * unit },
    air: { left: width * 0.26, right: width * 0.74, y: height * 0.36, depth: 0.5, personHeight: 50 * unit },
  };
};

/** How far each hill has faded, and where its middle stands above the horizon as a share of the height. */
const steps: readonly (readonly [haze: number, rise: number, swing: number, reach: number])[] = [
  [0.76, 0.085, 0.075, 460],
  [0.6, 0.045, 0.06, 400],
  [0.42, 0.0, 0.055, 360],
  [0.25, -0.055, 0.06, 400],
  [0.1, -0.1, 0.06, 520],
  [0, -0.17, 0.05, 620],
];

/** The row of the crest of a hill at a column. */
function crestOf(stage: Stage, horizon: number, index: number, x: number): number {
  const [, rise, swing, reach] = steps[index] ?? [0, 0, 0, 1];
  const wave = stage.noise.at(x / (reach * stage.unit) + index * 5.3, index * 3.1 + 0.4);
  const fine = stage.noise.at(x / (reach * 0.4 * stage.unit) + index, 7.7) * 0.16;
  return horizon - stage.height * (rise + swing * (wave + fine));
}

function hills(stage: Stage, light: Light, spec: SceneSpec, horizon: number, which: readonly number[]): Sheet {
  const { width, height, unit, marginX } = stage;
  const random = stage.random.fork(`hills${which[0] ?? 0}`);
  const top = horizon - height * 0.27;
  const last = which.at(-1) ?? 0;
  const bottom = last < 5 ? horizon + height * (0.1 + last * 0.035) : height + stage.marginY;
  return paintSheet(stage, { top, bottom }, (context) => {
    for (const index of which) {
      const haze = steps[index]?.[0] ?? 0;
      const { bright, dark } = greensOf(light, spec, haze, index);
      const crest = (x: number): number => crestOf(stage, horizon, index, x);
      if (index > 0 && index < 5) paintGrove(context, stage, light, spec, crest, index, haze);
      const fill = context.createLinearGradient(
        0,
        horizon - height * ((steps[index]?.[1] ?? 0) + 0.06),
        0,
        horizon + height * (0.05 + index * 0.06),
      );
      fill.addColorStop(0, css(bright));
      fill.addColorStop(0.4, css(mix(bright, dark, 0.45)));
      fill.addColorStop(1, css(dark));
      context.save();
      context.fillStyle = fill;
      context.beginPath();
      context.moveTo(-marginX, bottom);
      for (let x = -marginX; x <= width + marginX + 8; x += 5 * unit) context.lineTo(x, crest(x));
      context.lineTo(width + marginX, bottom);
      context.fill();
      context.clip();
      paintFields(context, stage, crest, bright, dark, index);
      context.restore();
      if ((index === 2 || index === 3) && spec.season !== 'winter' && spec.weather !== 'snow')
        paintHedge(context, stage, light, spec, crest, index, haze, random.between(0, 9));
    }
  });
}

function greensOf(light: Light, spec: SceneSpec, haze: number, index: number): { bright: Rgb; dark: Rgb } {
  const autumn = spec.season === 'autumn';
  const winter = spec.season === 'winter' || spec.weather === 'snow';
  const tops = winter ? ['#f2f6fc', '#e8f0fa'] : autumn ? ['#d8b44c', '#c9a046'] : ['#a6d84a', '#8ccc48'];
  const lows = winter ? ['#b4c8e4', '#a8bee0'] : autumn ? ['#8a6c2c', '#7c642e'] : ['#3f8f3c', '#2f7f42'];
  const day = mix(light.sun, [255, 255, 255], 0.15 * (1 - light.night));
  const far = mix(light.haze, light.skyLow, 0.25);
  return {
    bright: mix(lit(rgb(tops[index % 2] ?? '#a6d84a'), day), far, haze),
    dark: mix(mix(lit(rgb(lows[index % 2] ?? '#3f8f3c'), day), light.shadow, 0.12), far, haze),
  };
}

/** Light and shade that roll over a hill: long strokes that follow its back. */
function paintFields(
  context: Context,
  stage: Stage,
  crest: (x: number) => number,
  bright: Rgb,
  dark: Rgb,
  index: number,
): void {
  const { width, height, unit, marginX, noise } = stage;
  const random = stage.random.fork(`fields${index}`);
  for (let stroke = 0; stroke < 26 + index * 8; stroke++) {
    const x = random.between(-marginX, width + marginX);
    const below = random.next() ** 1.4 * height * (0.08 + index * 0.035);
    const wide = (50 + index * 36) * unit * random.between(0.5, 1.6);
    const thick = (2 + index * 1.6 + (below / height) * 50) * unit;
    context.fillStyle = css(random.chance(0.5) ? shade(bright, 0.12) : dark, random.between(0.08, 0.24));
    context.beginPath();
    for (let step = 0; step <= 12; step++) {
      const at = x + (step / 12 - 0.5) * wide * 2;
      context.lineTo(at, crest(at) + below - thick * Math.sin((step / 12) * Math.PI));
    }
    for (let step = 12; step >= 0; step--) {
      const at = x + (step / 12 - 0.5) * wide * 2;
      context.lineTo(at, crest(at) + below + thick * 0.5 * Math.sin((step / 12) * Math.PI));
    }
    context.fill();
  }
  if (index < 4) return;
  const blades = index === 4 ? 900 : 1_700;
  for (let blade = 0; blade < blades; blade++) {
    const x = random.between(-marginX, width + marginX);
    const share = random.next();
    const y = crest(x) + share * height * 0.34;
    const high = (index === 4 ? 3 + share * 5 : 6 + share * 17) * unit * random.between(0.6, 1.3);
    context.strokeStyle = css(mix(bright, dark, random.next() * 1.1 - 0.1), 0.7);
    context.lineWidth = (0.7 + share * 1.2) * unit;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + (noise.at(x / (90 * unit), y / (60 * unit)) + 0.25) * high * 0.8, y - high);
    context.stroke();
  }
}

function paintGrove(
  context: Context,
  stage: Stage,
  light: Light,
  spec: SceneSpec,
  crest: (x: number) => number,
  index: number,
  haze: number,
): void {
  const { width, unit, marginX } = stage;
  const random = stage.random.fork(`grove${index}`);
  const winter = spec.season === 'winter' || spec.weather === 'snow';
  const groves = Array.from({ length: 3 }, () => random.between(-marginX, width + marginX));
  for (const middle of groves) {
    // The middle stays open for what stands or flies there.
    if (index > 2 && Math.abs(middle / width - 0.5) < 0.2) continue;
    const trees = random.whole(3, 6);
    for (let tree = 0; tree < trees; tree++) {
      const x = middle + (tree - trees / 2) * lerp(11, 26, index / 4) * unit * random.between(0.7, 1.3);
      const high = (20 + index * 17) * unit * random.between(0.75, 1.25);
      if (winter) paintFir(context, x, crest(x) + 4 * unit, high * 1.2, firIn(light, haze, true), random);
      else
        paintLeafy(
          context,
          x,
          crest(x) + 4 * unit,
          high,
          leafyIn(light, pickLeaves(spec.season, random), haze),
          random,
        );
    }
  }
}

/** A hedge that runs down a hill. */
function paintHedge(
  context: Context,
  stage: Stage,
  light: Light,
  spec: SceneSpec,
  crest: (x: number) => number,
  index: number,
  haze: number,
  seed: number,
): void {
  const { width, height, unit } = stage;
  const random = stage.random.fork(`hedge${index}`);
  const start = width * (index === 2 ? 0.62 : 0.2);
  for (let step = 0; step < 30; step++) {
    const share = step / 30;
    const x = start + (index === 2 ? 1 : -1) * share * width * 0.3 + Math.sin(share * 4 + seed) * 12 * unit;
    const size = (3 + index * 1.6) * unit * random.between(0.7, 1.3);
    const look = leafyIn(light, pickLeaves(spec.season, random), haze);
    paintClump(context, x, crest(x) + share * height * 0.07, size, look, 5, random);
  }
}
