import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import type { Random } from '../../kit/random.ts';
import { fillShape } from '../elements/masonry.ts';
import type { Light } from '../light.ts';
import type { Context } from '../scene.ts';

/** What grows or lies on the hill. */
export type Cover = 'green' | 'snow' | 'sand';

const covers: Readonly<Record<Cover, Rgb>> = { green: rgb('#6fa848'), snow: rgb('#f4f8ff'), sand: rgb('#dcae6c') };
const rocks: Readonly<Record<Cover, Rgb>> = { green: rgb('#8d8478'), snow: rgb('#7d8494'), sand: rgb('#b98a5c') };

/** The hill's outline from left to right, in hundredths of the castle's height; its foot is the row 0. */
const outline: readonly (readonly [x: number, y: number])[] = [
  [-72, 2],
  [-62, -2],
  [-57, -7],
  [-53, -8],
  [-50, -15],
  [-45, -16.5],
  [-43, -23],
  [-40, -25],
  [-20, -27],
  [0, -26],
  [22, -27],
  [39, -25],
  [42, -18],
  [49, -15.5],
  [51, -10],
  [57, -8.5],
  [61, -3],
  [72, 2],
];

/** Paints a rocky hill whose top is near the row -26. */
export function paintHill(context: Context, light: Light, cover: Cover, side: 1 | -1, random: Random): void {
  const day = mix(light.sun, [255, 255, 255], 0.15);
  const toneOf = (of: Rgb, shadow: number): Rgb => mix(lit(of, day), mix(shade(of, -0.5), light.shadow, 0.45), shadow);
  const rock = rocks[cover];
  const rough = outline.flatMap(([x, y], index): (readonly [number, number])[] => {
    const next = outline[index + 1];
    if (!next) return [[x, y]];
    return [0, 0.34, 0.67].map((t) => [
      x + (next[0] - x) * t + random.between(-0.7, 0.7),
      y + (next[1] - y) * t + random.between(-0.9, 0.9),
    ]);
  });
  const fill = context.createLinearGradient(-60 * side, 0, 60 * side, 0);
  fill.addColorStop(0, css(toneOf(rock, 0.9)));
  fill.addColorStop(0.45, css(toneOf(rock, 0.55)));
  fill.addColorStop(1, css(toneOf(shade(rock, 0.1), 0.1)));
  context.save();
  context.fillStyle = fill;
  context.beginPath();
  for (const [x, y] of rough) context.lineTo(x, y);
  context.quadraticCurveTo(40, 6, 0, 6.5);
  context.quadraticCurveTo(-40, 6, -72, 2);
  context.fill();
  context.clip();
  for (let index = 0; index < 150; index++) {
    const x = random.between(-66, 66);
    const y = random.between(-27, 3);
    const wide = random.between(1.5, 5);
    const high = random.between(2.5, 8);
    const bright = random.chance(0.5 + (x / 66) * side * 0.25);
    const tone = bright ? toneOf(shade(rock, 0.2), 0.05) : toneOf(rock, 1);
    fillShape(context, css(tone, random.between(0.2, 0.5)), [
      [x, y],
      [x + side * wide, y + high * 0.3],
      [x + side * wide * 0.7, y + high],
      [x - side * wide * 0.2, y + high * 0.8],
    ]);
  }
  paintLedges(context, cover, toneOf, side, random);
  context.restore();
}

/** Grass, snow or sand on the ledges, thicker on the gentle slopes of the foot. */
function paintLedges(
  context: Context,
  cover: Cover,
  toneOf: (of: Rgb, shadow: number) => Rgb,
  side: 1 | -1,
  random: Random,
): void {
  const colour = covers[cover];
  const ledges = Array.from({ length: 170 }, (_, index) => {
    const brow = index < 40;
    const low = index > 80;
    return {
      x: random.between(-66, 66),
      y: brow ? random.between(-25, -22) : low ? random.between(-9, 6) : random.between(-22, -4),
      wide: random.between(5, 10) * (low ? 1.5 : 1),
    };
  }).toSorted((a, b) => a.y - b.y);
  for (const { x, y, wide } of ledges) {
    const shadow = (side * x > 0 ? 0 : 0.2) + random.between(0, 0.3);
    context.fillStyle = css(toneOf(colour, shadow), 0.95);
    context.beginPath();
    context.moveTo(x - wide / 2, y);
    context.quadraticCurveTo(x, y - wide * 0.24, x + wide / 2, y);
    for (let tip = 4; tip >= 0; tip--) {
      const at = x - wide / 2 + (wide * (tip + 0.5)) / 5;
      context.lineTo(at, y + random.between(0.4, wide * 0.34) * (tip === 0 || tip === 4 ? 0.5 : 1));
      context.lineTo(x - wide / 2 + (wide * tip) / 5, y + 0.2);
    }
    context.fill();
  }
}

/** A pale road that winds from the foot up to the gate. */
export function paintRoad(context: Context, light: Light, gate: number): void {
  const day = lit(rgb('#e2cda4'), mix(light.sun, [255, 255, 255], 0.1));
  const bends: readonly (readonly [number, number, number])[] = [
    [gate + 1, -24.5, 1.4],
    [gate + 2, -21, 1.7],
    [gate + 17, -17, 2],
    [gate + 15, -14, 2.3],
    [gate - 18, -9.5, 2.9],
    [gate - 16, -6, 3.4],
    [gate + 8, -1, 4.6],
    [gate + 10, 6, 6.4],
  ];
  context.strokeStyle = css(mix(day, light.shadow, 0.18));
  context.lineCap = 'round';
  for (const [index, [x, y, wide]] of bends.entries()) {
    const next = bends[index + 1];
    if (!next) break;
    context.lineWidth = wide * 0.62;
    context.beginPath();
    context.moveTo(x, y);
    context.bezierCurveTo(x, y + (next[1] - y) * 0.6, next[0], y + (next[1] - y) * 0.4, next[0], next[1]);
    context.stroke();
  }
}

/** Trees and bushes on the hill's slopes, clear of the road. */
export function paintGrove(context: Context, light: Light, cover: Cover, side: 1 | -1, random: Random): void {
  if (cover === 'sand') return;
  const day = mix(light.sun, [255, 255, 255], 0.1);
  const leaf = cover === 'snow' ? rgb('#35564e') : rgb('#3f7a3a');
  const toneOf = (of: Rgb, shadow: number): Rgb => mix(lit(of, day), mix(shade(of, -0.55), light.shadow, 0.4), shadow);
  const trees = Array.from({ length: 46 }, () => {
    const left = random.chance(0.5);
    const out = random.between(0, 1);
    return {
      x: (left ? -1 : 1) * (24 + out * 44),
      y: -17 + out * 17 + random.between(0, 6),
      high: random.between(4, 9),
    };
  }).toSorted((a, b) => a.y - b.y);
  for (const { x, y, high } of trees) {
    const half = high * 0.25;
    for (let tier = 0; tier < 4; tier++) {
      const foot = y - (high * tier) / 4.6;
      const wide = half * (1 - tier * 0.2);
      const top = foot - high * 0.4;
      fillShape(context, css(toneOf(leaf, 0.75)), [
        [x - wide, foot],
        [x, top],
        [x + wide, foot],
      ]);
      const bright = cover === 'snow' ? mix(toneOf(rgb('#ffffff'), 0.1), toneOf(leaf, 0.2), 0.25) : toneOf(leaf, 0.1);
      fillShape(context, css(bright, 0.9), [
        [x + side * wide * 0.1, foot - high * 0.06],
        [x, top],
        [x + side * wide, foot],
        [x + side * wide * 0.5, foot - high * 0.08],
      ]);
    }
  }
}
