import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { lerp, smoothstep } from '../../kit/math.ts';
import { paintFir, type FirLook } from '../elements/forest-trees.ts';
import { driftingClouds, paintGlow, paintSky, paintSunDisc, starryLayer } from '../elements/sky.ts';
import { trimSheet } from '../elements/trim.ts';
import type { Light } from '../light.ts';
import { paintSheet, stillLayer, type Context, type Layer, type Sheet, type Stage } from '../scene.ts';
import type { PaintSetting } from '../setting.ts';

/** A clearing in a forest of firs under deep snow. */
export const paintWinterForest: PaintSetting = (stage, light, spec) => {
  const { width, height, unit } = stage;
  const horizon = height * 0.62;
  // Under northern lights the stars need not twinkle too: that saves their layer.
  const shining = spec.effects.includes('aurora') && light.night > 0.5;
  const sky = paintSheet(stage, { bottom: horizon + 30 * unit }, (context) => {
    paintSky(context, stage, light, horizon);
    if (shining) starryLayer(stage, horizon, light.night * 0.9).draw(context, { timeS: 0.5 });
    else paintSunDisc(context, stage, light, 24 * unit);
  });
  const layers: Layer[] = [stillLayer(0, sky)];
  if (light.night > 0.5 && !shining) layers.push(starryLayer(stage, horizon, light.night * 0.9));
  if (light.night <= 0.5) {
    const clouds = { cover: 0.4, top: -stage.marginY, bottom: height * 0.5, size: 300, flat: 1.7, seed: 4 };
    layers.push(driftingClouds(stage, light, clouds, 0.06, 4));
  }
  layers.push(
    stillLayer(0.16, farWoods(stage, light, horizon)),
    stillLayer(0.4, clearing(stage, light, horizon)),
    stillLayer(0.82, nearFirs(stage, light, -1)),
    stillLayer(0.86, nearFirs(stage, light, 1)),
    stillLayer(1, bank(stage, light)),
  );
  return {
    layers,
    ground: { left: width * 0.32, right: width * 0.72, y: height * 0.79, depth: 0.5, personHeight: 50 * unit },
    air: { left: width * 0.2, right: width * 0.8, y: height * 0.3, depth: 0.3, personHeight: 32 * unit },
  };
};

interface Snow {
  readonly bright: Rgb;
  readonly middle: Rgb;
  readonly shaded: Rgb;
}

function snowIn(light: Light): Snow {
  const day = mix(light.sun, [255, 255, 255], 0.4 * (1 - light.night) + 0.12);
  return {
    bright: lit(rgb('#fbfdff'), day),
    middle: mix(lit(rgb('#dfeafa'), day), lit(rgb('#c8d8f4'), light.shadow), 0.35),
    shaded: mix(lit(rgb('#b4c8ee'), mix(light.shadow, [255, 255, 255], 0.2)), light.haze, 0.15),
  };
}

/** The firs of a scene, faded by so much haze. */
export function firIn(light: Light, haze: number, snowy: boolean): FirLook {
  const snow = snowIn(light);
  const dark = mix(lit(rgb('#1c3b46'), mix(light.sun, light.shadow, 0.5)), light.haze, haze);
  const fir = { dark, bright: mix(mix(lit(rgb('#4c7a74'), light.sun), dark, 0.3), light.haze, haze) };
  const side = light.sunX < 0.5 ? -1 : 1;
  if (!snowy) return { ...fir, side };
  return {
    ...fir,
    side,
    snow: { bright: mix(snow.bright, light.haze, haze), shaded: mix(snow.shaded, light.haze, haze) },
  };
}

/** Wooded hills that fade into the distance. */
function farWoods(stage: Stage, light: Light, horizon: number): Sheet {
  const { width, height, unit, marginX, noise } = stage;
  const random = stage.random.fork('far-woods');
  const snow = snowIn(light);
  return paintSheet(stage, { top: height * 0.24, bottom: horizon + 34 * unit }, (context) => {
    for (const [index, haze] of [0.78, 0.6, 0.4].entries()) {
      const rise = (x: number): number => {
        const hill = noise.cloudy(x / (330 * unit), index * 4.7 + 1.3, 3);
        const side = smoothstep(0.15, 0.62, Math.abs(x / width - 0.5));
        return horizon - height * (0.17 - index * 0.055 + hill * 0.1 + side * (0.03 + index * 0.022)) + 6 * unit;
      };
      context.fillStyle = css(mix(mix(snow.middle, light.shadow, 0.3), light.haze, haze * 0.9));
      context.beginPath();
      context.moveTo(-marginX, horizon + 34 * unit);
      for (let x = -marginX; x <= width + marginX + 6; x += 5 * unit) context.lineTo(x, rise(x));
      context.lineTo(width + marginX, horizon + 34 * unit);
      context.fill();
      const look = firIn(light, haze, true);
      const step = (5.5 + index * 2) * unit;
      for (let row = 0; row < 3; row++) {
        for (let x = -marginX; x <= width + marginX; x += step) {
          const at = x + random.between(-0.5, 0.5) * step;
          const high = (13 + index * 11) * unit * random.between(0.55, 1.25);
          if (noise.at(at / (60 * unit), index * 3 + row * 2.2) < -0.2) continue;
          paintFir(context, at, rise(at) + (4 + row * 10) * unit, high, look, random);
        }
      }
    }
  });
}

/** The snow of the clearing with its blue hollows, and the firs around it. */
function clearing(stage: Stage, light: Light, horizon: number): Sheet {
  const { width, height, unit, marginX } = stage;
  const random = stage.random.fork('clearing');
  const snow = snowIn(light);
  return trimSheet(
    paintSheet(stage, { top: height * 0.2 }, (context) => {
      const look = firIn(light, 0.16, true);
      const firs = Array.from({ length: 46 }, () => {
        const side = random.chance(0.5) ? -1 : 1;
        const near = random.next();
        const out = lerp(random.between(0.03, 0.5), random.between(0.3, 0.58), smoothstep(0, 0.4, near));
        return { x: width * (0.5 + side * out), near };
      }).toSorted((a, b) => a.near - b.near);
      const edge = (x: number): number => horizon + 6 * unit + stage.noise.cloudy(x / (260 * unit), 8.8, 3) * 12 * unit;
      for (const { x, near } of firs.filter((fir) => fir.near < 0.35)) {
        paintFir(context, x, edge(x) + 8 * unit, (58 + near * 90) * unit * random.between(0.75, 1.2), look, random);
      }
      const ground = context.createLinearGradient(0, horizon, 0, height);
      ground.addColorStop(0, css(mix(snow.middle, light.haze, 0.35)));
      ground.addColorStop(0.25, css(snow.middle));
      ground.addColorStop(0.6, css(snow.bright));
      ground.addColorStop(1, css(mix(snow.middle, snow.shaded, 0.4)));
      context.fillStyle = ground;
      context.beginPath();
      context.moveTo(-marginX, height + stage.marginY);
      for (let x = -marginX; x <= width + marginX + 8; x += 8 * unit) context.lineTo(x, edge(x));
      context.lineTo(width + marginX, height + stage.marginY);
      context.fill();
      paintDrifts(context, stage, snow, horizon);
      for (const { x, near } of firs.filter((fir) => fir.near >= 0.35)) {
        const foot = horizon + (14 + (near - 0.35) * 150) * unit;
        const high = (96 + near * 130) * unit * random.between(0.8, 1.2);
        paintFoot(context, x, foot, high, snow);
        paintFir(context, x, foot, high, look, random);
      }
    }),
  );
}

/** Soft waves of snow: a shaded hollow under each lit brow. */
function paintDrifts(context: Context, stage: Stage, snow: Snow, horizon: number): void {
  const { width, height, unit, marginX } = stage;
  const random = stage.random.fork('drifts');
  for (let index = 0; index < 26; index++) {
    const near = (index + random.next()) / 26;
    const y = horizon + (22 + near * 250) * unit * (height / (576 * unit));
    const x = random.between(-marginX, width + marginX);
    const wide = (80 + near * 260) * unit * random.between(0.6, 1.3);
    const high = (6 + near * 26) * unit;
    const hollow = context.createLinearGradient(0, y - high * 0.2, 0, y + high);
    hollow.addColorStop(0, css(snow.shaded, 0.55));
    hollow.addColorStop(1, css(snow.shaded, 0));
    context.fillStyle = hollow;
    context.beginPath();
    context.moveTo(x - wide, y);
    context.bezierCurveTo(x - wide * 0.4, y - high * 0.9, x + wide * 0.3, y + high * 0.5, x + wide, y);
    context.bezierCurveTo(x + wide * 0.4, y + high * 1.5, x - wide * 0.5, y + high * 1.3, x - wide, y);
    context.fill();
    context.strokeStyle = css(snow.bright, 0.5);
    context.lineWidth = (0.8 + near * 1.6) * unit;
    context.beginPath();
    context.moveTo(x - wide * 0.8, y - high * 0.22);
    context.bezierCurveTo(x - wide * 0.35, y - high * 0.62, x + wide * 0.2, y + high * 0.1, x + wide * 0.7, y);
    context.stroke();
  }
}

/** The shadow and the hollow that a fir has in the snow. */
function paintFoot(context: Context, x: number, foot: number, high: number, snow: Snow): void {
  context.fillStyle = css(shade(snow.shaded, -0.12), 0.5);
  context.beginPath();
  context.ellipse(x, foot, high * 0.3, high * 0.035, 0, 0, Math.PI * 2);
  context.fill();
}

/** Great firs that frame the picture on one side. */
function nearFirs(stage: Stage, light: Light, side: -1 | 1): Sheet {
  const { width, height, unit, marginX } = stage;
  const random = stage.random.fork(`near-firs${side}`);
  const look = firIn(light, 0.02, true);
  const deep = { ...look, dark: shade(look.dark, -0.25) };
  const reach = Math.min(width * 0.3, 300 * unit);
  const edge = side < 0 ? 0 : width;
  return trimSheet(
    paintSheet(stage, {}, (context) => {
      for (const [out, tall, foot] of [
        [0.16, 0.72, 0.9],
        [0.62, 0.56, 0.88],
        [-0.12, 1.08, 0.99],
        [0.34, 0.46, 0.97],
      ] as const) {
        const x = edge - side * (reach * out * random.between(0.85, 1.1) - marginX * 0.2);
        paintFir(
          context,
          x,
          height * foot,
          Math.min(height * tall, reach * (1.1 + tall * 1.25)) * random.between(0.92, 1.06),
          deep,
          random,
        );
      }
    }),
  );
}

/** The snowbank before the viewer's feet, with a few twigs and a sparkle. */
function bank(stage: Stage, light: Light): Sheet {
  const { width, height, unit, marginX, noise } = stage;
  const random = stage.random.fork('snow-bank');
  const snow = snowIn(light);
  const brow = (x: number): number =>
    height * (0.95 - 0.12 * Math.abs(x / width - 0.5) ** 1.4 * 2) + noise.cloudy(x / (240 * unit), 2.7, 3) * 22 * unit;
  return paintSheet(stage, { top: height * 0.8 }, (context) => {
    const fill = context.createLinearGradient(0, height * 0.84, 0, height * 1.06);
    fill.addColorStop(0, css(mix(snow.bright, snow.middle, 0.2)));
    fill.addColorStop(0.35, css(snow.middle));
    fill.addColorStop(1, css(mix(snow.shaded, light.shadow, 0.35)));
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(-marginX, height + stage.marginY);
    for (let x = -marginX; x <= width + marginX + 8; x += 6 * unit) context.lineTo(x, brow(x));
    context.lineTo(width + marginX, height + stage.marginY);
    context.fill();
    for (let index = 0; index < 60; index++) {
      const x = random.between(-marginX, width + marginX);
      paintGlow(
        context,
        x,
        brow(x) + random.between(4, 60) * unit,
        random.between(1.2, 3.4) * unit,
        [255, 255, 255],
        0.7,
      );
    }
  });
}
