import { css, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { drawCycle, paintCycle, type Cycle } from '../elements/cycle.ts';
import { paintGlow } from '../elements/sky.ts';
import type { Random } from '../../kit/random.ts';
import type { Context } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { colourOf } from './fish-school.ts';

/** Jellyfish that glow and pulse, their threads trailing. A few even where the words ask for one kind only. */
export const paintJellyfish: PaintSubject = (stage, _light, subject, setting, spec) => {
  const place = setting.deep ?? setting.air;
  if (!place) return [];
  const random = stage.random.fork('jellyfish');
  const asked = colourOf(subject.colour);
  const colours: readonly Rgb[] = asked ? [asked] : [rgb('#ff86d0'), rgb('#a98aff'), rgb('#7fd4ff')];
  const alone = spec.subjects.length === 1;
  const count = Math.min(Math.max(subject.count, 3), 12);
  const base = Math.min(stage.width * 0.3, place.personHeight * (alone ? 1.5 : 1.2));
  const cycles = colours.map((colour, index) =>
    paintBellCycle(base * (index === 0 ? 1 : index === 1 ? 0.68 : 0.48), colour, random),
  );
  const span = place.right - place.left;
  const spots: readonly (readonly [number, number])[] = alone
    ? [
        [0.42, 0],
        [0.82, -0.14],
        [0.12, 0.1],
        [0.66, 0.2],
        [0.95, 0.14],
        [0.25, -0.22],
      ]
    : [
        [0.84, 0],
        [0.62, -0.14],
        [0.98, 0.12],
        [0.08, -0.2],
        [0.7, 0.2],
        [0.3, -0.26],
      ];
  const all = Array.from({ length: count }, (_, index) => {
    const [x, y] = spots[index % spots.length] ?? [0.5, 0];
    const again = Math.floor(index / spots.length) * 0.09;
    return {
      x: place.left + span * (x + again),
      y: place.y + (y + again) * stage.height,
      cycle: cycles[index % cycles.length],
      phase: random.between(0, Math.PI * 2),
    };
  });
  return [
    {
      depth: place.depth - 0.01,
      draw: (context, { timeS }) => {
        for (const { x, y, cycle, phase } of all) {
          if (!cycle) continue;
          const beat = timeS * 2 + phase;
          context.save();
          context.translate(
            x + Math.sin(timeS * 0.4 + phase) * 8 * stage.unit,
            y - (timeS * 5 + Math.sin(beat - 1) * 5) * stage.unit,
          );
          context.rotate(Math.sin(timeS * 0.5 + phase) * 0.1);
          drawCycle(context, cycle, beat);
          context.restore();
        }
      },
    },
  ];
};

function paintBellCycle(size: number, colour: Rgb, random: Random): Cycle {
  const threads = Array.from({ length: 15 }, (_, index) => ({
    root: (index / 14 - 0.5) * 0.72,
    long: random.between(0.75, 1.35),
    phase: random.between(0, 6.28),
  }));
  return paintCycle(size * 1.5, size * 2.5, 18, (context, phase) => {
    context.translate(0, -size * 0.6);
    const squeeze = Math.sin(phase);
    paintGlow(context, 0, 0, size * 0.62, colour, 0.5);
    context.lineCap = 'round';
    for (const { root, long, phase: own } of threads) {
      strand(
        context,
        size,
        root * (1 - squeeze * 0.1),
        long,
        own + phase,
        0.012,
        css(mix(colour, [255, 255, 255], 0.35), 0.5),
      );
    }
    for (const [root, own] of [
      [-0.12, 0],
      [-0.03, 1.4],
      [0.06, 2.6],
      [0.14, 4],
    ] as const) {
      strand(context, size, root, 0.85, own + phase, 0.085, css(mix(colour, [255, 255, 255], 0.3), 0.34));
      strand(context, size, root, 0.7, own + phase, 0.035, css(mix(colour, [255, 255, 255], 0.65), 0.45));
    }
    paintBell(context, size, colour, squeeze);
  });
}

function strand(
  context: Context,
  size: number,
  root: number,
  long: number,
  phase: number,
  wide: number,
  style: string,
): void {
  context.strokeStyle = style;
  let last: readonly [number, number] | undefined;
  for (let step = 0; step <= 14; step++) {
    const down = step / 14;
    const x =
      (root * (1 - down * 0.25) +
        Math.sin(phase - down * 4.2) * 0.075 * down +
        Math.sin(phase * 2 - down * 8) * 0.02 * down) *
      size;
    const y = (0.14 + down * long) * size;
    if (last) {
      context.lineWidth = wide * size * (1 - down * 0.85);
      context.beginPath();
      context.moveTo(last[0], last[1]);
      context.lineTo(x, y);
      context.stroke();
    }
    last = [x, y];
  }
}

function paintBell(context: Context, size: number, colour: Rgb, squeeze: number): void {
  const half = size * (0.43 - squeeze * 0.055);
  const high = size * (0.4 + squeeze * 0.04);
  const rim = size * 0.16;
  context.beginPath();
  context.moveTo(-half, rim);
  context.bezierCurveTo(-half * 1.12, -high * 0.75, -half * 0.55, -high, 0, -high);
  context.bezierCurveTo(half * 0.55, -high, half * 1.12, -high * 0.75, half, rim);
  for (let scallop = 0; scallop < 8; scallop++) {
    const to = half - ((scallop + 1) * 2 * half) / 8;
    context.quadraticCurveTo(to + half / 8, rim + size * 0.055, to, rim - size * 0.012);
  }
  const fill = context.createRadialGradient(-half * 0.25, -high * 0.55, size * 0.03, 0, -high * 0.1, size * 0.56);
  fill.addColorStop(0, css([255, 255, 255], 0.92));
  fill.addColorStop(0.3, css(mix(colour, [255, 255, 255], 0.5), 0.78));
  fill.addColorStop(0.75, css(colour, 0.62));
  fill.addColorStop(1, css(shade(colour, -0.25), 0.72));
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = css(mix(colour, [255, 255, 255], 0.8), 0.85);
  context.lineWidth = size * 0.011;
  context.stroke();
  context.fillStyle = css(mix(colour, [255, 255, 255], 0.4), 0.4);
  context.beginPath();
  context.ellipse(0, -high * 0.14, half * 0.56, high * 0.4, 0, 0, Math.PI * 2);
  context.fill();
  context.strokeStyle = css([255, 255, 255], 0.34);
  context.lineWidth = size * 0.008;
  for (const lean of [-0.72, -0.42, -0.14, 0.14, 0.42, 0.72]) {
    context.beginPath();
    context.moveTo(lean * half * 0.3, -high * 0.92);
    context.quadraticCurveTo(lean * half * 1.15, -high * 0.5, lean * half * 1.15, rim * 0.85);
    context.stroke();
  }
}
