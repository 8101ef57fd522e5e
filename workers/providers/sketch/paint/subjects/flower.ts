import { mix, rgb } from '../../kit/colour.ts';
import { drawSheet } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { paintFlower } from '../settings/meadow-flowers.ts';
import { colourOf } from './fish-school.ts';

const usual = ['#f0503c', '#ffd23e', '#b87cf0', '#ff8fc0', '#ffffff'].map(rgb);

/** Flowers that nod in the wind: a single great one, or a bed of them at the place of the ground. */
export const paintFlowers: PaintSubject = (stage, light, subject, setting) => {
  const place = setting.ground;
  if (!place) return [];
  const random = stage.random.fork('flower-bed');
  const given = colourOf(subject.colour);
  const colours = given ? [given, mix(given, [255, 255, 255], 0.35)] : usual;
  const single = subject.count === 1;
  const count = single ? 1 : Math.max(14, subject.count * 3);
  const scale = (place.personHeight / 64) * (single ? 4 : 1.35);
  const sprites = colours.map((colour, index) => paintFlower(light, colour, scale, index + 1));
  const flowers = Array.from({ length: count }, (_, index) => ({
    sprite: sprites[single ? 0 : index % sprites.length],
    x: single ? (place.left + place.right) / 2 : random.between(place.left, place.right),
    y: place.y + (single ? 0.7 : random.between(-0.3, 1.1)) * place.personHeight,
    size: single ? 1 : random.between(0.7, 1.15),
    phase: random.between(0, 2),
  })).toSorted((a, b) => a.y - b.y);
  return [
    {
      depth: place.depth,
      draw: (context, { timeS }) => {
        for (const { sprite, x, y, size, phase } of flowers) {
          if (!sprite) continue;
          context.save();
          context.transform(size, 0, -(0.04 + 0.08 * Math.sin(timeS * 1.5 - phase - x / 200)) * size, size, x, y);
          drawSheet(context, sprite, 0, -sprite.height / 2);
          context.restore();
        }
      },
    },
  ];
};
