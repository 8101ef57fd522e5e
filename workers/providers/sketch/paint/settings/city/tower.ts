import { css, lit, mix, rgb, shade, type Rgb } from '../../../kit/colour.ts';
import { lerp } from '../../../kit/math.ts';
import type { Random } from '../../../kit/random.ts';
import type { Lamp } from '../../elements/masonry.ts';
import type { Light } from '../../light.ts';
import type { Context } from '../../scene.ts';

/** The colours of a row of houses in a light, faded by its distance. */
export interface Facade {
  readonly walls: readonly [Rgb, ...Rgb[]];
  /** What the feet of the houses fade into. */
  readonly air: Rgb;
  readonly pane: Rgb;
  readonly lamps: readonly [Rgb, ...Rgb[]];
  readonly rim: Rgb;
  /** Share of the windows that are lit. */
  readonly litShare: number;
  readonly sunSide: 1 | -1;
}

/** One house: a box whose top ends in its own way. */
export interface Tower {
  readonly x: number;
  readonly foot: number;
  readonly width: number;
  readonly height: number;
  readonly crown: 'flat' | 'stepped' | 'slant' | 'pyramid' | 'arched' | 'mast';
}

/** What paints towers: where to, in which colours and at which scale of the windows, in pixels. */
export interface Builder {
  readonly context: Context;
  readonly facade: Facade;
  readonly random: Random;
  readonly pane: number;
  readonly lamps: Lamp[];
}

/** Walls of the given colours as they look in a light behind so much haze. */
export function facadeIn(
  light: Light,
  walls: readonly [string, ...string[]],
  haze: number,
  lamps: Facade['lamps'],
): Facade {
  const air = mix(light.haze, light.skyLow, 0.5);
  const filter = mix(mix(light.sun, light.shadow, 0.25 + 0.35 * light.night), [255, 255, 255], 0.1 * (1 - light.night));
  const dim = (of: string): Rgb => mix(shade(lit(rgb(of), filter), -0.34 * light.night), air, haze);
  const [first, ...others] = walls;
  return {
    walls: [dim(first), ...others.map(dim)],
    air,
    pane: mix(mix(light.skyTop, light.shadow, 0.5), air, haze * 0.9),
    lamps: [mix(lamps[0], air, haze * 0.35), ...lamps.slice(1).map((lamp) => mix(lamp, air, haze * 0.35))],
    rim: mix(light.sun, light.glow, 0.5),
    litShare: lerp(0.03, 0.6, light.night ** 0.8),
    sunSide: light.sunX < 0.5 ? -1 : 1,
  };
}

/** Paints a tower with its windows and whatever ends it at the top. */
export function paintTower(builder: Builder, tower: Tower): void {
  const { x, foot, width, height, crown } = tower;
  const { random, pane } = builder;
  const wall = random.pick(builder.facade.walls);
  const top = foot - height;
  switch (crown) {
    case 'stepped': {
      paintBox(builder, x, foot, width, height * 0.62, wall);
      paintBox(builder, x, foot - height * 0.62, width * 0.72, height * 0.2, wall);
      paintBox(builder, x, foot - height * 0.82, width * 0.46, height * 0.12, wall);
      paintBox(builder, x, foot - height * 0.94, width * 0.24, height * 0.06, wall);
      return paintMast(builder, x, top, height * 0.16, wall);
    }
    case 'arched': {
      paintBox(builder, x, foot, width, height * 0.74, wall);
      paintBox(builder, x, foot - height * 0.74, width * 0.78, height * 0.08, wall);
      return paintArches(builder, x, foot - height * 0.82, width * 0.66, height * 0.18, wall);
    }
    case 'pyramid':
      paintBox(builder, x, foot, width, height * 0.86, wall);
      return paintRoof(builder, wall, [x - width / 2, x, x + width / 2], [foot - height * 0.86, top]);
    case 'slant': {
      const high = builder.facade.sunSide > 0 ? x - width / 2 : x + width / 2;
      paintBox(builder, x, foot, width, height * 0.9, wall);
      return paintRoof(builder, wall, [x - width / 2, high, x + width / 2], [foot - height * 0.9, top]);
    }
    case 'mast':
      paintBox(builder, x, foot, width, height, wall);
      paintBox(builder, x, top, width * 0.5, pane * 2.4, wall);
      return paintMast(builder, x, top - pane * 2, height * 0.2, wall);
    case 'flat':
      paintBox(builder, x, foot, width, height, wall);
      return paintBox(builder, x + random.between(-0.2, 0.2) * width, top, width * 0.34, pane * 1.6, wall);
  }
}

function paintBox(builder: Builder, x: number, foot: number, width: number, height: number, wall: Rgb): void {
  const { context, facade, pane } = builder;
  const left = x - width / 2;
  const top = foot - height;
  const front = context.createLinearGradient(0, top, 0, top + Math.max(height, pane * 30));
  front.addColorStop(0, css(shade(wall, 0.06)));
  front.addColorStop(1, css(mix(wall, facade.air, 0.34)));
  context.fillStyle = front;
  context.fillRect(left, top, width, height);
  const side = width * 0.26;
  const sideX = facade.sunSide > 0 ? left : left + width - side;
  context.fillStyle = css(shade(wall, -0.4), 0.62);
  context.fillRect(sideX, top, side, height);
  if (height > pane * 3 && width > pane * 3) paintWindows(builder, left, top, width, height, wall);
  context.fillStyle = css(mix(wall, facade.rim, 0.6), 0.7);
  const rim = Math.max(0.8, pane * 0.2);
  context.fillRect(facade.sunSide > 0 ? left + width - rim : left, top, rim, height * 0.9);
  context.fillRect(left, top, width, rim);
}

function paintWindows(builder: Builder, left: number, top: number, width: number, height: number, wall: Rgb): void {
  const { context, facade, random, pane, lamps } = builder;
  const style = random.pick(['grid', 'grid', 'bands', 'columns']);
  const stepX = pane * (style === 'bands' ? 2.2 : 1.5);
  const stepY = pane * (style === 'columns' ? 1.35 : 1.75);
  const wide = style === 'bands' ? stepX * 0.94 : pane * 0.8;
  const high = style === 'columns' ? stepY * 0.86 : pane * 0.95;
  const columns = Math.max(1, Math.floor((width - pane * 0.8) / stepX));
  const startX = left + (width - (columns - 1) * stepX) / 2 - wide / 2;
  const dark = css(mix(wall, facade.pane, 0.62), 0.8);
  const tint = random.pick(facade.lamps);
  for (let y = top + pane * 1.2; y < top + height - pane * 1.4; y += stepY) {
    const floor = random.chance(0.14) ? 1.5 : random.between(0.35, 1.1);
    for (let column = 0; column < columns; column++) {
      const x = startX + column * stepX;
      if (!random.chance(facade.litShare * floor)) {
        context.fillStyle = dark;
        context.fillRect(x, y, wide, high);
        continue;
      }
      const lamp = random.chance(0.7) ? tint : random.pick(facade.lamps);
      context.fillStyle = css(lamp, random.between(0.5, 1));
      context.fillRect(x, y, wide, high);
      if (random.chance(0.12)) lamps.push({ x: x + wide / 2, y: y + high / 2, size: pane });
    }
  }
}

function paintRoof(
  builder: Builder,
  wall: Rgb,
  [left, tip, right]: [number, number, number],
  [foot, top]: [number, number],
): void {
  const { context, facade } = builder;
  for (const [from, to, tone] of [
    [left, right, facade.sunSide > 0 ? -0.3 : 0.08],
    [(left + right) / 2 - (right - left) * 0.16 * facade.sunSide, facade.sunSide > 0 ? right : left, 0.14],
  ] as const) {
    context.fillStyle = css(shade(wall, tone));
    context.beginPath();
    context.moveTo(from, foot);
    context.lineTo(tip, top);
    context.lineTo(to, foot);
    context.fill();
  }
}

function paintArches(builder: Builder, x: number, foot: number, width: number, height: number, wall: Rgb): void {
  const { context, facade, pane } = builder;
  const steps = 4;
  for (let step = 0; step < steps; step++) {
    const share = 1 - step / steps;
    const low = foot - height * 0.58 * (step / steps);
    context.fillStyle = css(shade(wall, -0.1 + 0.12 * step));
    context.beginPath();
    context.ellipse(x, low, (width / 2) * share, height * 0.36, 0, Math.PI, Math.PI * 2);
    context.fill();
    context.strokeStyle = css(mix(facade.lamps[0], wall, 0.25), 0.25 + facade.litShare);
    context.lineWidth = Math.max(0.8, pane * 0.24);
    context.stroke();
  }
  paintMast(builder, x, foot - height * 0.7, height * 0.7, wall);
}

function paintMast(builder: Builder, x: number, foot: number, height: number, wall: Rgb): void {
  const { context, pane, lamps } = builder;
  context.fillStyle = css(shade(wall, -0.1));
  context.beginPath();
  context.moveTo(x - pane * 0.5, foot);
  context.lineTo(x, foot - height);
  context.lineTo(x + pane * 0.5, foot);
  context.fill();
  lamps.push({ x, y: foot - height, size: pane });
}
