import { css, lit, mix, rgb, type Rgb } from '../../kit/colour.ts';
import { drawCycle, paintCycle, type Cycle } from '../elements/cycle.ts';
import type { Light } from '../light.ts';
import type { Context, Layer, Stage } from '../scene.ts';
import type { Place } from '../setting.ts';

/** One beat of a gull's wings; it flies to the right. `span` is its wing span in pixels. */
export function paintGull(span: number, light: Light, colour: Rgb | undefined): Cycle {
  const white = mix(lit(colour ?? rgb('#ffffff'), mix(light.sun, [255, 255, 255], 0.3)), light.haze, 0.05);
  const grey = mix(lit(colour ?? rgb('#9fb0c4'), light.sun), light.shadow, 0.35);
  const tip = mix(rgb('#2a2f3c'), light.shadow, 0.25);
  return paintCycle(span * 1.15, span * 0.95, 12, (context, phase) => {
    const up = Math.sin(phase);
    wing(context, span, up, grey, tip, -1);
    context.fillStyle = css(white);
    context.beginPath();
    context.moveTo(span * 0.2, -span * 0.012);
    context.bezierCurveTo(span * 0.12, -span * 0.075, -span * 0.08, -span * 0.06, -span * 0.24, -span * 0.01);
    context.lineTo(-span * 0.25, span * 0.022);
    context.bezierCurveTo(-span * 0.08, span * 0.065, span * 0.1, span * 0.06, span * 0.2, -span * 0.012);
    context.fill();
    context.fillStyle = css(mix(rgb('#ffb43c'), light.shadow, 0.2));
    context.beginPath();
    context.moveTo(span * 0.185, -span * 0.022);
    context.lineTo(span * 0.245, -span * 0.002);
    context.lineTo(span * 0.185, span * 0.012);
    context.fill();
    context.fillStyle = css(tip);
    context.beginPath();
    context.arc(span * 0.155, -span * 0.022, span * 0.011, 0, Math.PI * 2);
    context.fill();
    wing(context, span, up, mix(white, grey, 0.3), tip, 1);
  });
}

function wing(context: Context, span: number, up: number, colour: Rgb, tip: Rgb, side: -1 | 1): void {
  const bendX = side < 0 ? span * 0.1 : -span * 0.02;
  const bendY = -span * (0.13 + up * 0.1);
  const endX = side < 0 ? span * 0.12 : -span * 0.3;
  const endY = -span * (0.07 + up * 0.32);
  const shape = (): void => {
    context.beginPath();
    context.moveTo(span * 0.08, -span * 0.03);
    context.quadraticCurveTo(bendX + span * 0.05, bendY, endX, endY);
    context.quadraticCurveTo(bendX - span * 0.06, bendY + span * 0.1, -span * 0.08, -span * 0.01);
    context.closePath();
  };
  const fill = context.createLinearGradient(0, 0, endX, endY);
  fill.addColorStop(0, css(colour));
  fill.addColorStop(0.72, css(colour));
  fill.addColorStop(0.84, css(tip));
  fill.addColorStop(1, css(tip));
  context.fillStyle = fill;
  shape();
  context.fill();
}

/** Gulls that sail on the wind in loose company. */
export function gullLayer(stage: Stage, light: Light, count: number, row: number, place?: Place, colour?: Rgb): Layer {
  const { width, height, unit, marginX } = stage;
  const random = stage.random.fork(`gulls-${row}`);
  const base = place ? place.personHeight * 2.6 : 62 * unit;
  const cycles = [1, 0.72, 0.52].map((size) => paintGull(base * size, light, colour));
  const left = place?.left ?? width * 0.2;
  const right = place?.right ?? width * 0.8;
  const middle = place?.y ?? height * row;
  const birds = Array.from({ length: count }, (_, index) => ({
    cycle: cycles[index === 0 ? 0 : random.whole(0, 2)],
    x: left + (right - left) * ((index + random.between(0.1, 0.9)) / count),
    y: middle + random.between(-0.11, 0.11) * height,
    speed: random.between(14, 30) * unit,
    facing: random.chance(0.65) ? 1 : -1,
    beat: random.between(5, 8),
    phase: random.between(0, Math.PI * 2),
  }));
  const edge = marginX + base;
  const span = width + 2 * edge;
  return {
    depth: place?.depth ?? 0.33,
    draw: (context, { timeS }) => {
      for (const { cycle, x, y, speed, facing, beat, phase } of birds) {
        if (!cycle) continue;
        const run = x + timeS * speed * facing + edge;
        const at = run - Math.floor(run / span) * span - edge;
        const glide = Math.sin(timeS * 0.8 + phase);
        context.save();
        context.translate(at, y + glide * 9 * unit);
        context.scale(facing, 1);
        drawCycle(context, cycle, glide > 0.55 ? 0.9 : timeS * beat + phase);
        context.restore();
      }
    },
  };
}
