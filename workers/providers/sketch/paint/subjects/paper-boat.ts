import { css, lit, mix, shade, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import type { PaintSubject } from '../setting.ts';
import { columnsIn, floatingLayer, type Afloat } from './afloat.ts';
import { colourOf } from './fish-school.ts';

/** A boat folded of paper, afloat on water or in what the rain left on a street. */
export const paintPaperBoat: PaintSubject = (stage, light, subject, setting) => {
  const place = setting.water ?? setting.ground;
  if (!place) return [];
  const count = Math.min(subject.count, 6);
  const size = Math.max(place.personHeight / 40, (count > 1 ? 0.62 : 1) * stage.unit);
  return columnsIn(place, count).map((x) =>
    floatingLayer(stage, light, place, x, size, 0.8, paperBoatOf(light, colourOf(subject.colour) ?? [255, 252, 244])),
  );
};

function paperBoatOf(light: Light, paper: Rgb): Afloat {
  const day = mix(light.sun, [255, 255, 255], 0.35);
  const tone = (shadow: number): string =>
    css(mix(lit(paper, day), mix(lit(paper, light.shadow), light.haze, 0.2), shadow));
  return {
    width: 210,
    above: 128,
    below: 20,
    roll: 1.6,
    speed: 7,
    paint: (context) => {
      const face = (points: readonly (readonly [number, number])[], shadow: number): void => {
        context.fillStyle = tone(shadow);
        context.beginPath();
        for (const [x, y] of points) context.lineTo(x, y);
        context.closePath();
        context.fill();
      };
      face(
        [
          [-96, -52],
          [-58, 8],
          [58, 8],
          [96, -52],
          [40, -34],
          [-40, -34],
        ],
        0.75,
      );
      face(
        [
          [0, -120],
          [-54, -36],
          [0, -14],
        ],
        0.28,
      );
      face(
        [
          [0, -120],
          [0, -14],
          [54, -36],
        ],
        0.58,
      );
      face(
        [
          [-100, -56],
          [-60, 12],
          [0, 12],
          [0, -16],
        ],
        0,
      );
      face(
        [
          [100, -56],
          [60, 12],
          [0, 12],
          [0, -16],
        ],
        0.34,
      );
      face(
        [
          [-100, -56],
          [-92, -42],
          [0, -4],
          [0, -16],
        ],
        0.12,
      );
      face(
        [
          [100, -56],
          [92, -42],
          [0, -4],
          [0, -16],
        ],
        0.5,
      );
      context.strokeStyle = css(shade(mix(lit(paper, light.sun), light.shadow, 0.6), -0.2), 0.4);
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(0, -120);
      context.lineTo(0, 12);
      context.moveTo(-100, -56);
      context.lineTo(0, -16);
      context.lineTo(100, -56);
      context.stroke();
    },
  };
}
