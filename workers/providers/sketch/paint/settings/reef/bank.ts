import { css, mix, rgb, shade, type Rgb } from '../../../kit/colour.ts';
import { clamp, lerp } from '../../../kit/math.ts';
import { trimSheet } from '../../elements/trim.ts';
import { paintSheet, type Context, type Sheet, type Stage } from '../../scene.ts';
import { paintFan, paintFingers, paintStaghorn, paintTable, paintTubes, type PaintCoral } from './coral.ts';
import { paintBrain, paintCushion, paintRose } from './coral-round.ts';
import type { SeaLight } from './sea-light.ts';

/** A bank of rock overgrown with coral. */
export interface Bank {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  /** The row of its top at a column. */
  readonly top: (x: number) => number;
  /** Width of a middling coral in pixels. */
  readonly size: number;
  /** How much the distance veils it, 0 to 1. */
  readonly haze: number;
  /** How many corals stand on it. */
  readonly corals: number;
  /** Grand corals that stand where they are put: share of the width, drop of the foot and size in middling corals. */
  readonly heroes?: readonly Hero[];
}

/** A grand coral of a bank. */
export interface Hero {
  readonly paint: PaintCoral;
  readonly share: number;
  readonly drop: number;
  readonly size: number;
  readonly colour: Rgb;
}

/** The colours of corals, every one vivid. */
export const coralColours: readonly [Rgb, ...Rgb[]] = [
  rgb('#ff4a5c'),
  rgb('#ff6f91'),
  rgb('#ff8a1e'),
  rgb('#ffc928'),
  rgb('#d13cf0'),
  rgb('#8a4df2'),
  rgb('#ff3fa4'),
  rgb('#ff5f3c'),
  rgb('#58c46a'),
  rgb('#2fc4b8'),
  rgb('#f5a0d8'),
];

const kinds: readonly [PaintCoral, ...PaintCoral[]] = [
  paintStaghorn,
  paintFan,
  paintTubes,
  paintBrain,
  paintTable,
  paintFingers,
  paintCushion,
  paintRose,
  paintStaghorn,
  paintCushion,
];

/** Paints a bank: rock, crust, then corals from its crest down, nearer ones over farther ones. */
export function paintBank(stage: Stage, sea: SeaLight, bank: Bank): Sheet {
  const random = stage.random.fork(`bank-${bank.name}`);
  const bottom = stage.height + stage.marginY;
  const highest = Math.min(...steps(bank, 24).map((x) => bank.top(x)));
  const area = { left: bank.left - bank.size, right: bank.right + bank.size, top: highest - bank.size * 2.6 };
  const sheet = paintSheet(stage, area, (context) => {
    paintRock(context, stage, sea, bank);
    const shadow = mix(sea.deep, rgb('#1a1250'), 0.4);
    const rim = mix(sea.bright, [255, 255, 255], 0.3);
    const span = bank.right - bank.left;
    const places = Array.from({ length: bank.corals }, (_, index) => {
      const row = random.next() ** 1.2;
      const x = bank.left + span * clamp((index + random.between(-0.3, 1.3)) / bank.corals, 0.01, 0.99);
      return { x, foot: bank.top(x) + bank.size * (0.08 + row * 2.5), row, kind: index };
    }).toSorted((a, b) => a.foot - b.foot);
    let last: Rgb | undefined;
    const turn = random.whole(0, kinds.length - 1);
    for (const hero of bank.heroes ?? []) {
      const x = bank.left + span * hero.share;
      const colour = sea.paint(hero.colour);
      const size = hero.size * bank.size;
      hero.paint(context, x, bank.top(x) + hero.drop * bank.size, {
        colour,
        shadow,
        rim,
        size,
        random,
        noise: stage.noise,
      });
    }
    for (const { x, foot, row, kind } of places) {
      if (foot > bottom + bank.size * 0.4) continue;
      let colour = random.pick(coralColours);
      while (colour === last) colour = random.pick(coralColours);
      last = colour;
      const paint = kinds[(kind * 3 + turn) % kinds.length] ?? paintBrain;
      const grow =
        paint === paintFan || paint === paintTable ? 1.35 : paint === paintBrain || paint === paintCushion ? 0.8 : 1.1;
      const size = bank.size * grow * random.between(0.6, 1.15) * (1 - row * 0.1);
      paintFootShade(context, x, foot, size, shadow);
      paint(context, x, foot + size * 0.04, {
        colour: mix(sea.paint(colour), shade(sea.paint(colour), -0.2), row * 0.4),
        shadow,
        rim,
        size,
        random,
        noise: stage.noise,
      });
    }
    veil(context, stage, sea, bank, highest);
  });
  return trimSheet(sheet);
}

const steps = (bank: Bank, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, index) => lerp(bank.left, bank.right, index / count));

function paintFootShade(context: Context, x: number, foot: number, size: number, shadow: Rgb): void {
  context.fillStyle = css(shade(shadow, -0.4), 0.3);
  context.beginPath();
  context.ellipse(x + size * 0.06, foot + size * 0.02, size * 0.46, size * 0.12, 0, 0, Math.PI * 2);
  context.fill();
}

function paintRock(context: Context, stage: Stage, sea: SeaLight, bank: Bank): void {
  const random = stage.random.fork(`rock-${bank.name}`);
  const bottom = stage.height + stage.marginY;
  const points = steps(bank, 60);
  context.beginPath();
  context.moveTo(bank.left, bottom);
  for (const x of points) context.lineTo(x, bank.top(x) + stage.noise.cloudy(x / bank.size, 7, 3) * bank.size * 0.3);
  context.lineTo(bank.right, bottom);
  context.closePath();
  const base = sea.paint(rgb('#7a5a86'));
  const fill = context.createLinearGradient(0, Math.min(...points.map((x) => bank.top(x))), 0, bottom);
  fill.addColorStop(0, css(mix(base, sea.shallow, 0.15)));
  fill.addColorStop(0.4, css(mix(shade(base, -0.3), sea.deep, 0.3)));
  fill.addColorStop(1, css(mix(shade(base, -0.5), sea.deep, 0.6)));
  context.fillStyle = fill;
  context.fill();
  context.save();
  context.clip();
  const dabs = Math.round(((bank.right - bank.left) / bank.size) * 190);
  for (let index = 0; index < dabs; index++) {
    const x = random.between(bank.left, bank.right);
    const top = bank.top(x);
    const down = random.next() ** 1.4;
    const y = top + down * Math.max(bank.size, bottom - top);
    const r = bank.size * random.between(0.02, 0.08);
    const colour = mix(sea.paint(random.pick(coralColours)), sea.deep, 0.5 + down * 0.4);
    context.fillStyle = css(shade(colour, -0.35), 0.75);
    context.beginPath();
    context.ellipse(x + r * 0.12, y + r * 0.2, r, r * 0.72, 0, 0, Math.PI * 2);
    context.fill();
    context.fillStyle = css(colour, 0.85);
    context.beginPath();
    context.ellipse(x, y, r * 0.85, r * 0.58, 0, 0, Math.PI * 2);
    context.fill();
    context.fillStyle = css(mix(colour, sea.bright, 0.4), 0.35);
    context.beginPath();
    context.ellipse(x - r * 0.15, y - r * 0.2, r * 0.4, r * 0.2, 0, 0, Math.PI * 2);
    context.fill();
  }
  context.restore();
}

/** Light from above, blue shade below, and the water between. */
function veil(context: Context, stage: Stage, sea: SeaLight, bank: Bank, highest: number): void {
  const width = bank.right - bank.left + bank.size * 2;
  const bottom = stage.height + stage.marginY;
  const top = highest - bank.size;
  context.globalCompositeOperation = 'source-atop';
  const fall = context.createLinearGradient(0, top, 0, bottom);
  fall.addColorStop(0, css(sea.bright, 0.14 * sea.strength));
  fall.addColorStop(0.3, css(sea.shallow, 0.06));
  fall.addColorStop(0.55, css(sea.deep, 0.1));
  fall.addColorStop(1, css(shade(sea.deep, -0.35), 0.5));
  context.fillStyle = fall;
  context.fillRect(bank.left - bank.size, top - bank.size * 2, width, bottom - top + bank.size * 2);
  context.fillStyle = css(sea.haze, bank.haze);
  context.fillRect(bank.left - bank.size, top - bank.size * 2, width, bottom - top + bank.size * 2);
  context.globalCompositeOperation = 'source-over';
}
