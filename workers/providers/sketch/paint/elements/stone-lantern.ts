import { css, lit, mix, rgb, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import type { Context } from '../scene.ts';

/** Where the flame of a stone lantern is: its height above the foot, as a share of the lantern's height. */
export const lanternFlame = 0.63;

/** Paints a stone lantern that stands on a point; all measures are multiples of its height. */
export function paintStoneLantern(
  context: Context,
  light: Light,
  x: number,
  foot: number,
  height: number,
  snowy: boolean,
): void {
  const side = light.sunX < 0.5 ? -1 : 1;
  const tone = (of: Rgb, shadow: number): Rgb => mix(lit(of, light.sun), lit(of, light.shadow), shadow);
  context.save();
  context.translate(x, foot);
  context.scale(height, height);
  const stone = (half: number): void => {
    const fill = context.createLinearGradient(-half * side, 0, half * side, 0);
    fill.addColorStop(0, css(tone(rgb('#8c8a8e'), 0.95)));
    fill.addColorStop(0.6, css(tone(rgb('#a8a49f'), 0.4)));
    fill.addColorStop(1, css(tone(rgb('#d0cabf'), 0.05)));
    context.fillStyle = fill;
  };
  const shape = (half: number, points: readonly (readonly [number, number])[]): void => {
    stone(half);
    context.beginPath();
    for (const [px, py] of points) context.lineTo(px, py);
    for (const [px, py] of points.toReversed()) context.lineTo(-px, py);
    context.fill();
  };
  shape(0.2, [
    [0.2, 0.01],
    [0.19, -0.06],
    [0.11, -0.09],
  ]);
  shape(0.09, [
    [0.085, -0.08],
    [0.065, -0.26],
    [0.08, -0.45],
  ]);
  shape(0.19, [
    [0.09, -0.43],
    [0.19, -0.49],
    [0.185, -0.54],
  ]);
  shape(0.14, [
    [0.125, -0.53],
    [0.125, -0.74],
  ]);
  context.fillStyle = css(mix(tone(rgb('#4a3c34'), 0.4), rgb('#ffcc74'), Math.min(1, 0.4 + light.night * 1.6)));
  context.fillRect(-0.075, -0.71, 0.15, 0.15);
  context.fillStyle = css(tone(rgb('#8c8a8e'), 0.6));
  context.fillRect(-0.009, -0.71, 0.018, 0.15);
  context.fillRect(-0.075, -0.643, 0.15, 0.016);
  stone(0.28);
  context.beginPath();
  context.moveTo(-0.29, -0.76);
  context.quadraticCurveTo(0, -0.7, 0.29, -0.76);
  context.quadraticCurveTo(0.13, -0.8, 0.05, -0.9);
  context.lineTo(-0.05, -0.9);
  context.quadraticCurveTo(-0.13, -0.8, -0.29, -0.76);
  context.fill();
  shape(0.05, [
    [0.035, -0.89],
    [0.055, -0.94],
    [0.005, -1],
  ]);
  context.fillStyle = snowy ? css(tone(rgb('#f6f9ff'), 0.1)) : css(tone(rgb('#7d9a4c'), 0.3), 0.55);
  context.beginPath();
  context.moveTo(-0.25, -0.775);
  context.quadraticCurveTo(-0.12, -0.81, -0.05, -0.9);
  context.lineTo(0.05, -0.9);
  context.quadraticCurveTo(0.12, -0.81, 0.25, -0.775);
  context.quadraticCurveTo(0.1, snowy ? -0.77 : -0.84, 0, -0.8);
  context.quadraticCurveTo(-0.1, snowy ? -0.77 : -0.84, -0.25, -0.775);
  context.fill();
  context.restore();
}
