import { css, lit, mix, rgb, shade, type Rgb } from '../../../kit/colour.ts';
import type { Random } from '../../../kit/random.ts';
import { paintGlow } from '../../elements/sky.ts';
import type { Light } from '../../light.ts';
import type { Context, Stage } from '../../scene.ts';
import { endM, fillFace, fillFront, frontM, project, throughAir, type StreetView } from './street-view.ts';

const walls = ['#c98a62', '#d9b98a', '#b8685a', '#8fa39a', '#e0cfae', '#7f8fa6', '#c4735c', '#a88f78'] as const;
const awnings = ['#c8403a', '#2f7f6a', '#d99a2f', '#35639a', '#8a3f6a'] as const;
const neons = ['#ff4fb0', '#3fe0ff', '#ffd04a', '#9a6aff', '#4affa0'] as const;
const warm = rgb('#ffc866');

/** The houses of both sides, from the far end to the near one. The same random gives the same houses. */
export function paintHouses(context: Context, stage: Stage, light: Light, view: StreetView): void {
  for (const side of [-1, 1] as const) {
    const random = stage.random.fork(`houses${side}`);
    const houses: { readonly from: number; readonly to: number; readonly label: string }[] = [];
    for (let z = 2.2; z < endM;) {
      const wide = random.between(4.6, 7.6);
      houses.push({ from: z, to: z + wide, label: `house${side}-${houses.length}` });
      z += wide;
    }
    for (const { from, to, label } of houses.toReversed()) {
      paintHouse(context, light, view, side * frontM, from, to, stage.random.fork(label));
    }
  }
}

function paintHouse(
  context: Context,
  light: Light,
  view: StreetView,
  x: number,
  from: number,
  to: number,
  random: Random,
): void {
  const floors = random.whole(3, 4);
  const top = 3.5 + (floors - 1) * 2.7 + random.between(0.2, 0.9);
  const day = mix(mix(light.sun, [255, 255, 255], 0.1), mix(light.shadow, light.haze, 0.3), 0.2 + view.lamps * 0.4);
  const shaded = Math.sign(x) === Math.sign(light.sunX - 0.5) ? -0.16 : 0.03;
  const wall = shade(lit(rgb(random.pick(walls)), day), shaded);
  const inAir = (colour: Rgb, z = (from + to) / 2): Rgb => throughAir(light, colour, z);
  const [nearX, footY] = project(view, x, 0, from);
  const [, topY] = project(view, x, top, from);
  const rise = context.createLinearGradient(nearX, footY, nearX, topY);
  const lampLit = mix(wall, lit(wall, warm), 0.5 * view.lamps);
  rise.addColorStop(0, css(inAir(shade(mix(lampLit, warm, 0.3 * view.lamps), -0.1))));
  rise.addColorStop(0.35, css(inAir(lampLit)));
  rise.addColorStop(1, css(inAir(shade(wall, -0.12 - view.lamps * 0.15))));
  context.fillStyle = rise;
  fillFront(context, view, x, [from, to], [0, top]);
  // The eave, the roof behind it, and the dark seam to the next house.
  const eave = x - Math.sign(x) * 0.4;
  context.fillStyle = css(inAir(shade(lit(rgb('#6a4038'), day), -0.1)));
  fillFace(context, view, [
    [eave, top, from],
    [x + Math.sign(x) * 2.6, top + 2.3, from],
    [x + Math.sign(x) * 2.6, top + 2.3, to],
    [eave, top, to],
  ]);
  context.fillStyle = css(inAir(shade(wall, -0.4)));
  fillFront(context, view, eave, [from, to], [top - 0.2, top]);
  context.fillStyle = css(inAir(shade(wall, -0.5)), 0.5);
  fillFront(context, view, x, [to - 0.14, to], [0, top]);
  context.fillStyle = css(inAir(shade(wall, 0.14)), 0.7);
  fillFront(context, view, x, [from, to], [3.35, 3.55]);
  paintWindows(context, light, view, x, from, to, floors, wall, random);
  paintShop(context, light, view, x, from, to, day, random);
}

function paintWindows(
  context: Context,
  light: Light,
  view: StreetView,
  x: number,
  from: number,
  to: number,
  floors: number,
  wall: Rgb,
  random: Random,
): void {
  const columns = Math.max(2, Math.round((to - from) / 2));
  const step = (to - from) / columns;
  const shutter = mix(rgb(random.pick(['#3f6a5c', '#4a5a7a', '#7a4238', '#d8cbb0'])), wall, 0.35);
  for (let floor = 1; floor < floors; floor++) {
    for (let column = 0; column < columns; column++) {
      const z = from + (column + 0.5) * step;
      const y = 3.5 + (floor - 1) * 2.7 + 0.55;
      const bright = random.chance(0.24 + 0.34 * view.lamps);
      const inAir = (colour: Rgb): Rgb => throughAir(light, colour, bright ? z * 0.6 : z);
      context.fillStyle = css(inAir(shade(wall, 0.25)));
      fillFront(context, view, x, [z - 0.62, z + 0.62], [y - 0.14, y + 1.72]);
      const glass = mix(shade(lit(light.skyMiddle, rgb('#8fa8c0')), -0.3), warm, bright ? view.lamps : 0);
      context.fillStyle = css(inAir(glass));
      fillFront(context, view, x, [z - 0.5, z + 0.5], [y, y + 1.6]);
      if (z > 34) continue;
      context.fillStyle = css(inAir(shade(bright ? rgb('#a8682a') : wall, -0.35)), 0.8);
      fillFront(context, view, x, [z - 0.04, z + 0.04], [y, y + 1.6]);
      fillFront(context, view, x, [z - 0.5, z + 0.5], [y + 0.95, y + 1.02]);
      context.fillStyle = css(inAir(shade(shutter, -0.1 - view.lamps * 0.2)));
      fillFront(context, view, x, [z - 0.98, z - 0.64], [y - 0.05, y + 1.62]);
      fillFront(context, view, x, [z + 0.64, z + 0.98], [y - 0.05, y + 1.62]);
    }
  }
}

function paintShop(
  context: Context,
  light: Light,
  view: StreetView,
  x: number,
  from: number,
  to: number,
  day: Rgb,
  random: Random,
): void {
  const middle = (from + to) / 2;
  const side = Math.sign(x);
  const inAir = (colour: Rgb, share = 1): Rgb => throughAir(light, colour, middle * share);
  const cloth = rgb(random.pick(awnings));
  const neon = rgb(random.pick(neons));
  const glow = view.neon ? mix(warm, neon, 0.6) : warm;
  context.fillStyle = css(inAir(shade(lit(cloth, day), -0.45)));
  fillFront(context, view, x, [from + 0.3, to - 0.3], [0, 3.2]);
  const [, foot] = project(view, x, 0.5, middle);
  const [, head] = project(view, x, 2.6, middle);
  const pane = context.createLinearGradient(0, foot, 0, head);
  pane.addColorStop(0, css(inAir(mix(rgb('#5a5048'), shade(glow, -0.18), view.lamps), 0.6)));
  pane.addColorStop(1, css(inAir(mix(rgb('#c8b48a'), shade(glow, 0.4), view.lamps), 0.6)));
  const door = to - 1.6;
  context.fillStyle = pane;
  fillFront(context, view, x, [from + 0.55, door - 0.2], [0.55, 2.6]);
  fillFront(context, view, x, [door + 0.1, to - 0.55], [0.9, 2.6]);
  if (middle < 40) {
    context.fillStyle = css(inAir(shade(lit(cloth, day), -0.55)));
    for (let post = from + 0.55; post < door - 0.4; post += 1.15)
      fillFront(context, view, x, [post - 0.05, post + 0.05], [0.55, 2.6]);
    for (let ware = 0; ware < 7; ware++) {
      const z = random.between(from + 0.8, Math.max(from + 0.9, door - 0.6));
      context.fillStyle = css(inAir(rgb(random.pick(awnings))), 0.65);
      fillFront(context, view, x, [z - 0.16, z + 0.16], [0.6, random.between(0.95, 1.5)]);
    }
  }
  const out = x - side * 1.25;
  const stripes = Math.round((to - from) / 0.6);
  for (let stripe = 0; stripe < stripes; stripe++) {
    const z = from + 0.2 + ((to - from - 0.4) * stripe) / stripes;
    const next = from + 0.2 + ((to - from - 0.4) * (stripe + 1)) / stripes;
    const colour = lit(stripe % 2 === 0 ? cloth : rgb('#f2e6d0'), mix(day, glow, 0.35 * view.lamps));
    context.fillStyle = css(inAir(colour));
    fillFace(context, view, [
      [x, 3.3, z],
      [out, 2.65, z],
      [out, 2.65, next],
      [x, 3.3, next],
    ]);
    context.fillStyle = css(inAir(shade(colour, -0.22)));
    fillFront(context, view, out, [z, next], [2.38, 2.66]);
  }
  if (view.neon || random.chance(0.45)) paintSign(context, view, x, from + 0.4, view.neon, inAir(neon, 0.5), random);
  if (view.lamps < 0.2) return;
  const [glowX, glowY] = project(view, x - side * 0.2, 1.6, middle);
  context.globalCompositeOperation = 'lighter';
  paintGlow(context, glowX, glowY, (3 * view.focal) / middle, glow, 0.34 * view.lamps);
  context.globalCompositeOperation = 'source-over';
}

/** A board that hangs over the pavement, or a tall tube of neon. */
function paintSign(
  context: Context,
  view: StreetView,
  x: number,
  z: number,
  neon: boolean,
  colour: Rgb,
  random: Random,
): void {
  if (z < 6) return;
  const side = Math.sign(x);
  const low = neon ? 3.7 : 3.6;
  const high = low + (neon ? random.between(2, 3.6) : 0.8);
  const board = (inner: number, grow: number): void =>
    fillFace(context, view, [
      [x - side * (0.15 + inner), low + inner, z + grow],
      [x - side * (1.05 - inner), low + inner, z + grow],
      [x - side * (1.05 - inner), high - inner, z + grow],
      [x - side * (0.15 + inner), high - inner, z + grow],
    ]);
  context.fillStyle = css(neon ? colour : shade(colour, -0.65));
  board(0, 0);
  context.fillStyle = css(neon ? shade(colour, -0.75) : mix(warm, shade(colour, -0.2), 0.5), 0.95);
  board(0.1, 0);
  if (!neon) return;
  context.fillStyle = css(shade(colour, 0.5));
  for (let y = low + 0.3; y < high - 0.4; y += 0.62) {
    fillFace(context, view, [
      [x - side * 0.36, y, z],
      [x - side * 0.84, y, z],
      [x - side * (0.84 - 0.2 * random.next()), y + 0.36, z],
      [x - side * 0.36, y + 0.36 * random.next(), z],
    ]);
  }
}
