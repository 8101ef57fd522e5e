import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import { drawCycle, paintCycle, type Cycle } from '../elements/cycle.ts';
import type { Context } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { colourOf } from './fish-school.ts';

const usual = ['#ff9a2e', '#4f9cf0', '#ffe04a', '#e060b0', '#ffffff'].map(rgb);

/** Butterflies that flutter on wandering ways. */
export const paintButterflies: PaintSubject = (stage, light, subject, setting) => {
  const place = setting.air ?? setting.ground;
  if (!place) return [];
  const { unit, width, height } = stage;
  const random = stage.random.fork('butterflies');
  const given = colourOf(subject.colour);
  const count = Math.min(subject.count, 20);
  const span = (count === 1 ? 150 : count < 5 ? 92 : 62) * unit;
  const cycles = (given ? [given] : usual).map((colour) => butterflyCycle(light, colour, span));
  const flight = Array.from({ length: count }, (_, index) => ({
    cycle: cycles[index % cycles.length],
    x:
      count === 1
        ? width * 0.48
        : place.left + ((place.right - place.left) * (index + random.between(0.15, 0.85))) / count,
    y: height * (count === 1 ? 0.5 : random.between(0.3, 0.72)),
    size: count === 1 ? 1 : random.between(0.55, 1.1),
    phase: random.between(0, Math.PI * 2),
    beat: random.between(8, 11),
    turn: random.between(-0.5, 0.5),
  }));
  return [
    {
      depth: 0.86,
      draw: (context, { timeS }) => {
        for (const { cycle, x, y, size, phase, beat, turn } of flight) {
          if (!cycle) continue;
          context.save();
          context.translate(
            x + Math.sin(timeS * 0.7 + phase) * 46 * unit * size,
            y + Math.sin(timeS * 1.3 + phase * 2) * 26 * unit * size + Math.sin(timeS * beat + phase) * 4 * unit,
          );
          context.rotate(turn + Math.sin(timeS * 0.9 + phase) * 0.25);
          context.scale(size, size);
          drawCycle(context, cycle, timeS * beat + phase);
          context.restore();
        }
      },
    },
  ];
};

function butterflyCycle(light: Light, colour: Rgb, span: number): Cycle {
  const day = mix(light.sun, [255, 255, 255], 0.35 * (1 - light.night) + 0.1);
  const base = lit(colour, day);
  const edge = mix(lit(rgb('#2a1c26'), day), light.shadow, 0.15);
  return paintCycle(span * 1.1, span, 10, (context, phase) => {
    const open = 0.28 + 0.72 * (0.5 + 0.5 * Math.cos(phase));
    context.scale(span, span);
    for (const side of [-1, 1]) {
      context.save();
      context.scale(side * open, 1);
      paintWing(context, base, edge, light);
      context.restore();
    }
    context.fillStyle = css(edge);
    context.beginPath();
    context.ellipse(0, 0.03, 0.018, 0.16, 0, 0, Math.PI * 2);
    context.fill();
    context.strokeStyle = css(edge);
    context.lineWidth = 0.009;
    context.beginPath();
    for (const side of [-1, 1]) {
      context.moveTo(0, -0.12);
      context.quadraticCurveTo(side * 0.03, -0.26, side * 0.1, -0.3);
    }
    context.stroke();
  });
}

function paintWing(context: Context, base: Rgb, edge: Rgb, light: Light): void {
  const upper = (): void => {
    context.beginPath();
    context.moveTo(0, -0.06);
    context.bezierCurveTo(0.08, -0.34, 0.34, -0.46, 0.48, -0.36);
    context.bezierCurveTo(0.52, -0.2, 0.36, 0.02, 0, 0.02);
  };
  const lower = (): void => {
    context.beginPath();
    context.moveTo(0, 0.0);
    context.bezierCurveTo(0.2, -0.02, 0.4, 0.08, 0.34, 0.26);
    context.bezierCurveTo(0.26, 0.44, 0.06, 0.3, 0, 0.1);
  };
  const fill = context.createRadialGradient(0, 0, 0, 0, 0, 0.5);
  fill.addColorStop(0, css(shade(base, -0.25)));
  fill.addColorStop(0.4, css(base));
  fill.addColorStop(0.8, css(mix(base, light.glow, 0.3)));
  fill.addColorStop(1, css(base));
  context.lineJoin = 'round';
  for (const shape of [lower, upper]) {
    context.fillStyle = fill;
    shape();
    context.closePath();
    context.fill();
    context.strokeStyle = css(edge);
    context.lineWidth = 0.035;
    context.stroke();
  }
  context.lineWidth = 0.008;
  context.beginPath();
  for (const [x, y] of [
    [0.4, -0.36],
    [0.42, -0.22],
    [0.28, -0.06],
    [0.3, 0.14],
    [0.18, 0.3],
  ] as const) {
    context.moveTo(0.01, -0.02);
    context.quadraticCurveTo(x * 0.5, y * 0.7, x, y);
  }
  context.stroke();
  context.fillStyle = css([255, 255, 255], 0.9);
  for (const [x, y] of [
    [0.45, -0.32],
    [0.45, -0.24],
    [0.41, -0.17],
    [0.32, 0.22],
  ] as const) {
    context.beginPath();
    context.arc(x, y, 0.014, 0, Math.PI * 2);
    context.fill();
  }
}
