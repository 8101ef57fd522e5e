import { css, lit, mix, rgb, saturate, shade, type Rgb } from '../../kit/colour.ts';
import type { Random } from '../../kit/random.ts';
import type { Light } from '../light.ts';
import type { Context } from '../scene.ts';

/** The colours that a building is made of. */
export interface Stone {
  readonly lit: Rgb;
  readonly middle: Rgb;
  readonly dark: Rgb;
  /** Cornices, tips and bands. */
  readonly trim: Rgb;
  /** Lamps and windows. */
  readonly lamp: Rgb;
}

/** A lamp or window that a builder has placed: the scene lets some of them flicker. */
export interface Lamp {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** What every builder works with. `sunSide` is 1 where the sun stands to the right. */
export interface Mason {
  readonly context: Context;
  readonly stone: Stone;
  readonly sunSide: 1 | -1;
  readonly unit: number;
  readonly random: Random;
  /** 0 by day, 1 at night: how strongly lamps show. */
  readonly night: number;
  readonly lamps: Lamp[];
}

/** Stone of a colour in a light, faded into the haze by a share. */
export function stoneIn(light: Light, base: string, lamp: string, haze = 0): Stone {
  const colour = rgb(base);
  const veil = (of: Rgb): Rgb => mix(of, mix(light.haze, light.skyLow, 0.4), haze);
  const bright = mix(light.sun, [255, 255, 255], 0.3 * (1 - light.night));
  const own = (of: Rgb, share: number): Rgb => mix(of, saturate(colour, 1.15), share * light.night);
  return {
    lit: veil(own(lit(shade(colour, 0.3), bright), 0.42)),
    middle: veil(own(lit(colour, mix(bright, light.shadow, 0.15)), 0.3)),
    dark: veil(own(saturate(lit(shade(colour, -0.34), mix(light.shadow, light.sun, 0.55)), 1.15), 0.1)),
    trim: veil(mix(lit(shade(colour, 0.6), bright), light.glow, 0.3)),
    lamp: rgb(lamp),
  };
}

/** A closed outline through points, filled. */
export function fillShape(context: Context, colour: string, points: readonly (readonly [number, number])[]): void {
  context.fillStyle = colour;
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.closePath();
  context.fill();
}

/** The paint of a rounded body between two columns: bright toward the sun, dark away from it. */
export function roundPaint(mason: Mason, left: number, right: number): ReturnType<Context['createLinearGradient']> {
  const { context, stone, sunSide } = mason;
  const gradient =
    sunSide > 0 ? context.createLinearGradient(left, 0, right, 0) : context.createLinearGradient(right, 0, left, 0);
  gradient.addColorStop(0, css(stone.dark));
  gradient.addColorStop(0.3, css(mix(stone.dark, stone.middle, 0.7)));
  gradient.addColorStop(0.62, css(stone.middle));
  gradient.addColorStop(0.84, css(stone.lit));
  gradient.addColorStop(0.93, css(mix(stone.lit, stone.trim, 0.6)));
  gradient.addColorStop(1, css(stone.lit));
  return gradient;
}

/** A battered wall: wider at its foot, with a shaded edge away from the sun. */
export function paintWall(mason: Mason, x: number, foot: number, width: number, height: number, batter = 0): void {
  const { context, stone, sunSide } = mason;
  const half = width / 2;
  const top = half * (1 - batter);
  fillShape(context, css(stone.middle), [
    [x - half, foot],
    [x - top, foot - height],
    [x + top, foot - height],
    [x + half, foot],
  ]);
  fillShape(context, css(stone.lit), [
    [x + sunSide * half, foot],
    [x + sunSide * top, foot - height],
    [x + sunSide * top * 0.25, foot - height],
    [x + sunSide * half * 0.1, foot],
  ]);
  fillShape(context, css(stone.dark), [
    [x - sunSide * half, foot],
    [x - sunSide * top, foot - height],
    [x - sunSide * top * 0.62, foot - height],
    [x - sunSide * half * 0.58, foot],
  ]);
}

/** A small lamp or lit window, remembered for the flicker. */
export function paintLamp(mason: Mason, x: number, y: number, width: number, height: number): void {
  mason.context.fillStyle = css(mix(mason.stone.lamp, [255, 255, 255], 0.3), 0.65 + 0.35 * mason.night);
  mason.context.fillRect(x - width / 2, y - height / 2, width, height);
  mason.lamps.push({ x, y, size: Math.max(width, height) });
}
