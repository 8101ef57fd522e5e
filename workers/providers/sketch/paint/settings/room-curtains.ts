import { css, rgb, shade, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import { paintSheet, type Context, type Layer, type Stage } from '../scene.ts';
import { indoorTone } from './room-light.ts';
import type { Opening } from './room-view.ts';

/** Two curtains that hang at the sides of the window and stir in a breath of air. */
export function curtainLayer(stage: Stage, inside: Light, opening: Opening, accent: Rgb | undefined): Layer {
  const { unit, height, marginY, width } = stage;
  const reach = (opening.right - opening.left) * 0.035;
  const cloth = accent ?? rgb('#b8483e');
  const hem = height + marginY;
  const outer = Math.min(opening.left - 6 * unit, 92 * unit);
  const sides = [-1, 1].map((side) => {
    const edge = side < 0 ? opening.left + reach : opening.right - reach;
    const wall = side < 0 ? opening.left - outer : opening.right + outer;
    const sheet = paintSheet(
      stage,
      { left: Math.min(edge, wall) - 24 * unit, right: Math.max(edge, wall) + 24 * unit },
      (c) => paintCurtain(c, stage, inside, cloth, wall, edge, hem),
    );
    return { sheet, side, wall };
  });
  return {
    depth: 0.77,
    draw: (context, { timeS }) => {
      for (const { sheet, side, wall } of sides) {
        const breath = Math.sin(timeS * 0.9 + side) * 0.6 + Math.sin(timeS * 1.7 + side * 2) * 0.4;
        context.save();
        context.translate(wall, -marginY);
        context.transform(1 + breath * 0.02, 0, breath * 0.009 * (width / 1024 / unit), 1, 0, 0);
        context.translate(-wall, marginY);
        context.drawImage(sheet.canvas, sheet.x, sheet.y);
        context.restore();
      }
    },
  };
}

/** A curtain from its edge at the wall to its free edge, in folds that widen downward. */
function paintCurtain(
  context: Context,
  stage: Stage,
  inside: Light,
  cloth: Rgb,
  wall: number,
  edge: number,
  hem: number,
): void {
  const { unit, height, marginY, noise } = stage;
  const folds = 7;
  const edgeAt = (y: number): number => {
    const share = y / height;
    return edge + (edge - wall) * (0.16 * share * share - 0.26 * Math.sin(Math.min(1, share) * Math.PI));
  };
  const step = 6 * unit;
  for (let fold = 0; fold < folds; fold++) {
    for (const half of [0, 0.5]) {
      const from = (fold + half) / folds;
      const to = (fold + half + 0.5) / folds;
      const column = (share: number, y: number): number =>
        wall + (edgeAt(y) - wall) * share + noise.at(share * 5, y / (240 * unit)) * 5 * unit * (share < 0.99 ? 1 : 0);
      const shine = half === 0 ? 0.3 : 0.72;
      const tone = indoorTone(inside, shade(cloth, half === 0 ? 0.06 : -0.1), shine + 0.12 * Math.sin(fold * 2.4));
      const fill = context.createLinearGradient(column(from, 0), 0, column(to, 0), 0);
      fill.addColorStop(0, css(half === 0 ? shade(tone, -0.22) : shade(tone, 0.1)));
      fill.addColorStop(1, css(half === 0 ? shade(tone, 0.12) : shade(tone, -0.3)));
      context.fillStyle = fill;
      context.beginPath();
      for (let y = -marginY; y <= hem; y += step) context.lineTo(column(from, y), y);
      for (let y = hem; y >= -marginY; y -= step) context.lineTo(column(to, y) + Math.sign(edge - wall) * unit, y);
      context.fill();
    }
  }
}
