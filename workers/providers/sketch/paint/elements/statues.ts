import { css, mix, rgb, shade } from '../../kit/colour.ts';
import { fillShape, paintWall, roundPaint, type Mason } from './masonry.ts';

/** A seated king of stone, seen from the front. */
export function paintColossus(mason: Mason, x: number, foot: number, height: number): void {
  const { context, stone } = mason;
  const wide = height * 0.42;
  paintWall(mason, x, foot, wide * 1.25, height * 0.1, 0.04);
  const base = foot - height * 0.1;
  context.fillStyle = css(mix(stone.dark, stone.middle, 0.4));
  context.fillRect(x - wide * 0.5, base - height * 0.5, wide, height * 0.5);
  for (const side of [-1, 1]) {
    const leg = x + side * wide * 0.2;
    context.fillStyle = roundPaint(mason, leg - wide * 0.17, leg + wide * 0.17);
    context.fillRect(leg - wide * 0.17, base - height * 0.34, wide * 0.32, height * 0.34);
    context.fillRect(leg - wide * 0.2, base - height * 0.42, wide * 0.38, height * 0.1);
  }
  context.fillStyle = roundPaint(mason, x - wide * 0.5, x + wide * 0.5);
  context.beginPath();
  context.moveTo(x - wide * 0.32, base - height * 0.36);
  context.lineTo(x - wide * 0.52, base - height * 0.62);
  context.quadraticCurveTo(x, base - height * 0.72, x + wide * 0.52, base - height * 0.62);
  context.lineTo(x + wide * 0.32, base - height * 0.36);
  context.fill();
  paintRoyalHead(mason, x, base - height * 0.62, height * 0.3);
}

/** A head in the striped cloth of a king, from the front; `neck` is the row of the shoulders. */
function paintRoyalHead(mason: Mason, x: number, neck: number, height: number): void {
  const { context, stone } = mason;
  const half = height * 0.42;
  context.fillStyle = roundPaint(mason, x - half, x + half);
  context.beginPath();
  context.moveTo(x - half * 0.95, neck + height * 0.2);
  context.quadraticCurveTo(x - half * 1.15, neck - height * 0.9, x, neck - height * 0.95);
  context.quadraticCurveTo(x + half * 1.15, neck - height * 0.9, x + half * 0.95, neck + height * 0.2);
  context.fill();
  context.strokeStyle = css(mix(rgb('#2f5f9c'), stone.dark, 0.35), 0.75);
  context.lineWidth = height * 0.045;
  for (let stripe = 0; stripe < 4; stripe++) {
    const y = neck - height * (0.55 - stripe * 0.2);
    for (const side of [-1, 1]) {
      context.beginPath();
      context.moveTo(x + side * half * 0.98, y);
      context.lineTo(x + side * half * 0.58, y - height * 0.05);
      context.stroke();
    }
  }
  context.fillStyle = css(mix(stone.lit, stone.middle, 0.3));
  context.beginPath();
  context.ellipse(x, neck - height * 0.38, half * 0.56, height * 0.34, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css(shade(stone.dark, -0.3), 0.8);
  for (const side of [-1, 1])
    context.fillRect(x + side * half * 0.25 - height * 0.06, neck - height * 0.47, height * 0.12, height * 0.04);
  context.fillRect(x - height * 0.07, neck - height * 0.18, height * 0.14, height * 0.035);
  context.fillRect(x - height * 0.03, neck - height * 0.06, height * 0.06, height * 0.2);
}

/** A lying sphinx in profile; `facing` 1 looks to the right. */
export function paintSphinx(mason: Mason, x: number, foot: number, width: number, facing: 1 | -1): void {
  const { context, stone } = mason;
  const tall = width * 0.5;
  context.save();
  context.translate(x, foot);
  context.scale(facing * width, width);
  const body = context.createLinearGradient(0, -0.45, 0, 0);
  body.addColorStop(0, css(stone.lit));
  body.addColorStop(0.6, css(stone.middle));
  body.addColorStop(1, css(stone.dark));
  context.fillStyle = css(mix(stone.dark, stone.middle, 0.5));
  context.fillRect(-0.52, -0.06, 1.06, 0.06);
  context.fillStyle = body;
  context.beginPath();
  context.moveTo(-0.46, -0.05);
  context.quadraticCurveTo(-0.52, -0.3, -0.32, -0.31);
  context.quadraticCurveTo(-0.1, -0.25, 0.08, -0.3);
  context.lineTo(0.14, -0.36);
  context.lineTo(0.26, -0.3);
  context.quadraticCurveTo(0.28, -0.16, 0.3, -0.13);
  context.lineTo(0.5, -0.12);
  context.quadraticCurveTo(0.54, -0.08, 0.5, -0.05);
  context.closePath();
  context.fill();
  context.fillStyle = css(stone.dark, 0.6);
  context.beginPath();
  context.ellipse(-0.29, -0.13, 0.13, 0.075, -0.3, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css(mix(stone.middle, stone.lit, 0.5));
  context.beginPath();
  context.moveTo(0.02, -0.26);
  context.quadraticCurveTo(0.02, -0.56, 0.2, -0.55);
  context.quadraticCurveTo(0.29, -0.54, 0.29, -0.46);
  context.lineTo(0.31, -0.41);
  context.lineTo(0.285, -0.39);
  context.lineTo(0.28, -0.33);
  context.lineTo(0.2, -0.31);
  context.lineTo(0.19, -0.22);
  context.closePath();
  context.fill();
  context.restore();
  context.fillStyle = css(mix(rgb('#2f5f9c'), stone.dark, 0.4), 0.7);
  for (let stripe = 0; stripe < 4; stripe++) {
    const y = foot - tall * (0.98 - stripe * 0.14);
    fillShape(context, css(mix(rgb('#2f5f9c'), stone.dark, 0.4), 0.7), [
      [x + facing * width * 0.055, y],
      [x + facing * width * 0.165, y + tall * 0.03],
      [x + facing * width * 0.165, y + tall * 0.07],
      [x + facing * width * 0.05, y + tall * 0.04],
    ]);
  }
}
