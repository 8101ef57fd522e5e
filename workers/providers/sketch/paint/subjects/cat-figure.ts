import { css, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import type { Context } from '../scene.ts';

/** The colours of a cat in its light. */
export interface CatLook {
  readonly coat: Rgb;
  /** Bib, muzzle and paws. */
  readonly pale: Rgb;
  /** Stripes; absent on a plain coat. */
  readonly stripe?: Rgb;
  readonly eye: Rgb;
  /** The light that comes from behind and draws an edge around the fur. */
  readonly rim: Rgb;
  /** -1 that light comes from the left, 1 from the right. */
  readonly side: number;
}

/** Fills a shape with fur: lit at its top, dark at its foot, with a bright edge on the side of the light. */
function fur(
  context: Context,
  look: CatLook,
  top: number,
  bottom: number,
  trace: () => void,
  edge: 'bright' | 'soft' = 'bright',
): void {
  const fill = context.createLinearGradient(0, top, 0, bottom);
  fill.addColorStop(0, css(shade(look.coat, 0.1)));
  fill.addColorStop(0.55, css(look.coat));
  fill.addColorStop(1, css(shade(look.coat, -0.3)));
  context.save();
  context.fillStyle = fill;
  context.beginPath();
  trace();
  context.fill();
  context.clip();
  context.translate(-look.side * 0.012, 0.01);
  context.strokeStyle = edge === 'bright' ? css(look.rim, 0.6) : css(shade(look.coat, -0.4), 0.4);
  context.lineWidth = 0.022;
  context.beginPath();
  trace();
  context.stroke();
  context.restore();
}

/** The body of a sitting cat of height 1, seen from the front, its paws at the origin; without head and tail. */
export function paintCatBody(context: Context, look: CatLook): void {
  fur(context, look, -0.62, 0.02, () => {
    context.moveTo(-0.12, -0.64);
    context.bezierCurveTo(-0.18, -0.5, -0.3, -0.34, -0.31, -0.15);
    context.bezierCurveTo(-0.32, -0.02, -0.24, 0, -0.12, 0);
    context.lineTo(0.12, 0);
    context.bezierCurveTo(0.24, 0, 0.32, -0.02, 0.31, -0.15);
    context.bezierCurveTo(0.3, -0.34, 0.18, -0.5, 0.12, -0.64);
    context.closePath();
  });
  if (look.stripe) {
    context.strokeStyle = css(look.stripe, 0.75);
    context.lineCap = 'round';
    context.lineWidth = 0.024;
    for (const side of [-1, 1]) {
      for (const [y, out, length] of [
        [-0.42, 0.2, 0.08],
        [-0.34, 0.25, 0.1],
        [-0.26, 0.28, 0.11],
        [-0.18, 0.3, 0.1],
      ] as const) {
        context.beginPath();
        context.moveTo(side * out, y);
        context.quadraticCurveTo(side * (out - length * 0.5), y + 0.045, side * (out - length), y + 0.03);
        context.stroke();
      }
    }
  }
  paintChest(context, look);
  for (const side of [-1, 1]) {
    context.fillStyle = css(shade(look.coat, -0.16));
    ellipse(context, side * 0.2, -0.02, 0.1, 0.034);
  }
  for (const side of [-1, 1]) {
    fur(
      context,
      look,
      -0.5,
      0.02,
      () => {
        context.moveTo(side * 0.015, -0.4);
        context.bezierCurveTo(side * 0.015, -0.24, side * 0.03, -0.12, side * 0.02, -0.01);
        context.lineTo(side * 0.125, -0.01);
        context.bezierCurveTo(side * 0.125, -0.16, side * 0.16, -0.3, side * 0.13, -0.42);
      },
      'soft',
    );
    context.fillStyle = css(look.pale);
    ellipse(context, side * 0.074, -0.022, 0.064, 0.036);
    context.strokeStyle = css(shade(look.pale, -0.4), 0.7);
    context.lineWidth = 0.007;
    for (const toe of [-0.02, 0.02]) {
      context.beginPath();
      context.moveTo(side * 0.074 + toe, -0.03);
      context.lineTo(side * 0.074 + toe, -0.002);
      context.stroke();
    }
  }
}

function paintChest(context: Context, look: CatLook): void {
  context.fillStyle = css(look.pale, 0.95);
  context.beginPath();
  context.moveTo(-0.12, -0.58);
  context.bezierCurveTo(-0.16, -0.46, -0.1, -0.36, -0.06, -0.33);
  context.lineTo(-0.035, -0.36);
  context.lineTo(0, -0.27);
  context.lineTo(0.035, -0.36);
  context.lineTo(0.06, -0.33);
  context.bezierCurveTo(0.1, -0.36, 0.16, -0.46, 0.12, -0.58);
  context.fill();
  context.fillStyle = css(shade(look.coat, -0.5), 0.4);
  ellipse(context, 0, -0.56, 0.15, 0.05);
}

/** The head of that cat, its middle at the origin; without ears, the eyes closed or open. */
export function paintCatHead(context: Context, look: CatLook, open: boolean): void {
  fur(context, look, -0.17, 0.16, () => {
    context.moveTo(0, -0.16);
    context.bezierCurveTo(0.12, -0.165, 0.2, -0.09, 0.205, 0.01);
    context.lineTo(0.235, 0.055);
    context.lineTo(0.19, 0.065);
    context.bezierCurveTo(0.15, 0.14, 0.07, 0.155, 0, 0.155);
    context.bezierCurveTo(-0.07, 0.155, -0.15, 0.14, -0.19, 0.065);
    context.lineTo(-0.235, 0.055);
    context.lineTo(-0.205, 0.01);
    context.bezierCurveTo(-0.2, -0.09, -0.12, -0.165, 0, -0.16);
  });
  if (look.stripe) {
    context.strokeStyle = css(look.stripe, 0.8);
    context.lineCap = 'round';
    context.lineWidth = 0.02;
    for (const [x, y, toX, toY] of [
      [0, -0.145, 0, -0.085],
      [-0.05, -0.14, -0.035, -0.085],
      [0.05, -0.14, 0.035, -0.085],
      [-0.195, 0.0, -0.145, 0.01],
      [0.195, 0.0, 0.145, 0.01],
      [-0.2, 0.045, -0.15, 0.042],
      [0.2, 0.045, 0.15, 0.042],
    ] as const) {
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(toX, toY);
      context.stroke();
    }
  }
  context.fillStyle = css(look.pale);
  ellipse(context, -0.042, 0.085, 0.06, 0.047);
  ellipse(context, 0.042, 0.085, 0.06, 0.047);
  ellipse(context, 0, 0.12, 0.045, 0.03);
  for (const side of [-1, 1]) paintEye(context, look, side * 0.088, open, side);
  const dark = mix(look.coat, rgb('#241a20'), 0.8);
  context.fillStyle = css(mix(rgb('#e08a90'), look.coat, 0.2));
  context.beginPath();
  context.moveTo(-0.026, 0.046);
  context.lineTo(0.026, 0.046);
  context.quadraticCurveTo(0.012, 0.074, 0, 0.074);
  context.quadraticCurveTo(-0.012, 0.074, -0.026, 0.046);
  context.fill();
  context.strokeStyle = css(dark, 0.85);
  context.lineWidth = 0.01;
  context.beginPath();
  context.moveTo(-0.05, 0.098);
  context.quadraticCurveTo(-0.015, 0.115, 0, 0.076);
  context.quadraticCurveTo(0.015, 0.115, 0.05, 0.098);
  context.stroke();
  context.strokeStyle = css(mix(look.rim, [255, 255, 255], 0.5), 0.75);
  context.lineWidth = 0.005;
  for (const side of [-1, 1]) {
    for (const drop of [-0.03, 0.005, 0.04]) {
      context.beginPath();
      context.moveTo(side * 0.075, 0.08 + drop * 0.3);
      context.quadraticCurveTo(side * 0.19, 0.06 + drop, side * 0.3, 0.085 + drop * 1.7);
      context.stroke();
    }
  }
}

function paintEye(context: Context, look: CatLook, x: number, open: boolean, side: number): void {
  const dark = mix(look.coat, rgb('#1a1418'), 0.85);
  if (!open) {
    context.strokeStyle = css(mix(dark, look.pale, 0.12));
    context.lineWidth = 0.014;
    context.beginPath();
    context.moveTo(x - 0.045, -0.005);
    context.quadraticCurveTo(x, 0.03, x + 0.045, -0.005);
    context.stroke();
    return;
  }
  context.fillStyle = css(dark);
  ellipse(context, x, -0.002, 0.055, 0.047, side * -0.2);
  context.fillStyle = css(look.eye);
  ellipse(context, x, 0, 0.047, 0.04, side * -0.2);
  context.fillStyle = css(rgb('#14100f'));
  ellipse(context, x, 0, 0.018, 0.037);
  context.fillStyle = 'white';
  ellipse(context, x + 0.014, -0.016, 0.01, 0.01);
}

/** One ear, its root at the origin, pointing up and outward; `side` is -1 for the ear on the left. */
export function paintCatEar(context: Context, look: CatLook, side: number): void {
  fur(context, look, -0.2, 0.06, () => {
    context.moveTo(side * -0.075, 0.02);
    context.quadraticCurveTo(side * -0.01, -0.13, side * 0.055, -0.19);
    context.quadraticCurveTo(side * 0.1, -0.08, side * 0.085, 0.08);
    context.closePath();
  });
  context.fillStyle = css(mix(rgb('#d8868a'), look.coat, 0.4));
  context.beginPath();
  context.moveTo(side * -0.03, 0.02);
  context.quadraticCurveTo(side * 0.01, -0.09, side * 0.05, -0.14);
  context.quadraticCurveTo(side * 0.075, -0.05, side * 0.062, 0.05);
  context.fill();
}

function ellipse(context: Context, x: number, y: number, wide: number, high: number, turn = 0): void {
  context.beginPath();
  context.ellipse(x, y, wide, high, turn, 0, Math.PI * 2);
  context.fill();
}
