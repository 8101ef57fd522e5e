import { paintGlow } from '../elements/sky.ts';
import { drawSheet, paintSprite, type Layer } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { columnsIn } from './afloat.ts';
import { colourOf } from './fish-school.ts';
import { pagodaHeight, pagodaWindows, paintPagodaBody } from './pagoda-body.ts';

/** Height of a pagoda in heights of a person: kept low, so that it stays in the frame where people stand near. */
const personHeights = 5.3;

/** Pagodas of five tiers with upturned eaves, whose windows flicker with lamps. */
export const paintPagodas: PaintSubject = (stage, light, subject, setting, spec) => {
  const place = setting.ground;
  if (!place) return [];
  const count = Math.min(subject.count, 3);
  const snowy = spec.season === 'winter' || spec.weather === 'snow';
  const glow = Math.max(0.3, light.night);
  return columnsIn(place, count).map((x, index): Layer => {
    const high = place.personHeight * personHeights * (count > 1 ? 0.85 - 0.2 * (index % 2) : 1);
    const size = Math.min(high, place.y * 0.86) / pagodaHeight;
    const body = paintSprite(260 * size, 700 * size, (context) => {
      context.scale(size, size);
      paintPagodaBody(context, light, { snowy, glow, colour: colourOf(subject.colour) });
    });
    const lamp = paintSprite(70 * size, 50 * size, (context) => {
      context.scale(size, size * 0.7);
      paintGlow(context, 0, 0, 34, [255, 190, 100], 0.7);
    });
    const phase = stage.random.fork(`pagoda${index}`).between(0, 6);
    return {
      depth: place.depth,
      draw: (context, { timeS }) => {
        drawSheet(context, body, x, place.y);
        for (const [dx, dy] of pagodaWindows) {
          const flicker = Math.sin(timeS * 3.7 + phase + dy) * 0.1 + Math.sin(timeS * 9.1 + dy * 3) * 0.05;
          context.globalAlpha = glow * (0.8 + flicker);
          drawSheet(context, lamp, x + dx * size, place.y + dy * size);
        }
        context.globalAlpha = 1;
      },
    };
  });
};
