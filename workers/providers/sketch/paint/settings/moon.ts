import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { lunarHeight, paintLunarBelt, type LunarBelt } from '../elements/lunar-ground.ts';
import { paintGlow } from '../elements/sky.ts';
import { paintStars, twinklingStars, type StarField } from '../elements/star-field.ts';
import type { View } from '../elements/terrain.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSheet, paintSprite, stillLayer, type Layer, type Sheet, type Stage } from '../scene.ts';
import type { PaintSetting } from '../setting.ts';

/** The ground of a world without air: craters in hard sunlight under black sky; red dust where the words name a red. */
export const paintMoon: PaintSetting = (stage, light, spec) => {
  const { width, height, unit } = stage;
  const horizon = height * (height > width ? 0.66 : 0.63);
  const view: View = { horizon, eye: 3.4, focal: Math.max(width, height) * 0.95 };
  const red = spec.subjects.find(({ kind }) => kind === 'planet')?.colour ?? spec.accents[0];
  const dust = red === undefined ? rgb('#f2ede4') : mix(rgb('#f2d8b8'), rgb(red), 0.5);
  const belts = beltsOf(dust, light);
  const lane = 20;
  const footAt = (x: number): number =>
    horizon +
    ((view.eye - lunarHeight(stage, belts.near)(((x - width / 2) * lane) / view.focal, lane)) * view.focal) / lane;
  const bottom = height + stage.marginY;
  const stars = { depth: 0, count: 520, size: 0.95, sparks: 14, bottom: horizon - 20 * unit, name: 'moon' };
  const layers: Layer[] = [
    stillLayer(0, paintVoid(stage, horizon, stars, red === undefined ? rgb('#131c3c') : shade(dust, -0.55))),
    twinklingStars(stage, stars),
    stillLayer(0.14, paintLunarBelt(stage, view, belts.hills, horizon + 60 * unit)),
    stillLayer(0.3, paintLunarBelt(stage, view, belts.plain, horizon + 0.16 * Math.max(width, height))),
    stillLayer(0.6, paintLunarBelt(stage, view, belts.near, bottom)),
    driftingDust(stage, horizon, mix(dust, [255, 255, 255], 0.4)),
  ];
  const person = (1.75 * view.focal) / lane;
  return {
    layers,
    ground: {
      left: width * 0.16,
      right: width * 0.7,
      y: footAt(width * 0.43),
      depth: 0.6,
      personHeight: person,
    },
    air: { left: 0, right: width, y: horizon - 190 * unit, depth: 0.2, personHeight: person * 0.8 },
    painted: ['moon'],
  };
};

function beltsOf(dust: Rgb, light: Light): Record<'hills' | 'plain' | 'near', LunarBelt> {
  const bright = mix(lit(dust, light.sun), dust, 0.95);
  const dark = mix(shade(dust, -0.86), rgb('#10162c'), 0.7);
  const sun = { sunSlope: 0.33, sunSide: light.sunX < 0.5 ? -1 : 1 } as const;
  const of = (share: number): { readonly dark: Rgb; readonly bright: Rgb } => ({
    dark: mix(dark, rgb('#2c3858'), share),
    bright: mix(bright, rgb('#8f9ab8'), share),
  });
  return {
    hills: { ...sun, ...of(0.55), near: 1500, far: 4200, tall: 300, crater: 380, steps: 130, seed: 2 },
    plain: { ...sun, ...of(0.3), near: 46, far: 1000, tall: 5, crater: 60, steps: 260, seed: 5 },
    near: { ...sun, ...of(0.06), near: 8.5, far: 60, tall: 1.1, crater: 11, steps: 350, seed: 9 },
  };
}

/** Black space, a breath of blue at its foot and the pale band of the Milky Way. */
function paintVoid(stage: Stage, horizon: number, stars: StarField, low: Rgb): Sheet {
  const { width, height, unit } = stage;
  return paintSheet(stage, { bottom: horizon + 40 * unit }, (context) => {
    const sky = context.createLinearGradient(0, 0, 0, horizon);
    sky.addColorStop(0, '#02030a');
    sky.addColorStop(0.6, css(mix(rgb('#02030a'), low, 0.25)));
    sky.addColorStop(1, css(low));
    context.fillStyle = sky;
    context.fillRect(-stage.marginX, -stage.marginY, width * 1.3, height * 1.3);
    const random = stage.random.fork('milky-way');
    for (let index = 0; index < 46; index++) {
      const along = random.between(-0.1, 1.1);
      const x = width * along;
      const y = horizon * (0.72 - along * 0.7) + random.between(-1, 1) * 46 * unit;
      const tint = random.pick([rgb('#4a5aa8'), rgb('#6a4a90'), rgb('#8a90c0')]);
      paintGlow(context, x, y, random.between(50, 150) * unit, tint, random.between(0.05, 0.15));
    }
    for (let index = 0; index < 700; index++) {
      const along = random.between(-0.1, 1.1);
      const spread = (random.next() + random.next() + random.next() - 1.5) * 84 * unit;
      context.fillStyle = css([226, 232, 255], random.between(0.12, 0.6));
      context.fillRect(width * along, horizon * (0.72 - along * 0.7) + spread, unit * 0.9, unit * 0.9);
    }
    paintStars(context, stage, stars);
  });
}

/** Grains of dust that hang above the ground and glint in the sun. */
function driftingDust(stage: Stage, horizon: number, colour: Rgb): Layer {
  const { width, height, unit } = stage;
  const random = stage.random.fork('moon-dust');
  const grain = paintSprite(unit * 12, unit * 12, (context) => paintGlow(context, 0, 0, unit * 6, colour, 0.9));
  const grains = Array.from({ length: 46 }, () => ({
    x: random.between(0, width),
    y: random.between(horizon, height),
    speed: random.between(3, 11) * unit,
    phase: random.between(0, Math.PI * 2),
  }));
  return {
    depth: 1.02,
    draw: (context, { timeS }) => {
      const span = width * 1.1;
      for (const { x, y, speed, phase } of grains) {
        context.globalAlpha = 0.26 + 0.24 * Math.sin(timeS * 1.3 + phase);
        drawSheet(context, grain, ((x + timeS * speed) % span) - width * 0.05, y + Math.sin(timeS + phase) * 5 * unit);
      }
      context.globalAlpha = 1;
    },
  };
}
