import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { clamp } from '../../kit/math.ts';
import { drawCycle, paintCycle } from '../elements/cycle.ts';
import { paintGlow } from '../elements/sky.ts';
import type { Light } from '../light.ts';
import { paintSprite, type Context, type Layer } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { columnsIn } from './afloat.ts';
import { colourOf } from './fish-school.ts';
import { paintRocketBody } from './rocket-body.ts';

/** Rockets: upright on their fins where there is ground, else flying through the air or space on a long flame. */
export const paintRockets: PaintSubject = (_stage, light, subject, setting) => {
  const place = setting.ground ?? setting.air;
  if (!place) return [];
  const landed = setting.ground !== undefined;
  const count = Math.min(subject.count, 5);
  const trim = colourOf(subject.colour) ?? rgb('#e0452f');
  const size = place.personHeight * (landed ? 4.2 : 3) * (count > 1 ? 0.68 : 1);
  const span = place.right - place.left;
  const side = light.sunX < 0.5 ? -1 : 1;
  const ship = paintSprite(size * 0.7, size * 1.1, (context) => {
    context.scale(size, size);
    paintRocketBody(context, paintOf(light), trim, side);
  });
  const flame = paintCycle(size * 0.5, size * 1.9, 14, (context, phase) => {
    context.scale(size, size);
    paintFlame(context, phase);
  });
  return columnsIn(place, count).map((column, index): Layer => {
    const x = landed || count > 1 ? column : place.left + clamp(size * 0.85, span * 0.24, span * 0.45);
    const y = place.y + (landed ? -size * 0.46 : index % 2 === 0 ? 0 : size * 0.42);
    return {
      depth: place.depth,
      draw: (context, { timeS }) => {
        context.save();
        const way = landed ? 0 : timeS * size * 0.055;
        const heave = landed ? 0 : Math.sin(timeS * 0.9 + index * 2) * size * 0.012;
        context.translate(x + way, y - way * 0.45 + heave);
        if (landed) paintFoot(context, size, side);
        else {
          context.rotate(1.12 + Math.sin(timeS * 0.7 + index) * 0.015);
          drawCycle(context, flame, timeS * 11 + index, 0, size * 0.45);
        }
        context.drawImage(ship.canvas, ship.x, ship.y);
        context.restore();
      },
    };
  });
};

function paintOf(light: Light): (of: Rgb, shadow: number) => Rgb {
  const sun = mix(light.sun, [255, 255, 255], 0.9);
  return (of, shadow) => mix(lit(of, sun), mix(shade(of, -0.6), mix(light.shadow, rgb('#1c2450'), 0.5), 0.45), shadow);
}

/** The shadow on the ground under the fins. */
function paintFoot(context: Context, size: number, side: number): void {
  context.fillStyle = css(rgb('#080c1c'), 0.6);
  context.beginPath();
  context.ellipse(-side * size * 0.26, size * 0.475, size * 0.5, size * 0.03, 0, 0, Math.PI * 2);
  context.fill();
}

/** A flame that points down from the origin, one and a half ships long at most, with its glow. */
function paintFlame(context: Context, phase: number): void {
  const flicker = 0.06 * Math.sin(phase) + 0.03 * Math.sin(phase * 3);
  paintGlow(context, 0, 0.05, 0.24, rgb('#ff9a3a'), 0.75);
  for (const [wide, long, colour, alpha] of [
    [0.125, 0.86, rgb('#ff5a2a'), 0.6],
    [0.09, 0.62, rgb('#ffa23a'), 0.85],
    [0.055, 0.42, rgb('#ffe28a'), 0.95],
    [0.03, 0.26, rgb('#ffffff'), 1],
  ] as const) {
    const end = long * (1 + flicker * 1.3);
    const fade = context.createLinearGradient(0, 0, 0, end);
    fade.addColorStop(0, css(colour, alpha));
    fade.addColorStop(0.45, css(colour, alpha * 0.7));
    fade.addColorStop(1, css(colour, 0));
    context.fillStyle = fade;
    const bend = Math.sin(phase * 2 + long * 5) * 0.018;
    context.beginPath();
    context.moveTo(-wide * 0.7, 0);
    context.bezierCurveTo(-wide * 1.5, end * 0.3, -wide * 0.3 + bend, end * 0.7, bend, end);
    context.bezierCurveTo(wide * 0.3 + bend, end * 0.7, wide * 1.5, end * 0.3, wide * 0.7, 0);
    context.fill();
  }
}
