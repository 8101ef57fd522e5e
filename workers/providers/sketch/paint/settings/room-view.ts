import { css, lit, mix, rgb, type Rgb } from '../../kit/colour.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { paintClump, paintFir, paintLeafy } from '../elements/forest-trees.ts';
import { driftingClouds, paintGlow, paintSky, paintSunDisc, starryLayer } from '../elements/sky.ts';
import { effectLayers } from '../elements/sky-effects.ts';
import { weatherLayers } from '../elements/weather.ts';
import type { Light } from '../light.ts';
import { paintSheet, stillLayer, type Context, type Layer, type Stage } from '../scene.ts';
import { leafyIn, pickLeaves } from './forest-leaves.ts';
import { firIn } from './forest-winter.ts';

/** Columns and rows of the opening of a window, in pixels of the stage. */
export interface Opening {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The land, sky and weather that a window shows. Paints a little beyond the opening, for the camera. */
export function viewLayers(stage: Stage, light: Light, spec: SceneSpec, opening: Opening): Layer[] {
  const { unit, height } = stage;
  const horizon = opening.bottom - height * 0.2;
  const [left, right] = [opening.left - stage.marginX, opening.right + stage.marginX];
  const sky = paintSheet(stage, { left, right, bottom: horizon + 40 * unit }, (context) => {
    paintSky(context, stage, light, horizon);
    if (spec.weather === 'clear' || spec.weather === 'cloudy') paintSunDisc(context, stage, light, 24 * unit);
  });
  const wet = spec.weather === 'rain' || spec.weather === 'storm';
  const clouds = { top: -height * 0.05, bottom: horizon - 10 * unit, size: 230, flat: 1.6, seed: 4 };
  const land = paintSheet(
    stage,
    { left, right, top: horizon - height * 0.22, bottom: opening.bottom + 30 * unit },
    (c) => paintLand(c, stage, light, spec, horizon, opening),
  );
  return [
    stillLayer(0, sky),
    ...(light.night > 0.5 && !wet ? [starryLayer(stage, horizon, light.night)] : []),
    driftingClouds(stage, light, { ...clouds, cover: spec.weather === 'clear' ? 0.38 : wet ? 0.85 : 0.66 }, 0.05, 7),
    ...effectLayers(stage, light, spec).map((layer) => ({ ...layer, depth: 0.1 })),
    stillLayer(0.2, land),
    ...weatherLayers(stage, light, spec).map((layer) => ({ ...layer, depth: 0.3 })),
  ];
}

function paintLand(
  context: Context,
  stage: Stage,
  light: Light,
  spec: SceneSpec,
  horizon: number,
  opening: Opening,
): void {
  const { unit, height, width, marginX, noise } = stage;
  const winter = spec.season === 'winter' || spec.weather === 'snow';
  const random = stage.random.fork('room-land');
  const far = mix(light.haze, light.skyLow, 0.25);
  const greens: readonly Rgb[] = winter ? [rgb('#eaf1fa'), rgb('#9fb4d4')] : [rgb('#8fc24c'), rgb('#2f6f3c')];
  for (const [index, haze] of [0.86, 0.68, 0.42, 0.14].entries()) {
    const rise = [0.1, 0.04, -0.025, -0.1][index] ?? 0;
    const swing = [0.11, 0.05, 0.04, 0.03][index] ?? 0;
    const reach = (index === 0 ? 130 : 260 + index * 60) * unit;
    const crest = (x: number): number =>
      horizon - height * (rise + swing * noise.cloudy(x / reach + index * 7.1, index * 3.3, index === 0 ? 4 : 2));
    const bright = mix(lit(index === 0 ? rgb('#8a9cc0') : (greens[0] ?? far), light.sun), far, haze);
    const dark = mix(lit(index === 0 ? rgb('#5f74a0') : (greens[1] ?? far), light.sun), far, haze);
    if (index > 1) paintTrees(context, stage, light, spec, crest, index, haze);
    const fill = context.createLinearGradient(0, horizon - height * (rise + swing), 0, horizon + height * 0.1 * index);
    fill.addColorStop(0, css(bright));
    fill.addColorStop(1, css(mix(dark, far, index === 0 ? 0.3 : 0)));
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(-marginX, height);
    for (let x = -marginX; x <= width + marginX + 8 * unit; x += 5 * unit) context.lineTo(x, crest(x));
    context.lineTo(width + marginX, height);
    context.fill();
    if (index === 2) paintCottage(context, light, width * 0.365, crest(width * 0.365) + 5 * unit, 15 * unit, winter);
  }
  for (let x = opening.left - marginX; x < opening.right + marginX; x += 30 * unit) {
    const look = leafyIn(light, pickLeaves(spec.season, random), 0.04);
    if (!winter)
      paintClump(context, x, opening.bottom + 8 * unit, 30 * unit * random.between(0.7, 1.2), look, 7, random);
  }
}

function paintTrees(
  context: Context,
  stage: Stage,
  light: Light,
  spec: SceneSpec,
  crest: (x: number) => number,
  index: number,
  haze: number,
): void {
  const { unit, width, marginX } = stage;
  const random = stage.random.fork(`room-trees${index}`);
  const winter = spec.season === 'winter' || spec.weather === 'snow';
  for (let tree = 0; tree < 16; tree++) {
    const x = random.between(-marginX, width + marginX);
    const high = (index === 2 ? 38 : 92) * unit * random.between(0.7, 1.2);
    // The middle stays open for who sits on the sill.
    if (index === 3 && Math.abs(x / width - 0.5) < 0.2) continue;
    const foot = crest(x) + 5 * unit;
    if (winter || tree % 4 === 0) paintFir(context, x, foot, high * 1.1, firIn(light, haze, winter), random);
    else paintLeafy(context, x, foot, high, leafyIn(light, pickLeaves(spec.season, random), haze), random);
  }
}

/** A house far away; its window shines when it is dark. */
function paintCottage(context: Context, light: Light, x: number, foot: number, size: number, snowy: boolean): void {
  context.fillStyle = css(mix(lit(rgb('#f0e2cc'), light.sun), light.haze, 0.3));
  context.fillRect(x - size * 0.8, foot - size * 0.9, size * 1.6, size * 0.9);
  context.fillStyle = css(mix(lit(rgb(snowy ? '#f4f8ff' : '#b0503c'), light.sun), light.haze, 0.3));
  context.beginPath();
  context.moveTo(x - size, foot - size * 0.85);
  context.lineTo(x - size * 0.6, foot - size * 1.6);
  context.lineTo(x + size * 0.6, foot - size * 1.6);
  context.lineTo(x + size, foot - size * 0.85);
  context.fill();
  context.fillStyle = css(mix(rgb('#5a5f70'), rgb('#ffd890'), light.night));
  for (const dx of [-0.5, 0.2]) context.fillRect(x + dx * size, foot - size * 0.65, size * 0.3, size * 0.35);
  if (light.night > 0.2) paintGlow(context, x, foot - size * 0.5, size * 3, rgb('#ffc878'), 0.4 * light.night);
}
