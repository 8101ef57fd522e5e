import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import { drawCycle, paintCycle } from '../elements/cycle.ts';
import type { Context, Layer } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { columnsIn } from './afloat.ts';
import { colourOf } from './fish-school.ts';

const coats = ['#d8452f', '#2f6fb8', '#e8a83a', '#3f8a5a', '#8a4ca0'].map(rgb);

/** People in coats and scarves who look into the distance, seen from behind; their clothes move in the wind. */
export const paintPeople: PaintSubject = (_stage, light, subject, setting, spec) => {
  const place = setting.ground;
  if (!place) return [];
  const count = Math.min(subject.count, 8);
  const given = colourOf(subject.colour ?? spec.accents[0]);
  return columnsIn(place, count).map((column, index): Layer => {
    const middle = (place.left + place.right) / 2;
    // People stand together, not at the ends of the ground.
    const x = middle + (column - middle) * (count > 1 ? 0.45 : 1);
    const size = place.personHeight * 1.85 * (index % 3 === 2 ? 0.86 : 1);
    const coat = given ?? coats[index % coats.length] ?? rgb('#d8452f');
    const cycle = paintCycle(size * 1.3, size * 2.3, 16, (context, phase) => {
      context.scale(size, size);
      paintFigure(context, light, coat, phase);
    });
    return {
      depth: place.depth,
      draw: (context, { timeS }) =>
        drawCycle(context, cycle, timeS * 2.1 + index * 1.7, x, place.y + (index % 2) * size * 0.06),
    };
  });
};

/** A figure of height 1, its feet at the origin. */
function paintFigure(context: Context, light: Light, coat: Rgb, phase: number): void {
  const day = mix(light.sun, [255, 255, 255], 0.12);
  const side = light.sunX < 0.5 ? -1 : 1;
  const paintOf = (of: Rgb, shadow: number): Rgb => mix(lit(of, day), mix(shade(of, -0.5), light.shadow, 0.4), shadow);
  const wind = Math.sin(phase);
  context.fillStyle = css(mix(light.shadow, [0, 0, 0], 0.4), 0.35);
  context.beginPath();
  context.ellipse(-side * 0.08, 0, 0.26, 0.026, 0, 0, Math.PI * 2);
  context.fill();
  for (const leg of [-1, 1]) {
    context.fillStyle = css(paintOf(rgb('#33384a'), leg === side ? 0.15 : 0.5));
    context.beginPath();
    context.roundRect(leg * 0.062 - 0.046, -0.42, 0.092, 0.42, 0.03);
    context.fill();
    context.fillStyle = css(paintOf(rgb('#2a1f1c'), 0.3));
    context.beginPath();
    context.roundRect(leg * 0.066 - 0.055, -0.08, 0.11, 0.085, 0.03);
    context.fill();
  }
  const cloth = context.createLinearGradient(-0.17 * side, 0, 0.17 * side, 0);
  cloth.addColorStop(0, css(paintOf(coat, 0.75)));
  cloth.addColorStop(0.55, css(paintOf(coat, 0.2)));
  cloth.addColorStop(1, css(paintOf(shade(coat, 0.12), 0)));
  context.fillStyle = cloth;
  context.beginPath();
  context.moveTo(-0.08, -0.83);
  context.bezierCurveTo(-0.2, -0.8, -0.17, -0.5, -0.19 + wind * 0.008, -0.29);
  context.quadraticCurveTo(0, -0.25 + wind * 0.008, 0.2 + wind * 0.014, -0.29);
  context.bezierCurveTo(0.17, -0.5, 0.2, -0.8, 0.08, -0.83);
  context.closePath();
  context.fill();
  for (const arm of [-1, 1]) {
    context.strokeStyle = css(paintOf(coat, arm === side ? 0.12 : 0.62));
    context.lineWidth = 0.085;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(arm * 0.125, -0.75);
    context.quadraticCurveTo(arm * 0.2, -0.6, arm * 0.165, -0.44);
    context.stroke();
    context.fillStyle = css(paintOf(rgb('#e8b48c'), 0.2));
    context.beginPath();
    context.arc(arm * 0.163, -0.4, 0.035, 0, Math.PI * 2);
    context.fill();
  }
  context.fillStyle = css(paintOf(rgb('#4a2f22'), 0.2));
  context.beginPath();
  context.ellipse(0, -0.925, 0.083, 0.095, 0, 0, Math.PI * 2);
  context.fill();
  const hat = paintOf(mix(coat, rgb('#f4e8d0'), 0.75), 0.1);
  context.fillStyle = css(hat);
  context.beginPath();
  context.arc(0, -0.945, 0.092, Math.PI, Math.PI * 2);
  context.fill();
  context.beginPath();
  context.roundRect(-0.1, -0.965, 0.2, 0.045, 0.02);
  context.fill();
  context.beginPath();
  context.arc(0, -1.04, 0.032, 0, Math.PI * 2);
  context.fill();
  const scarf = paintOf(mix(coat, rgb('#fff0d0'), 0.7), 0.05);
  context.strokeStyle = css(scarf);
  context.lineWidth = 0.06;
  context.beginPath();
  context.moveTo(-0.08, -0.835);
  context.quadraticCurveTo(0, -0.8, 0.08, -0.835);
  context.stroke();
  context.beginPath();
  context.moveTo(0.06, -0.82);
  context.bezierCurveTo(0.16, -0.84 + wind * 0.03, 0.22, -0.74 - wind * 0.04, 0.38, -0.8 + wind * 0.06);
  context.stroke();
}
