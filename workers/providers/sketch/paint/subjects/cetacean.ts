import { css, mix, shade, type Rgb } from '../../kit/colour.ts';
import type { Context } from '../scene.ts';

/** The looks of a whale or dolphin; lengths are shares of its own. */
export interface Cetacean {
  readonly back: Rgb;
  readonly belly: Rgb;
  /** Light from above, and what its shade turns to. */
  readonly rim: Rgb;
  readonly shadow: Rgb;
  /** How thick the body is. */
  readonly girth: number;
  readonly beak: number;
  readonly dorsal: number;
  readonly flipper: number;
  readonly grooves: boolean;
}

/** Paints one facing right, its middle at the origin. `phase` is that of the tail's beat. */
export function paintCetacean(context: Context, length: number, look: Cetacean, phase: number, bow = 0): void {
  const at = (x: number, y: number): readonly [number, number] => {
    const along = 0.5 - x;
    const swing = along * along * Math.sin(phase - along * 2.2) * 0.12 + bow * (x * x * 1.2);
    return [x * length, (y * look.girth + swing) * length];
  };
  const curve = (...points: readonly (readonly [number, number, number, number, number, number])[]): void => {
    for (const [ax, ay, bx, by, cx, cy] of points) context.bezierCurveTo(...at(ax, ay), ...at(bx, by), ...at(cx, cy));
  };
  const tip = 0.5 + look.beak * 0.35;
  paintFlipper(context, length, look, at, 0.6, -1);
  paintFluke(context, look, at, curve);
  context.beginPath();
  context.moveTo(...at(-0.42, -0.022));
  curve([-0.3, -0.05, -0.26, -0.07, -0.2, -0.085]);
  curve([-0.17, -0.09 - look.dorsal * 0.5, -0.16, -0.1 - look.dorsal, -0.19, -0.1 - look.dorsal]);
  curve([-0.11, -0.1 - look.dorsal * 0.9, -0.09, -0.12, -0.03, -0.114]);
  curve([0.12, -0.135, 0.28, -0.12, 0.38, -0.085]);
  curve([0.43, -0.065, tip - 0.05, -0.03, tip, -0.006]);
  curve([tip + 0.012, 0.006, tip, 0.022, tip - 0.02, 0.026]);
  curve([0.43, 0.08, 0.34, 0.122, 0.2, 0.13]);
  curve([0.02, 0.135, -0.18, 0.08, -0.42, 0.024]);
  context.closePath();
  const fill = context.createLinearGradient(0, -0.13 * look.girth * length, 0, 0.13 * look.girth * length);
  fill.addColorStop(0, css(mix(look.back, look.rim, 0.35)));
  fill.addColorStop(0.25, css(look.back));
  fill.addColorStop(1, css(mix(shade(look.back, -0.4), look.shadow, 0.4)));
  context.fillStyle = fill;
  context.fill();
  context.save();
  context.clip();
  paintBelly(context, length, look, at, curve, tip);
  context.restore();
  context.strokeStyle = css(mix(look.back, look.rim, 0.8), 0.75);
  context.lineWidth = length * 0.006;
  context.beginPath();
  context.moveTo(...at(-0.03, -0.112));
  curve([0.12, -0.132, 0.28, -0.118, 0.38, -0.083]);
  curve([0.43, -0.063, tip - 0.05, -0.028, tip - 0.01, -0.008]);
  context.stroke();
  paintFlipper(context, length, look, at, 1, 1);
  const [eyeX, eyeY] = at(0.3, 0.012);
  context.fillStyle = css([12, 14, 22]);
  context.beginPath();
  context.arc(eyeX, eyeY, length * 0.0105, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css([255, 255, 255], 0.9);
  context.beginPath();
  context.arc(eyeX + length * 0.003, eyeY - length * 0.004, length * 0.0035, 0, Math.PI * 2);
  context.fill();
}

type At = (x: number, y: number) => readonly [number, number];
type Curve = (...points: readonly (readonly [number, number, number, number, number, number])[]) => void;

function paintBelly(context: Context, length: number, look: Cetacean, at: At, curve: Curve, tip: number): void {
  const pale = context.createLinearGradient(0, 0, 0, 0.14 * look.girth * length);
  pale.addColorStop(0, css(look.belly));
  pale.addColorStop(1, css(mix(look.belly, look.shadow, 0.5)));
  context.fillStyle = pale;
  context.beginPath();
  context.moveTo(...at(tip + 0.03, 0.01));
  curve([0.42, 0.03, 0.34, 0.05, 0.26, 0.05]);
  curve([0.12, 0.045, 0, 0.09, -0.3, 0.075]);
  context.lineTo(...at(-0.3, 0.3));
  context.lineTo(...at(tip + 0.05, 0.3));
  context.fill();
  context.strokeStyle = css(mix(look.back, look.shadow, 0.4), 0.5);
  context.lineWidth = length * 0.0035;
  if (look.grooves) {
    for (let groove = 0; groove < 8; groove++) {
      const down = groove * 0.0125;
      context.beginPath();
      context.moveTo(...at(tip - 0.02 - groove * 0.014, 0.03 + down * 0.75));
      curve([0.36, 0.056 + down, 0.2, 0.066 + down, 0.02 - groove * 0.012, 0.082 + down * 0.6]);
      context.stroke();
    }
    context.fillStyle = css(mix(look.back, look.rim, 0.45), 0.85);
    for (let knob = 0; knob < 9; knob++) {
      const [x, y] = at(0.32 + knob * 0.019, -0.04 + (knob % 3) * 0.018 + knob * 0.002);
      context.beginPath();
      context.arc(x, y, length * 0.0055, 0, Math.PI * 2);
      context.fill();
    }
  }
  context.strokeStyle = css(shade(look.back, -0.5), 0.8);
  context.lineWidth = length * 0.005;
  context.beginPath();
  context.moveTo(...at(tip, 0.008));
  curve([0.43, 0.012, 0.36, 0.03, 0.285, 0.034]);
  context.stroke();
}

function paintFlipper(context: Context, length: number, look: Cetacean, at: At, scale: number, side: 1 | -1): void {
  const [x, y] = at(0.17, side > 0 ? 0.075 : 0.05);
  const reach = look.flipper * length * scale;
  context.save();
  context.translate(x, y);
  context.rotate(side > 0 ? 0.9 : 0.5);
  const fill = context.createLinearGradient(0, 0, -reach, 0);
  fill.addColorStop(0, css(side > 0 ? look.back : shade(look.back, -0.3)));
  fill.addColorStop(1, css(look.grooves && side > 0 ? mix(look.back, look.belly, 0.65) : shade(look.back, -0.15)));
  context.fillStyle = fill;
  context.beginPath();
  context.moveTo(reach * 0.16, -reach * 0.02);
  context.bezierCurveTo(-reach * 0.1, -reach * 0.22, -reach * 0.7, -reach * 0.2, -reach, -reach * 0.02);
  context.bezierCurveTo(-reach * 0.75, reach * 0.04, -reach * 0.2, reach * 0.12, reach * 0.16, -reach * 0.02);
  context.fill();
  context.strokeStyle = css(mix(look.back, look.rim, 0.6), 0.6);
  context.lineWidth = length * 0.004;
  context.beginPath();
  context.moveTo(0, -reach * 0.09);
  context.bezierCurveTo(-reach * 0.25, -reach * 0.2, -reach * 0.7, -reach * 0.19, -reach, -reach * 0.02);
  context.stroke();
  context.restore();
}

function paintFluke(context: Context, look: Cetacean, at: At, curve: Curve): void {
  context.fillStyle = css(mix(shade(look.back, -0.12), look.shadow, 0.12));
  context.beginPath();
  context.moveTo(...at(-0.38, -0.012));
  curve([-0.43, -0.03, -0.47, -0.11, -0.56, -0.13]);
  curve([-0.55, -0.07, -0.5, -0.03, -0.475, 0]);
  curve([-0.5, 0.02, -0.54, 0.05, -0.55, 0.1]);
  curve([-0.48, 0.09, -0.43, 0.04, -0.38, 0.014]);
  context.fill();
}
