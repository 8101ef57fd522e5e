import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { clamp, lerp, smoothstep } from '../../kit/math.ts';
import type { Light } from '../light.ts';
import { driftingClouds, paintSky, paintSunDisc } from '../elements/sky.ts';
import { paintTerrain, type Ground, type View } from '../elements/terrain.ts';
import { paintConifer } from '../elements/trees.ts';
import { mirroringWater } from '../elements/water.ts';
import { paintSheet, stillLayer, type Layer, type Sheet, type Stage } from '../scene.ts';

interface Peak {
  readonly x: number;
  readonly z: number;
  readonly height: number;
  readonly radius: number;
}

/** A snow-covered range over a lake. */
export function paintMountains(stage: Stage, light: Light): Layer[] {
  const { width, height, unit } = stage;
  const horizon = height * 0.6;
  const view: View = { horizon, eye: 30, focal: width * 0.95 };
  const sky = paintSheet(stage, { bottom: horizon + 20 }, (context) => {
    paintSky(context, stage, light, horizon);
    paintSunDisc(context, stage, light, unit * 20);
  });
  const layers: Layer[] = [stillLayer(0, sky)];
  layers.push(
    driftingClouds(
      stage,
      light,
      { cover: 0.5, top: -stage.marginY, bottom: height * 0.5, size: 330, flat: 2.6, seed: 3 },
      0.06,
      3,
    ),
  );
  layers.push(stillLayer(0.12, range(stage, light, view, 'far')));
  layers.push(
    driftingClouds(
      stage,
      light,
      { cover: 0.42, top: height * 0.12, bottom: height * 0.46, size: 260, flat: 3.2, seed: 8 },
      0.15,
      5,
    ),
  );
  layers.push(stillLayer(0.22, range(stage, light, view, 'main')));
  layers.push(stillLayer(0.3, shoreline(stage, light, horizon)));
  const water = mirroringWater(stage, light, [...layers], {
    shore: horizon + 2,
    bottom: height + stage.marginY,
    colour: mix(rgb('#1d5f8a'), light.shadow, 0.25),
    roughness: 0.12,
    depth: 0.42,
    glitter: 0,
  });
  layers.push(water, ...foreground(stage, light));
  return layers;
}

function range(stage: Stage, light: Light, view: View, which: 'far' | 'main'): Sheet {
  const random = stage.random.fork(`range-${which}`);
  const far = which === 'far';
  const nearest = far ? 15_000 : 6_000;
  const farthest = far ? 26_000 : 13_000;
  const middle = (nearest + farthest) / 2;
  const worldOf = (share: number, z: number): number => ((share - 0.5) * stage.width * z) / view.focal;
  const tall = (share: number, z: number): number => (share * stage.height * z) / view.focal;
  const places: readonly (readonly [number, number, number])[] = far
    ? [
        [-0.02, 0.26, 0.16],
        [0.2, 0.3, 0.14],
        [0.5, 0.33, 0.13],
        [0.7, 0.28, 0.15],
        [0.93, 0.34, 0.16],
      ]
    : [
        [0.08, 0.33, 0.16],
        [0.34, 0.5, 0.2],
        [0.52, 0.28, 0.12],
        [0.74, 0.42, 0.19],
        [1.02, 0.3, 0.18],
      ];
  const peaks: Peak[] = places.map(([x, high, wide]) => {
    const z = middle * random.between(0.85, 1.1);
    return {
      x: worldOf(x + random.between(-0.035, 0.035), z),
      z,
      height: tall(high * random.between(0.92, 1.06), z),
      radius: worldOf(0.5 + wide * random.between(1.1, 1.4), z),
    };
  });
  const { noise } = stage;
  const heightAt = (x: number, z: number): number => {
    const bend = noise.at(x / 2_300, z / 2_300) * 700;
    let rise = 0;
    for (const peak of peaks) {
      const away = Math.hypot(x + bend - peak.x, (z - peak.z) * 0.8) / peak.radius;
      if (away >= 1) continue;
      rise = Math.max(rise, peak.height * (1 - away) ** 1.25);
    }
    const shore = smoothstep(nearest, nearest * 1.25, z) * smoothstep(farthest * 1.08, farthest * 0.92, z);
    const crags = noise.ridged(x / 2_600, z / 2_600, 5);
    return (
      (rise * (0.5 + 0.62 * crags) + 420 * crags * shore + 180 * noise.cloudy(x / 700, z / 700, 3) * shore) *
        lerp(0.1, 1, shore) -
      20
    );
  };
  const tone = snowTone(stage, light, far ? 0.62 : 0.22, farthest);
  return paintTerrain(stage, view, {
    near: nearest,
    far: farthest,
    height: heightAt,
    sun: [light.sunX < 0.5 ? -1 : 1, 0.62, -0.55],
    tone,
    steps: 150,
    bottom: view.horizon + 6,
  });
}

/** Snow in three tones with rock where it is too steep, fading into the haze. */
function snowTone(
  stage: Stage,
  light: Light,
  distanceHaze: number,
  farthest: number,
): (ground: Ground, out: Float32Array) => void {
  const snowLit = lit(rgb('#ffffff'), mix(light.sun, [255, 255, 255], 0.35));
  const snowHalf = mix(lit(rgb('#dfeaf8'), light.sun), lit(rgb('#c8d8f0'), light.shadow), 0.4);
  const snowShade = lit(rgb('#c2d4f4'), mix(light.shadow, [255, 255, 255], 0.25));
  const rockLit = lit(rgb('#8d8796'), light.sun);
  const rockShade = lit(rgb('#6d7290'), mix(light.shadow, [255, 255, 255], 0.08));
  const forest = lit(rgb('#35587a'), mix(light.sun, light.shadow, 0.55));
  const { noise } = stage;
  return (ground, out) => {
    const grain =
      noise.at(ground.x / 130, (ground.z + ground.height * 2) / 160) * 0.1 +
      noise.at(ground.x / 45, ground.height / 38) * 0.07;
    const light01 = ground.light + grain;
    const bright = smoothstep(0.2, 0.3, light01);
    const half = smoothstep(-0.12, 0.02, light01);
    const snow = blend(blend(snowShade, snowHalf, half), snowLit, bright);
    const rock = blend(rockShade, rockLit, smoothstep(0.05, 0.2, light01));
    const bare = smoothstep(0.42, 0.52, ground.steep + grain * 1.3 + smoothstep(1_400, 200, ground.height) * 0.1);
    let colour = blend(snow, rock, bare * 0.85);
    colour = blend(forest, colour, smoothstep(150, 420, ground.height + grain * 1_400));
    const low = smoothstep(900, -50, ground.height) * 0.3;
    const haze = clamp(distanceHaze + low + 0.12 * (ground.z / farthest));
    const [red, green, blue] = blend(colour, light.haze, haze);
    out[0] = red;
    out[1] = green;
    out[2] = blue;
  };
}

const blend = (a: Rgb, b: Rgb, t: number): Rgb => [lerp(a[0], b[0], t), lerp(a[1], b[1], t), lerp(a[2], b[2], t)];

function shoreline(stage: Stage, light: Light, horizon: number): Sheet {
  const random = stage.random.fork('shoreline');
  const { unit } = stage;
  return paintSheet(stage, { top: horizon - 70 * unit, bottom: horizon + 8 * unit }, (context) => {
    const near = mix(lit(rgb('#2c4d5c'), light.sun), light.haze, 0.22);
    context.fillStyle = css(near);
    for (let x = -stage.marginX; x < stage.width + stage.marginX; x += 3.4 * unit) {
      const grove = stage.noise.cloudy(x / (90 * unit), 4.2, 3);
      const high = (9 + 30 * smoothstep(-0.25, 0.5, grove)) * unit * random.between(0.6, 1.1);
      paintConifer(
        context,
        x,
        horizon + 4 * unit,
        high,
        { dark: mix(near, light.haze, random.between(0, 0.2)), light: shade(near, 0.16), snow: 0, lean: 1 },
        random,
      );
    }
    context.fillStyle = css(shade(near, -0.3));
    context.fillRect(-stage.marginX, horizon + 1 * unit, stage.width + 2 * stage.marginX, 4 * unit);
  });
}

function foreground(stage: Stage, light: Light): Layer[] {
  const { width, height, unit } = stage;
  const dark = mix(lit(rgb('#12303c'), mix(light.sun, light.shadow, 0.5)), light.shadow, 0.12);
  const bank = (side: number): Sheet => {
    const random = stage.random.fork(`bank${side}`);
    const area = side < 0 ? { right: width * 0.42 } : { left: width * 0.6 };
    return paintSheet(stage, { ...area, top: height * 0.16 }, (context) => {
      const edge = side < 0 ? -stage.marginX : width + stage.marginX;
      const reach = width * (side < 0 ? 0.46 : 0.4);
      context.fillStyle = css(dark);
      context.beginPath();
      context.moveTo(edge, height + stage.marginY);
      for (let step = 0; step <= 40; step++) {
        const share = step / 40;
        const y = height * (0.86 + 0.2 * share ** 1.6) + stage.noise.cloudy(share * 4, side * 3.3, 3) * 16 * unit;
        context.lineTo(edge - side * reach * share, y);
      }
      context.lineTo(edge - side * reach, height + stage.marginY);
      context.fill();
      const trees = Array.from({ length: 8 }, (_, index) => ({
        share: (index + random.between(0, 0.7)) / 9,
        high: random.between(0.6, 1),
      }));
      for (const { share, high } of trees.toSorted((a, b) => a.high - b.high)) {
        const tall = height * (0.52 - share * 0.42) * high * (side < 0 ? 1 : 0.86) + 26 * unit;
        const foot = height * (0.885 + 0.2 * share ** 1.6);
        const snowy = { dark, light: mix(dark, light.skyLow, 0.32), snow: 0.55, lean: light.sunX < 0.5 ? -1 : 1 };
        paintConifer(context, edge - side * reach * (share * 0.9 + 0.03), foot, tall, snowy, random);
      }
    });
  };
  return [stillLayer(0.85, bank(1)), stillLayer(1, bank(-1))];
}
