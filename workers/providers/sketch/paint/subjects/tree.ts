import { css, mix } from '../../kit/colour.ts';
import { paintFir, paintLeafy } from '../elements/forest-trees.ts';
import { drawSheet, paintSprite, type Layer } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { leafyIn, pickLeaves } from '../settings/forest-leaves.ts';
import { firIn } from '../settings/forest-winter.ts';
import { columnsIn } from './afloat.ts';
import { colourOf } from './fish-school.ts';

/** Trees of the season that sway a little: one great tree, or a grove. */
export const paintTrees: PaintSubject = (stage, light, subject, setting, spec) => {
  const place = setting.ground;
  // A forest is trees already.
  if (!place || spec.setting === 'forest') return [];
  const count = Math.min(subject.count, 8);
  const winter = spec.season === 'winter' || spec.weather === 'snow';
  const given = colourOf(subject.colour);
  return columnsIn(place, count).map((x, index): Layer => {
    const random = stage.random.fork(`tree${index}`);
    const size = place.personHeight * (count === 1 ? 5.6 : 3.2) * random.between(0.9, 1.1);
    const foot = place.y + (index % 2) * place.personHeight * 0.2;
    const leaves = given
      ? ([mix(given, [20, 20, 50], 0.5), given, mix(given, [255, 255, 230], 0.45)] as const)
      : pickLeaves(spec.season, random);
    const sprite = paintSprite(size * 1.1, size * 2.2, (context) => {
      context.fillStyle = css(mix(light.shadow, [0, 0, 0], 0.4), 0.3);
      context.beginPath();
      context.ellipse(0, 0, size * 0.34, size * 0.028, 0, 0, Math.PI * 2);
      context.fill();
      if (winter) paintFir(context, 0, 0, size, firIn(light, 0.04, true), random);
      else paintLeafy(context, 0, size * 0.01, size, leafyIn(light, leaves, 0.02), random);
    });
    return {
      depth: place.depth,
      draw: (context, { timeS }) => {
        context.save();
        context.transform(1, 0, Math.sin(timeS * 0.9 + index) * 0.008, 1, x, foot);
        drawSheet(context, sprite);
        context.restore();
      },
    };
  });
};
