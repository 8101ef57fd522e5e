import { css, mix } from '../../kit/colour.ts';
import type { Context } from '../scene.ts';
import type { Hide } from './dragon-hide.ts';

/** A dragon's head that looks to the right with its jaws open, joined to the neck at a point. */
export function paintDragonHead(context: Context, hide: Hide, neck: { readonly x: number; readonly y: number }): void {
  context.save();
  context.translate(neck.x, neck.y);
  context.rotate(0.22);
  context.fillStyle = css(mix(hide.dark, [120, 20, 20], 0.5));
  context.beginPath();
  context.moveTo(0, 1);
  context.lineTo(11, -0.4);
  context.lineTo(9.5, 3.6);
  context.fill();
  context.fillStyle = css(mix(hide.belly, hide.middle, 0.55));
  context.beginPath();
  context.moveTo(-3, 1.6);
  context.quadraticCurveTo(0, 3.2, 3, 2.6);
  context.lineTo(10.6, 4.4);
  context.quadraticCurveTo(11.6, 5.6, 10, 6);
  context.quadraticCurveTo(3, 6.4, -3, 3.6);
  context.fill();
  const skull = context.createLinearGradient(0, -5, 0, 3);
  skull.addColorStop(0, css(hide.top));
  skull.addColorStop(1, css(mix(hide.middle, hide.dark, 0.45)));
  context.fillStyle = skull;
  context.beginPath();
  context.moveTo(-4, 3.4);
  context.quadraticCurveTo(-5.5, -3.6, -0.5, -4.6);
  context.quadraticCurveTo(3, -5.4, 4.6, -3.6);
  context.quadraticCurveTo(8, -2.8, 11, -3);
  context.quadraticCurveTo(13.6, -2.6, 13, -0.3);
  context.lineTo(11.6, 0.6);
  context.quadraticCurveTo(6, 0.4, 2.6, 2.4);
  context.quadraticCurveTo(-1, 4.6, -4, 3.4);
  context.fill();
  context.fillStyle = css(hide.horn);
  for (const [x, y, high] of [
    [11.6, 0.5, 1.7],
    [9.6, 0.5, 1.1],
    [7.6, 0.8, 1.1],
    [10, 4.3, -1.5],
    [8, 3.9, -1],
  ] as const) {
    context.beginPath();
    context.moveTo(x - 0.5, y);
    context.lineTo(x, y + high);
    context.lineTo(x + 0.5, y);
    context.fill();
  }
  for (const [x, y, long, wide] of [
    [-1, -3.6, 11, 1.7],
    [-3, -1.8, 8, 1.4],
    [-3.4, 1.6, 5.4, 1.2],
  ] as const) {
    context.fillStyle = css(y < -2 ? hide.horn : mix(hide.horn, hide.dark, 0.22));
    context.beginPath();
    context.moveTo(x + wide * 0.4, y - wide * 0.6);
    context.quadraticCurveTo(x - long * 0.5, y - long * 0.26, x - long, y - long * 0.12 - 1.5);
    context.quadraticCurveTo(x - long * 0.5, y + wide * 0.6, x - wide * 0.2, y + wide);
    context.fill();
  }
  context.fillStyle = css(hide.dark);
  context.beginPath();
  context.moveTo(1.2, -3.3);
  context.lineTo(5.6, -1.7);
  context.lineTo(2.4, -1.2);
  context.fill();
  context.fillStyle = css([255, 222, 70]);
  context.beginPath();
  context.ellipse(3.3, -1.9, 1.15, 0.75, 0.3, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css([20, 12, 12]);
  context.beginPath();
  context.ellipse(3.5, -1.9, 0.32, 0.72, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css(hide.dark, 0.9);
  context.beginPath();
  context.ellipse(11.4, -1.9, 0.7, 0.4, 0.5, 0, Math.PI * 2);
  context.fill();
  context.restore();
}
