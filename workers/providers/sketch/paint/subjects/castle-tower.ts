import { css, lit, mix, shade, type Rgb } from '../../kit/colour.ts';
import { fillShape, roundPaint, type Mason } from '../elements/masonry.ts';
import type { Light } from '../light.ts';
import type { Context } from '../scene.ts';

/** A round tower with a conical roof, in hundredths of the castle's height. */
export interface Tower {
  readonly x: number;
  readonly width: number;
  readonly foot: number;
  /** Row of the eaves; rows grow downward. */
  readonly top: number;
  /** Height of the cone. */
  readonly roof: number;
  /** Rows of the windows. */
  readonly windows: readonly number[];
}

/** The roofs' colours under a light. */
export interface Tiles {
  readonly lit: Rgb;
  readonly middle: Rgb;
  readonly dark: Rgb;
}

/** Tiles of a colour in a light. */
export function tilesIn(light: Light, colour: Rgb): Tiles {
  const day = mix(light.sun, [255, 255, 255], 0.2);
  return {
    lit: lit(shade(colour, 0.22), day),
    middle: lit(colour, mix(day, light.shadow, 0.2)),
    dark: mix(lit(shade(colour, -0.4), mix(day, light.shadow, 0.6)), light.shadow, 0.2),
  };
}

/** Paints a tower; its windows are kept in `mason.lamps`. `snow` whitens the sunny side of the roof. */
export function paintRoundTower(mason: Mason, tower: Tower, tiles: Tiles, snow: Rgb | undefined): void {
  const { context, stone } = mason;
  const half = tower.width / 2;
  context.fillStyle = roundPaint(mason, tower.x - half, tower.x + half);
  context.fillRect(tower.x - half, tower.top, tower.width, tower.foot - tower.top);
  paintStones(mason, tower.x - half, tower.x + half, tower.top, tower.foot);
  const wide = half * 1.22;
  const crown = Math.min(4.6, tower.width * 0.5);
  context.fillStyle = roundPaint(mason, tower.x - wide, tower.x + wide);
  context.beginPath();
  context.moveTo(tower.x - half, tower.top + crown + wide * 0.34);
  context.lineTo(tower.x - wide, tower.top + crown * 0.75);
  context.lineTo(tower.x - wide, tower.top - 0.4);
  context.lineTo(tower.x + wide, tower.top - 0.4);
  context.lineTo(tower.x + wide, tower.top + crown * 0.75);
  context.lineTo(tower.x + half, tower.top + crown + wide * 0.34);
  context.fill();
  context.fillStyle = css(stone.dark, 0.55);
  const arches = Math.max(4, Math.round(tower.width / 1.7));
  for (let index = 0; index < arches; index++) {
    const x = tower.x - wide + ((index + 0.5) / arches) * wide * 2;
    context.beginPath();
    context.ellipse(x, tower.top + crown * 0.85, wide / arches / 1.7, crown * 0.26, 0, 0, Math.PI * 2);
    context.fill();
  }
  for (const y of tower.windows) paintArched(mason, tower.x + mason.sunSide * half * 0.12, y, tower.width * 0.19);
  paintCone(mason, tower.x, tower.top, wide * 1.16, tower.roof, tiles, snow);
}

/** A conical roof with its tiles and its gilded tip. */
function paintCone(
  mason: Mason,
  x: number,
  eaves: number,
  half: number,
  height: number,
  tiles: Tiles,
  snow: Rgb | undefined,
): void {
  const { context, sunSide } = mason;
  const outline = (): void => {
    context.beginPath();
    context.moveTo(x - half, eaves + 0.5);
    context.quadraticCurveTo(x - half * 0.42, eaves - height * 0.36, x, eaves - height);
    context.quadraticCurveTo(x + half * 0.42, eaves - height * 0.36, x + half, eaves + 0.5);
    context.quadraticCurveTo(x, eaves + half * 0.34, x - half, eaves + 0.5);
  };
  const fill = context.createLinearGradient(x - half * sunSide, 0, x + half * sunSide, 0);
  fill.addColorStop(0, css(tiles.dark));
  fill.addColorStop(0.42, css(mix(tiles.dark, tiles.middle, 0.75)));
  fill.addColorStop(0.66, css(tiles.middle));
  fill.addColorStop(0.86, css(tiles.lit));
  fill.addColorStop(1, css(tiles.middle));
  outline();
  context.fillStyle = fill;
  context.fill();
  context.save();
  context.clip();
  context.strokeStyle = css(tiles.dark, 0.45);
  context.lineWidth = 0.28;
  for (let row = 1; row < 8; row++) {
    const share = row / 8;
    const y = eaves - height * share * 0.92;
    context.beginPath();
    context.ellipse(
      x,
      y - half * 0.2 * (1 - share),
      half * (1 - share) + 0.6,
      half * 0.32 * (1 - share),
      0,
      0,
      Math.PI,
    );
    context.stroke();
  }
  if (snow) {
    fillShape(context, css(snow, 0.88), [
      [x + sunSide * half * 0.05, eaves - height],
      [x + sunSide * half * 0.2, eaves - height * 0.42],
      [x + sunSide * half * 0.3, eaves - height * 0.3],
      [x + sunSide * half * 0.34, eaves - height * 0.12],
      [x + sunSide * half * 0.55, eaves - height * 0.2],
      [x + sunSide * half * 0.7, eaves + 0.8],
      [x + sunSide * half * 1.1, eaves + 0.8],
      [x + sunSide * half * 0.3, eaves - height],
    ]);
  }
  context.restore();
  context.fillStyle = css(mix(mason.stone.trim, [255, 214, 110], 0.7));
  context.beginPath();
  context.arc(x, eaves - height, Math.max(0.55, half * 0.1), 0, Math.PI * 2);
  context.fill();
}

/** A narrow window with a round head, lit from inside where it is dark; it is kept as a lamp. */
export function paintArched(mason: Mason, x: number, y: number, width: number): void {
  const { context, stone, night } = mason;
  const high = width * 2.1;
  const arch = (grow: number): void => {
    context.beginPath();
    context.roundRect(x - width / 2 - grow, y - high / 2 - grow, width + grow * 2, high + grow * 2, [
      width / 2 + grow,
      width / 2 + grow,
      0.1,
      0.1,
    ]);
    context.fill();
  };
  context.fillStyle = css(mix(stone.middle, stone.trim, 0.55), 0.9);
  arch(0.35);
  context.fillStyle = css(mix(mix(stone.dark, [24, 28, 52], 0.7), stone.lamp, Math.max(0.12, night * 1.3)));
  arch(0);
  mason.lamps.push({ x, y, size: high });
}

/** A few stones that stand out of a wall. */
export function paintStones(mason: Mason, left: number, right: number, top: number, foot: number): void {
  const { context, stone, random } = mason;
  const count = Math.round(((right - left) * (foot - top)) / 9);
  for (let index = 0; index < count; index++) {
    const width = random.between(0.9, 1.9);
    context.fillStyle = css(random.chance(0.5) ? stone.dark : stone.trim, random.between(0.1, 0.26));
    context.fillRect(random.between(left, right - width), random.between(top, foot - 1), width, 0.75);
  }
}

/** A banner in the wind at a phase (radians), its pole at the origin; it is 1 long. */
export function paintBanner(context: Context, colour: Rgb, shadow: Rgb, phase: number): void {
  const wave = (share: number): number => Math.sin(phase - share * 5) * 0.1 * share;
  const cloth = context.createLinearGradient(0, 0, 1, 0);
  for (const share of [0, 0.25, 0.5, 0.75, 1])
    cloth.addColorStop(share, css(mix(colour, shadow, 0.3 - 0.3 * Math.cos(phase - share * 5 + 1.2))));
  context.fillStyle = cloth;
  context.beginPath();
  context.moveTo(0, -0.28);
  for (let step = 1; step <= 8; step++) context.lineTo(step / 8, -0.28 + wave(step / 8) + (step / 8) * 0.06);
  context.lineTo(0.72, wave(0.72) + 0.02);
  for (let step = 8; step >= 0; step--) context.lineTo(step / 8, 0.28 + wave(step / 8) - (step / 8) * 0.06);
  context.fill();
}
