import { css, mix, rgb, shade } from '../../kit/colour.ts';
import { fillShape, paintLamp, paintWall, roundPaint, type Mason } from './masonry.ts';

/** A smooth pyramid seen at an angle: a lit face and a shaded face, courses of stone, a golden tip. */
export function paintPyramid(mason: Mason, x: number, foot: number, width: number, height: number): void {
  const { context, stone, sunSide, unit, random } = mason;
  const half = width / 2;
  const edge = x - sunSide * half * 0.28;
  const tip = foot - height;
  const bright = context.createLinearGradient(0, tip, 0, foot);
  bright.addColorStop(0, css(mix(stone.lit, stone.trim, 0.4)));
  bright.addColorStop(1, css(mix(stone.lit, stone.middle, 0.45)));
  context.fillStyle = bright;
  context.beginPath();
  context.moveTo(x, tip);
  context.lineTo(x + sunSide * half, foot);
  context.lineTo(edge, foot);
  context.fill();
  fillShape(context, css(stone.dark), [
    [x, tip],
    [x - sunSide * half, foot],
    [edge, foot],
  ]);
  const courses = Math.max(5, Math.round(height / (unit * 5)));
  for (let course = 1; course < courses; course++) {
    const share = course / courses;
    const y = tip + height * share;
    const middle = x + (edge - x) * share;
    context.fillStyle = css(shade(stone.middle, -0.2), 0.22);
    const inset = random.between(0, 0.5) * half * share;
    context.fillRect(
      Math.min(middle, x + sunSide * (half * share - inset)),
      y,
      Math.abs(half * share - inset),
      unit * 0.6,
    );
    context.fillStyle = css(shade(stone.dark, -0.3), 0.25);
    context.fillRect(Math.min(x - sunSide * half * share, middle), y, half * share * 0.72, unit * 0.6);
  }
  const cap = height * 0.13;
  fillShape(context, css(mix(stone.trim, [255, 255, 255], 0.35)), [
    [x, tip],
    [x + sunSide * half * 0.13, tip + cap],
    [x + (edge - x) * 0.13, tip + cap],
  ]);
  fillShape(context, css(mix(stone.trim, stone.dark, 0.35)), [
    [x, tip],
    [x - sunSide * half * 0.13, tip + cap],
    [x + (edge - x) * 0.13, tip + cap],
  ]);
}

/** A pyramid of steps, with a stair up its front and lamps on the edges. */
export function paintStepPyramid(
  mason: Mason,
  x: number,
  foot: number,
  width: number,
  height: number,
  steps: number,
): void {
  const { context, stone, unit } = mason;
  for (let step = 0; step < steps; step++) {
    const share = step / steps;
    const wide = width * (1 - share * 0.86);
    const high = height / steps;
    const y = foot - high * step;
    paintWall(mason, x, y, wide, high + 0.5, 0.06);
    context.fillStyle = css(stone.trim);
    context.fillRect(x - wide * 0.472, y - high, wide * 0.944, Math.max(unit * 0.9, high * 0.09));
    for (const side of [-0.4, 0.4]) paintLamp(mason, x + side * wide, y - high * 0.4, unit * 1.6, unit * 2.4);
  }
  const stair = width * 0.075;
  fillShape(context, css(mix(stone.trim, stone.lit, 0.5)), [
    [x - stair, foot],
    [x - stair * 0.5, foot - height],
    [x + stair * 0.5, foot - height],
    [x + stair, foot],
  ]);
  context.fillStyle = css(stone.dark, 0.5);
  for (let y = foot - unit; y > foot - height; y -= unit * 2.6)
    context.fillRect(x - stair * 0.8, y, stair * 1.6, unit * 0.8);
  paintWall(mason, x, foot - height, width * 0.13, height * 0.16, 0.1);
  paintCornice(mason, x, foot - height * 1.16, width * 0.13, height * 0.035);
  context.fillStyle = css(mix(stone.lamp, [255, 255, 255], 0.4));
  context.fillRect(x - width * 0.018, foot - height * 1.12, width * 0.036, height * 0.12);
}

/** The flaring moulding that tops an Egyptian wall. */
export function paintCornice(mason: Mason, x: number, y: number, width: number, height: number): void {
  const { context, stone } = mason;
  const half = width / 2;
  context.fillStyle = css(stone.trim);
  context.beginPath();
  context.moveTo(x - half, y + height);
  context.quadraticCurveTo(x - half, y + height * 0.3, x - half - height * 0.7, y);
  context.lineTo(x + half + height * 0.7, y);
  context.quadraticCurveTo(x + half, y + height * 0.3, x + half, y + height);
  context.fill();
  context.fillStyle = css(stone.dark, 0.55);
  context.fillRect(x - half, y + height, width, Math.max(0.6, height * 0.22));
}

/** A tapering needle of stone with a shining tip and carved signs. */
export function paintObelisk(mason: Mason, x: number, foot: number, width: number, height: number): void {
  const { context, stone, sunSide, unit } = mason;
  const half = width / 2;
  const top = half * 0.66;
  const neck = foot - height * 0.92;
  paintWall(mason, x, foot, width * 1.9, height * 0.06, 0.1);
  fillShape(context, css(stone.dark), [
    [x - half, foot],
    [x - top, neck],
    [x + top, neck],
    [x + half, foot],
  ]);
  fillShape(context, css(stone.lit), [
    [x + sunSide * half, foot],
    [x + sunSide * top, neck],
    [x - sunSide * top * 0.2, neck],
    [x - sunSide * half * 0.2, foot],
  ]);
  context.fillStyle = css(stone.dark, 0.5);
  for (let y = neck + unit * 4; y < foot - height * 0.1; y += unit * 3.4) {
    context.fillRect(x + sunSide * half * 0.3 - unit * 0.7, y, unit * 1.4, unit * 1.5);
  }
  fillShape(context, css(mix(stone.trim, [255, 255, 255], 0.5)), [
    [x - top, neck],
    [x, foot - height],
    [x + top, neck],
  ]);
}

/** A temple gate: two battered towers with flags, a lit door between them. */
export function paintPylon(mason: Mason, x: number, foot: number, width: number, height: number): void {
  const { context, stone, unit, random } = mason;
  const tower = width * 0.4;
  context.fillStyle = css(mix(stone.dark, stone.middle, 0.5));
  context.fillRect(x - width * 0.14, foot - height * 0.74, width * 0.28, height * 0.74);
  paintCornice(mason, x, foot - height * 0.78, width * 0.26, height * 0.06);
  const door = context.createLinearGradient(0, foot - height * 0.55, 0, foot);
  door.addColorStop(0, css(shade(stone.dark, -0.5)));
  door.addColorStop(1, css(stone.lamp));
  context.fillStyle = door;
  context.fillRect(x - width * 0.07, foot - height * 0.56, width * 0.14, height * 0.56);
  for (const side of [-1, 1]) {
    const middle = x + side * width * 0.3;
    for (const pole of [-0.25, 0.25]) {
      const px = middle + pole * tower;
      context.fillStyle = css(shade(stone.dark, -0.2));
      context.fillRect(px - unit * 0.5, foot - height * 1.3, unit, height * 0.5);
      fillShape(context, css(mix(rgb('#c8402e'), stone.middle, 0.3)), [
        [px, foot - height * 1.3],
        [px + unit * 8, foot - height * 1.26],
        [px, foot - height * 1.2],
      ]);
    }
    paintWall(mason, middle, foot, tower, height, 0.16);
    paintCornice(mason, middle, foot - height * 1.06, tower * 0.84, height * 0.065);
    context.fillStyle = css(stone.dark, 0.42);
    for (let row = 0; row < 3; row++) {
      for (let figure = 0; figure < 3; figure++) {
        const fx = middle + (figure - 1) * tower * 0.21;
        const fy = foot - height * (0.3 + row * 0.24);
        const tall = height * 0.13;
        context.fillRect(fx - unit * 0.7, fy, unit * 1.5, tall);
        context.fillRect(fx - unit * 1.5, fy + tall * random.between(0.2, 0.4), unit * 3.4, unit * 0.9);
        context.beginPath();
        context.arc(fx, fy - unit * 0.6, unit * 1.1, 0, Math.PI * 2);
        context.fill();
      }
    }
  }
  paintLamp(mason, x, foot - height * 0.62, unit * 4, unit * 3);
}

/** A hall of papyrus columns with warm light between them. */
export function paintColonnade(
  mason: Mason,
  x: number,
  foot: number,
  width: number,
  height: number,
  count: number,
): void {
  const { context, stone, unit } = mason;
  const left = x - width / 2;
  const inside = context.createLinearGradient(0, foot - height * 0.8, 0, foot);
  inside.addColorStop(0, css(shade(stone.dark, -0.4)));
  inside.addColorStop(1, css(mix(stone.dark, stone.lamp, 0.55)));
  context.fillStyle = inside;
  context.fillRect(left, foot - height * 0.82, width, height * 0.82);
  const step = width / count;
  for (let index = 0; index < count; index++) {
    const middle = left + step * (index + 0.5);
    const half = step * 0.22;
    context.fillStyle = roundPaint(mason, middle - half, middle + half);
    context.beginPath();
    context.moveTo(middle - half * 0.9, foot);
    context.lineTo(middle - half * 0.75, foot - height * 0.62);
    context.quadraticCurveTo(middle - half * 0.8, foot - height * 0.74, middle - half * 1.75, foot - height * 0.8);
    context.lineTo(middle + half * 1.75, foot - height * 0.8);
    context.quadraticCurveTo(middle + half * 0.8, foot - height * 0.74, middle + half * 0.75, foot - height * 0.62);
    context.lineTo(middle + half * 0.9, foot);
    context.fill();
    context.fillStyle = css(stone.trim);
    context.fillRect(middle - half * 0.9, foot - height * 0.62, half * 1.8, unit);
    if (index > 0) paintLamp(mason, middle - step / 2, foot - height * 0.2, unit * 1.6, unit * 3);
  }
  paintWall(mason, x, foot - height * 0.8, width * 1.03, height * 0.13);
  paintCornice(mason, x, foot - height, width * 1.03, height * 0.08);
}

/** Mud-brick houses: cubes of different heights with small dark windows. */
export function paintHouses(mason: Mason, left: number, right: number, foot: number, height: number): void {
  const { context, stone, unit, random } = mason;
  for (let x = left; x < right; x += height * random.between(0.4, 0.7)) {
    const wide = height * random.between(0.6, 1.1);
    const high = height * random.between(0.5, 1);
    paintWall(mason, x, foot, wide, high, 0.05);
    context.fillStyle = css(stone.trim, 0.8);
    context.fillRect(x - wide / 2, foot - high, wide, unit);
    for (let index = 0; index < 3; index++) {
      const wx = x + random.between(-0.36, 0.36) * wide;
      const wy = foot - high * random.between(0.25, 0.8);
      if (random.chance(0.45)) paintLamp(mason, wx, wy, unit * 1.6, unit * 2.2);
      else {
        context.fillStyle = css(shade(stone.dark, -0.3));
        context.fillRect(wx - unit * 0.8, wy - unit, unit * 1.6, unit * 2.2);
      }
    }
  }
}
