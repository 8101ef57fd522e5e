import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { drawCycle, paintCycle } from '../elements/cycle.ts';
import type { Layer } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { columnsIn } from './afloat.ts';
import { colourOf } from './fish-school.ts';
import { paintHoofed } from './hoofed-figure.ts';

const coats: Readonly<Record<'horse' | 'deer', readonly Rgb[]>> = {
  horse: ['#8a4a26', '#e8e0d4', '#3e2a24', '#c08a4c'].map(rgb),
  deer: ['#a8693a', '#b87c48'].map(rgb),
};

const herdOf =
  (kind: 'horse' | 'deer'): PaintSubject =>
  (stage, light, subject, setting) => {
    const place = setting.ground;
    if (!place) return [];
    const count = Math.min(subject.count, 8);
    const random = stage.random.fork(kind);
    const given = colourOf(subject.colour);
    const walk = kind === 'horse' ? 1 : 0;
    return columnsIn(place, count).map((x, index): Layer => {
      const size =
        place.personHeight * (kind === 'horse' ? 1.7 : 2) * (count > 2 ? 0.62 : 1) * random.between(0.92, 1.05);
      const row = place.y + (index % 2 === 0 ? 0.3 : 0) * place.personHeight;
      const day = mix(light.sun, [255, 255, 255], 0.12 * (1 - light.night));
      const coat = lit(given ?? coats[kind][index % coats[kind].length] ?? rgb('#8a4a26'), day);
      const look = {
        coat: mix(coat, light.shadow, 0.08),
        belly: kind === 'deer' ? lit(rgb('#f0dcc0'), day) : shade(coat, -0.2),
        dark: lit(kind === 'horse' ? rgb('#2c1d1a') : rgb('#3a2820'), mix(day, light.shadow, 0.2)),
        kind,
      };
      const cycle = paintCycle(size * 2.4, size * 4.2, 14, (context, phase) => {
        context.fillStyle = css(mix(light.shadow, [0, 0, 0], 0.45), 0.28);
        context.beginPath();
        context.ellipse(0, 0, size * 0.66, size * 0.055, 0, 0, Math.PI * 2);
        context.fill();
        paintHoofed(context, look, size, phase, walk);
      });
      const facing = index % 3 === 1 && kind === 'deer' ? -1 : 1;
      const start = walk > 0 ? x - size * 0.5 : x;
      const phase = random.between(0, Math.PI * 2);
      return {
        depth: place.depth,
        draw: (context, { timeS }) => {
          context.save();
          context.translate(start + walk * timeS * size * 0.42, row);
          context.scale(facing, 1);
          drawCycle(context, cycle, timeS * (walk > 0 ? 4.4 : 1.5) + phase);
          context.restore();
        },
      };
    });
  };

/** Horses that walk over the ground. */
export const paintHorses: PaintSubject = herdOf('horse');

/** Stags that stand and look around. */
export const paintDeer: PaintSubject = herdOf('deer');
