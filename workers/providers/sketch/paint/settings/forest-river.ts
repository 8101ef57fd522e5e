import { css, mix, rgb, shade } from '../../kit/colour.ts';
import type { Random } from '../../kit/random.ts';
import { lerp, smoothstep } from '../../kit/math.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { paintClump, paintLeafy } from '../elements/forest-trees.ts';
import { paintGlow, paintSky, paintSunDisc, starryLayer } from '../elements/sky.ts';
import { trimSheet } from '../elements/trim.ts';
import { mirroringWater } from '../elements/water.ts';
import type { Light, Weather } from '../light.ts';
import { paintSheet, stillLayer, type Context, type Layer, type Sheet, type Stage } from '../scene.ts';
import type { PaintSetting } from '../setting.ts';
import { fallingLeaves, lightShafts } from './forest-air.ts';
import { floorIn, leafyIn, pickLeaves } from './forest-leaves.ts';

/** How much of the sky's own colour the weather takes away. */
const veilOf: Readonly<Record<Weather, number>> = {
  clear: 0,
  cloudy: 0.35,
  rain: 0.7,
  storm: 0.8,
  snow: 0.6,
  fog: 0.62,
};

/** Leafy trees along a river that winds out of the haze. */
export const paintRiverForest: PaintSetting = (stage, light, spec) => {
  const { width, height, unit } = stage;
  const horizon = height * 0.56;
  const sky = paintSheet(stage, { bottom: horizon + 20 * unit }, (context) => {
    paintSky(context, stage, light, horizon);
    if (spec.weather === 'clear' && light.night > 0.5) paintSunDisc(context, stage, light, 22 * unit);
    context.fillStyle = css(mix(light.haze, light.skyLow, 0.5), veilOf[spec.weather]);
    context.fillRect(-stage.marginX, -stage.marginY, width + 2 * stage.marginX, height);
    paintGlow(
      context,
      width * 0.5,
      horizon - 40 * unit,
      330 * unit,
      mix(light.glow, light.skyLow, 0.3),
      0.55 * (1 - light.night * 0.7),
    );
  });
  const above: Layer[] = [stillLayer(0, sky)];
  if (light.night > 0.5) above.push(starryLayer(stage, horizon, light.night * 0.8));
  above.push(
    stillLayer(0.14, woods(stage, light, spec, horizon, 'far')),
    stillLayer(0.24, woods(stage, light, spec, horizon, 'middle')),
  );
  const colour = mix(mix(rgb('#2f5a5c'), light.shadow, 0.3), light.haze, 0.15);
  const water = { shore: horizon, bottom: height + stage.marginY, colour, roughness: 0.08, depth: 0.34, glitter: 60 };
  const layers: Layer[] = [...above, mirroringWater(stage, light, above, water)];
  layers.push(
    stillLayer(0.4, banks(stage, light, spec, horizon)),
    stillLayer(0.8, framing(stage, light, spec, -1)),
    stillLayer(0.84, framing(stage, light, spec, 1)),
  );
  if (light.night < 0.6 && (spec.weather === 'clear' || spec.weather === 'cloudy')) {
    const strength = spec.effects.includes('rays') ? 1 : spec.season === 'autumn' ? 0.45 : 0.75;
    layers.push(lightShafts(stage, light, strength, 0.5));
  }
  layers.push(fallingLeaves(stage, light, spec, 0.9));
  return {
    layers,
    ground: { left: width * 0.6, right: width * 0.8, y: height * 0.78, depth: 0.5, personHeight: 54 * unit },
    water: {
      left: width * (hasGuests(spec) ? 0.3 : 0.42),
      right: width * (hasGuests(spec) ? 0.46 : 0.62),
      y: height * 0.74,
      depth: 0.36,
      personHeight: 34 * unit,
    },
    air: { left: width * 0.3, right: width * 0.7, y: height * 0.3, depth: 0.36, personHeight: 34 * unit },
  };
};

/** Whether something stands on the bank: the river then makes room for it. */
const hasGuests = (spec: SceneSpec): boolean =>
  spec.subjects.some(
    ({ kind }) => !['boat', 'paper-boat', 'bird', 'fish', 'butterfly', 'balloon', 'tree'].includes(kind),
  );

/** The left and the right edge of the river at a row, as columns of the stage. */
function riverAt(stage: Stage, spec: SceneSpec, horizon: number, y: number): readonly [number, number] {
  const { width, height } = stage;
  const near = Math.max(0, (y - horizon) / (height - horizon));
  const aside = hasGuests(spec) ? 0.17 * near ** 0.6 : 0;
  const middle = width * (0.5 - aside + 0.11 * Math.sin(near * 4.4 + 0.4) * (1 - near * 0.55));
  const half = width * (0.025 + 0.24 * near ** 1.35);
  return [middle - half, middle + half];
}

/** The leaves of the undergrowth: green under the trees, rusty ferns in autumn. */
const floorLeaves = (spec: SceneSpec, random: Random): ReturnType<typeof pickLeaves> =>
  spec.season === 'autumn' && random.chance(0.6)
    ? [rgb('#5a3420'), rgb('#9a5a28'), rgb('#c98a3c')]
    : [rgb('#20452e'), rgb('#44763a'), rgb('#7fae4c')];

/** Trees in rows behind each other at the end of the river. */
function woods(stage: Stage, light: Light, spec: SceneSpec, horizon: number, which: 'far' | 'middle'): Sheet {
  const { width, height, unit, marginX } = stage;
  const random = stage.random.fork(`woods-${which}`);
  const rows = which === 'far' ? [0.82, 0.66] : [0.46, 0.28];
  return trimSheet(
    paintSheet(stage, { bottom: horizon + 4 * unit }, (context) => {
      for (const [index, haze] of rows.entries()) {
        const base = which === 'far' ? 92 : 150;
        const step = (which === 'far' ? 38 : 58) * unit;
        const gap = which === 'far' ? 0 : 0.055 + index * 0.075;
        for (let x = -marginX - step; x < width + marginX + step; x += step) {
          const at = x + random.between(-0.45, 0.45) * step;
          const away = Math.abs(at / width - 0.5);
          if (away < gap) continue;
          const side = smoothstep(0, 0.5, away);
          const high = (base + index * 36 + side * (which === 'far' ? 50 : 110)) * unit * random.between(0.75, 1.2);
          const look = leafyIn(light, pickLeaves(spec.season, random), haze + (1 - side) * 0.08);
          paintLeafy(context, at, horizon + 3 * unit, Math.min(high, height * 0.5), look, random);
        }
        for (let x = -marginX; x < width + marginX; x += 13 * unit) {
          const away = Math.abs(x / width - 0.5);
          if (away < gap * 0.8) continue;
          const size = (11 + index * 5 + away * 26) * unit * random.between(0.6, 1.15);
          const leaves = which === 'far' ? pickLeaves(spec.season, random) : floorLeaves(spec, random);
          paintClump(context, x, horizon - size * 0.25, size, leafyIn(light, leaves, haze), 7, random);
        }
      }
    }),
  );
}

/** Both banks with their turf, their stones and the trees that stand on them. */
function banks(stage: Stage, light: Light, spec: SceneSpec, horizon: number): Sheet {
  const { width, height, unit, marginX, noise } = stage;
  const random = stage.random.fork('banks');
  const floor = floorIn(light, spec.season);
  return trimSheet(
    paintSheet(stage, {}, (context) => {
      for (const side of [0, 1] as const) {
        const edge = side === 0 ? -marginX : width + marginX;
        const trace = (lower: number): void => {
          context.beginPath();
          context.moveTo(edge, horizon - 10 * unit + lower);
          for (let y = horizon; y <= height + stage.marginY; y += 4 * unit) {
            const near = (y - horizon) / (height - horizon);
            const ragged = noise.cloudy(y / (26 * unit), side * 9 + 3, 3) * (5 + near * 26) * unit;
            context.lineTo(riverAt(stage, spec, horizon, y)[side] + ragged, y + lower);
          }
          context.lineTo(edge, height + stage.marginY);
          context.closePath();
        };
        context.fillStyle = css(shade(floor.dark, -0.45), 0.75);
        trace(5 * unit);
        context.fill();
        const fill = context.createLinearGradient(0, horizon, 0, height);
        fill.addColorStop(0, css(mix(mix(floor.bright, floor.dark, 0.4), light.haze, 0.5)));
        fill.addColorStop(0.3, css(mix(floor.bright, floor.dark, 0.35)));
        fill.addColorStop(1, css(mix(floor.dark, floor.bright, 0.2)));
        context.fillStyle = fill;
        trace(0);
        context.fill();
      }
      paintTurf(context, stage, light, spec, horizon);
      const trees = Array.from({ length: 9 }, (_, index) => ({
        near: (index + random.next()) / 9,
        left: index % 2 === 0,
      }));
      for (const { near, left } of trees) {
        const y = horizon + (8 + near * 110) * unit;
        const [from, to] = riverAt(stage, spec, horizon, y);
        const out = lerp(50, 120, random.next()) * unit * (1 + near * 1.8);
        const look = leafyIn(light, pickLeaves(spec.season, random), 0.24 - near * 0.2);
        const bush = leafyIn(light, floorLeaves(spec, random), 0.28 - near * 0.24);
        for (const aside of [-1.4, -0.5, 0.6, 1.5]) {
          const size = (13 + near * 20) * unit * random.between(0.7, 1.2);
          const at = (left ? from - out * 1.25 : to + out * 1.25) + aside * size * 1.3;
          paintClump(context, at, y - size * 0.3, size, bush, 12, random);
        }
        paintLeafy(
          context,
          left ? from - out : to + out,
          y,
          (150 + near * 130) * unit * random.between(0.85, 1.15),
          look,
          random,
        );
      }
    }),
  );
}

/** Tufts, fallen leaves or flowers over the banks, and stones along the water. */
function paintTurf(context: Context, stage: Stage, light: Light, spec: SceneSpec, horizon: number): void {
  const { width, height, unit, marginX } = stage;
  const random = stage.random.fork('turf');
  for (let index = 0; index < 1_500; index++) {
    const near = (index / 1_500) ** 0.7;
    const y = horizon + near * (height + stage.marginY - horizon);
    const x = random.between(-marginX, width + marginX);
    const [from, to] = riverAt(stage, spec, horizon, y);
    const room = (4 + near * 18) * unit;
    if (x > from - room && x < to + room) continue;
    const [dark, middle, bright] = leafyIn(light, pickLeaves(spec.season, random), 0.35 * (1 - near)).leaves;
    const size = (1.4 + near * 6) * unit * random.between(0.6, 1.3);
    const light01 = random.next();
    context.fillStyle = css(light01 < 0.4 ? dark : light01 < 0.8 ? middle : bright, 0.8);
    context.beginPath();
    if (spec.season === 'autumn') context.ellipse(x, y, size, size * 0.42, random.between(-0.6, 0.6), 0, Math.PI * 2);
    else {
      context.moveTo(x - size * 0.35, y);
      context.lineTo(x + random.between(-0.6, 0.6) * size, y - size * 2.2);
      context.lineTo(x + size * 0.35, y);
    }
    context.fill();
  }
  const stone = mix(leafyIn(light, [rgb('#5c6068'), rgb('#878b92'), rgb('#b4b6b8')], 0).leaves[1], light.shadow, 0.25);
  for (let index = 0; index < 46; index++) {
    const near = (index / 46) ** 0.8;
    const y = horizon + near * (height - horizon) * 1.08 + 4 * unit;
    const edge = riverAt(stage, spec, horizon, y)[index % 2] ?? 0;
    const size = (2 + near * 17) * unit * random.between(0.4, 1);
    const x = edge + random.between(-1, 1) * size;
    context.fillStyle = css(mix(shade(stone, -0.35), light.haze, 0.3 * (1 - near)));
    context.beginPath();
    context.ellipse(x, y, size * 1.25, size * 0.7, 0, 0, Math.PI * 2);
    context.fill();
    context.fillStyle = css(mix(shade(stone, 0.1), light.haze, 0.3 * (1 - near)));
    context.beginPath();
    context.ellipse(x + size * 0.12, y - size * 0.18, size, size * 0.46, 0, 0, Math.PI * 2);
    context.fill();
  }
}

/** Great trees on one side, before the viewer. */
function framing(stage: Stage, light: Light, spec: SceneSpec, side: -1 | 1): Sheet {
  const { width, height, unit, marginX } = stage;
  const random = stage.random.fork(`framing${side}`);
  const reach = Math.min(width * 0.4, 380 * unit);
  return trimSheet(
    paintSheet(stage, {}, (context) => {
      const edge = side < 0 ? 0 : width;
      for (const [out, tall, foot] of side < 0
        ? ([
            [0.34, 0.74, 0.88],
            [-0.14, 1.16, 1.04],
          ] as const)
        : ([[hasGuests(spec) ? -0.04 : 0.22, 0.9, 0.93]] as const)) {
        const look = leafyIn(light, pickLeaves(spec.season, random), 0);
        const high = Math.min(height * tall, reach * (side < 0 ? 1.76 : 1.6));
        paintLeafy(context, edge - side * (reach * out - marginX * 0.1), height * foot, high, look, random);
      }
    }),
  );
}
