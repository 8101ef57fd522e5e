import { css, lit, mix, rgb, type Rgb } from '../../kit/colour.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { paintClump } from '../elements/forest-trees.ts';
import type { Light } from '../light.ts';
import type { Context, Stage } from '../scene.ts';
import { isSnowy, mossIn, otherIn } from './garden-colours.ts';

/** Paints the near bank: raked gravel around great stones, behind it a rim of moss and shrubs at the water. */
export function paintNearBank(context: Context, stage: Stage, light: Light, spec: SceneSpec): void {
  const { width, height, unit, marginX, marginY, noise } = stage;
  const random = stage.random.fork('near bank');
  const bottom = height + marginY;
  const crest = (x: number): number => {
    const share = x / width;
    return height * (0.79 + 0.12 * Math.max(0, share) ** 1.3) + noise.at(x / (120 * unit), 5.1) * 7 * unit;
  };
  const trace = (lower: number): void => {
    context.beginPath();
    context.moveTo(-marginX, bottom);
    for (let x = -marginX; x <= width + marginX + 6; x += 6 * unit) context.lineTo(x, crest(x) + lower);
    context.lineTo(width + marginX, bottom);
  };
  const moss = mossIn(light, spec, 0);
  context.fillStyle = css(mix(moss.dark, [0, 0, 0], 0.25));
  trace(-2 * unit);
  context.fill();
  context.fillStyle = css(mix(moss.dark, moss.bright, 0.55));
  trace(3 * unit);
  context.fill();
  context.save();
  const sand = lit(isSnowy(spec) ? rgb('#eef3fc') : rgb('#efe4cf'), mix(light.sun, [255, 255, 255], 0.1));
  const shaded = mix(sand, light.shadow, 0.42);
  const fill = context.createLinearGradient(0, height * 0.82, 0, bottom);
  fill.addColorStop(0, css(mix(sand, light.glow, 0.2)));
  fill.addColorStop(1, css(mix(sand, light.shadow, 0.3)));
  context.fillStyle = fill;
  trace(20 * unit);
  context.fill();
  context.clip();
  for (let line = 1; line < 34; line++) {
    const gap = line * (4 + line * 0.16) * unit;
    for (const [colour, lower, alpha] of [
      [shaded, 0, 0.75],
      [mix(sand, [255, 255, 255], 0.5), 1.8, 0.5],
    ] as const) {
      context.strokeStyle = css(colour, alpha);
      context.lineWidth = (0.9 + line * 0.05) * unit;
      context.beginPath();
      for (let x = -marginX; x <= width + marginX; x += 8 * unit)
        context.lineTo(x, crest(x) + 20 * unit + gap + lower * unit);
      context.stroke();
    }
  }
  context.restore();
  for (let blade = 0; blade < width / (0.8 * unit); blade++) {
    const x = random.between(-marginX, width + marginX);
    const y = crest(x) + random.between(-1, 21) * unit;
    const high = random.between(4, 10) * unit;
    context.fillStyle = css(mix(moss.dark, moss.bright, random.next()), 0.85);
    context.beginPath();
    context.moveTo(x - unit, y);
    context.lineTo(x + random.between(-3, 3) * unit, y - high);
    context.lineTo(x + unit, y);
    context.fill();
  }
  for (let group = 0; group < 13; group++) {
    const middle = -marginX + ((group + random.between(0.2, 0.8)) / 13) * (width + 2 * marginX);
    const look = otherIn(light, spec, 0, group);
    for (const [dx, size] of [
      [-0.9, 0.7],
      [0.8, 0.75],
      [0, 1],
    ] as const) {
      const own = size * random.between(13, 22) * unit;
      const x = middle + dx * 20 * unit;
      paintClump(context, x, crest(x) + 10 * unit - own * 0.4, own, look, 20, random);
    }
  }
  for (const [share, row, size] of [
    [0.74, 0.985, 44],
    [0.81, 1.0, 26],
    [0.5, 0.93, 17],
  ] as const) {
    paintStone(context, stage, light, width * share, height * row, size * unit, sand, shaded);
  }
}

/** A great stone in rings of raked gravel. */
function paintStone(
  context: Context,
  stage: Stage,
  light: Light,
  x: number,
  foot: number,
  size: number,
  sand: Rgb,
  shaded: Rgb,
): void {
  const { unit, noise } = stage;
  const side = light.sunX < 0.5 ? -1 : 1;
  for (let ring = 5; ring >= 1; ring--) {
    context.fillStyle = css(ring % 2 === 1 ? mix(sand, shaded, 0.25) : sand);
    context.strokeStyle = css(shaded, 0.75);
    context.lineWidth = 1.2 * unit;
    context.beginPath();
    context.ellipse(x, foot, size + ring * 6.5 * unit, size * 0.24 + ring * 3 * unit, 0, 0, Math.PI * 2);
    context.fill();
    context.stroke();
  }
  const outline = (grow: number, shift: number): void => {
    context.beginPath();
    for (let step = 0; step <= 26; step++) {
      const angle = Math.PI + (step / 26) * Math.PI;
      const out = size * grow * (0.9 + 0.22 * noise.at(Math.cos(angle) * 1.6 + x, Math.sin(angle) * 1.6 + size));
      context.lineTo(x + shift + Math.cos(angle) * out, foot + Math.sin(angle) * out * 0.92);
    }
    context.quadraticCurveTo(x, foot + size * 0.22, x - size * grow * 0.9 + shift, foot);
    context.fill();
  };
  const stone = lit(rgb('#85827f'), light.sun);
  context.fillStyle = css(mix(stone, light.shadow, 0.62));
  outline(1, 0);
  context.fillStyle = css(mix(stone, light.shadow, 0.25));
  outline(0.82, side * size * 0.1);
  context.fillStyle = css(mix(stone, light.glow, 0.28));
  outline(0.5, side * size * 0.24);
}

/** A cushion of moss on the gravel, as around the roots of a tree. */
export function paintMossAt(context: Context, stage: Stage, light: Light, spec: SceneSpec, x: number, y: number): void {
  const { unit } = stage;
  const random = stage.random.fork('moss');
  const moss = mossIn(light, spec, 0);
  for (const [size, colour] of [
    [1, mix(moss.dark, light.shadow, 0.15)],
    [0.93, mix(moss.dark, moss.bright, 0.35)],
    [0.7, mix(moss.dark, moss.bright, 0.55)],
  ] as const) {
    context.fillStyle = css(colour);
    context.beginPath();
    context.ellipse(x, y + (1 - size) * -14 * unit, 96 * size * unit, 27 * size * unit, 0, 0, Math.PI * 2);
    context.fill();
  }
  for (let tuft = 0; tuft < 130; tuft++) {
    const angle = random.between(0, Math.PI * 2);
    const out = Math.sqrt(random.next());
    context.fillStyle = css(mix(moss.dark, moss.bright, random.next()), 0.7);
    context.beginPath();
    const atX = x + Math.cos(angle) * out * 92 * unit;
    const atY = y + Math.sin(angle) * out * 24 * unit;
    context.ellipse(atX, atY - 3 * unit, random.between(3, 7) * unit, 2.4 * unit, 0, 0, Math.PI * 2);
    context.fill();
  }
}
