import { css, rgb, type Rgb } from '../../kit/colour.ts';
import type { Context } from '../scene.ts';

/**
 * The round helmet with a golden visor that mirrors sky, horizon and the blue planet; on a figure of height 1 whose feet
 * are at the origin. `side` is 1 where the sun is to the right, -1 to the left.
 */
export function paintHelmet(context: Context, paintOf: (of: Rgb, shadow: number) => Rgb, side: number): void {
  const y = -0.885;
  const shell = context.createRadialGradient(side * 0.07, y - 0.07, 0.01, 0, y, 0.18);
  shell.addColorStop(0, css(paintOf([255, 255, 255], 0)));
  shell.addColorStop(0.6, css(paintOf(rgb('#e4e8f2'), 0.22)));
  shell.addColorStop(1, css(paintOf(rgb('#c4cadc'), 0.7)));
  context.fillStyle = shell;
  context.beginPath();
  context.arc(0, y, 0.165, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css(paintOf(rgb('#8a92a6'), 0.3));
  context.beginPath();
  context.roundRect(-0.125, -0.765, 0.25, 0.034, 0.015);
  context.fill();
  context.fillStyle = css(paintOf(rgb('#6a7286'), 0.35));
  context.beginPath();
  context.roundRect(-0.136, y - 0.092, 0.272, 0.2, 0.095);
  context.fill();
  context.save();
  context.beginPath();
  context.roundRect(-0.122, y - 0.079, 0.244, 0.174, 0.083);
  context.clip();
  const gold = context.createLinearGradient(0, y - 0.08, 0, y + 0.1);
  gold.addColorStop(0, '#4a2208');
  gold.addColorStop(0.4, '#d87a18');
  gold.addColorStop(0.62, '#ffd25a');
  gold.addColorStop(0.66, '#8a5216');
  gold.addColorStop(1, '#2a1206');
  context.fillStyle = gold;
  context.fillRect(-0.14, y - 0.1, 0.28, 0.22);
  context.fillStyle = css(rgb('#7fc8ff'), 0.85);
  context.beginPath();
  context.arc(-side * 0.055, y - 0.012, 0.024, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css([255, 252, 236], 0.92);
  context.beginPath();
  context.ellipse(side * 0.066, y - 0.046, 0.032, 0.014, side * 0.5, 0, Math.PI * 2);
  context.fill();
  context.restore();
}
