import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSprite, type Context, type Layer, type Sheet } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { columnsIn } from './afloat.ts';
import { colourOf } from './fish-school.ts';

/** Windmills with four latticed sails that turn in the wind. */
export const paintWindmills: PaintSubject = (_stage, light, subject, setting, spec) => {
  const place = setting.ground;
  if (!place) return [];
  const count = Math.min(subject.count, 5);
  const speed = spec.weather === 'storm' ? 1.7 : 0.75;
  return columnsIn(place, count).map((x, index): Layer => {
    const size = (place.personHeight / 50) * (count > 1 ? 0.6 + 0.2 * (index % 2) : 1);
    const foot = place.y - (count > 1 ? (1 - (index % 2)) * place.personHeight * 0.4 : 0);
    const mill = paintSprite(170 * size, 300 * size, (context) => {
      context.scale(size, size);
      context.translate(0, 140);
      paintMill(context, light, colourOf(subject.colour));
    });
    const sails = sailsOf(light, size);
    return {
      depth: place.depth,
      draw: (context, { timeS }) => {
        drawSheet(context, mill, x, foot - 140 * size);
        context.save();
        context.translate(x - 4 * size, foot - 178 * size);
        context.rotate(0.4 + index + timeS * speed);
        drawSheet(context, sails);
        context.restore();
      },
    };
  });
};

type Paint = (of: Rgb, shadow: number) => Rgb;

function paintMill(context: Context, light: Light, given: Rgb | undefined): void {
  const day = mix(light.sun, [255, 255, 255], 0.15);
  const paintOf: Paint = (of, shadow) => mix(lit(of, day), mix(shade(of, -0.5), light.shadow, 0.5), shadow);
  const side = light.sunX < 0.5 ? -1 : 1;
  const wall = context.createLinearGradient(-50 * side, 0, 50 * side, 0);
  const stone = given ?? rgb('#f2e8d8');
  wall.addColorStop(0, css(paintOf(stone, 0.75)));
  wall.addColorStop(0.6, css(paintOf(stone, 0.2)));
  wall.addColorStop(1, css(paintOf(stone, 0)));
  context.fillStyle = wall;
  context.beginPath();
  context.moveTo(-50, 2);
  context.quadraticCurveTo(-38, -90, -30, -160);
  context.lineTo(30, -160);
  context.quadraticCurveTo(38, -90, 50, 2);
  context.quadraticCurveTo(0, 9, -50, 2);
  context.fill();
  context.strokeStyle = css(paintOf(stone, 0.8), 0.3);
  context.lineWidth = 1.2;
  for (let row = 1; row < 11; row++) {
    const y = -row * 14.5;
    const half = 50 - row * 1.85;
    context.beginPath();
    context.moveTo(-half, y);
    context.quadraticCurveTo(0, y + 6, half, y);
    context.stroke();
  }
  const roof = context.createLinearGradient(-36 * side, 0, 36 * side, 0);
  roof.addColorStop(0, css(paintOf(rgb('#a8432e'), 0.7)));
  roof.addColorStop(1, css(paintOf(rgb('#c8583a'), 0)));
  context.fillStyle = roof;
  context.beginPath();
  context.moveTo(-38, -157);
  context.quadraticCurveTo(-30, -204, 0, -212);
  context.quadraticCurveTo(30, -204, 38, -157);
  context.quadraticCurveTo(0, -150, -38, -157);
  context.fill();
  const glass = mix(paintOf(rgb('#4a6a80'), 0.2), [255, 208, 118], Math.max(0.15, light.night));
  for (const [x, y] of [
    [-12, -60],
    [10, -112],
  ] as const) {
    context.fillStyle = css(paintOf(rgb('#5a3a28'), 0.3));
    context.fillRect(x - 9, y - 13, 18, 24);
    context.fillStyle = css(glass);
    context.fillRect(x - 6, y - 10, 12, 18);
  }
  context.fillStyle = css(paintOf(rgb('#6b4028'), 0.3));
  context.beginPath();
  context.roundRect(4, -36, 24, 41, [12, 12, 0, 0]);
  context.fill();
}

function sailsOf(light: Light, size: number): Sheet {
  const wood = mix(lit(rgb('#6a4630'), light.sun), light.shadow, 0.2);
  const cloth = lit(rgb('#fbf3e2'), mix(light.sun, [255, 255, 255], 0.2));
  return paintSprite(250 * size, 250 * size, (context) => {
    context.scale(size, size);
    context.lineCap = 'round';
    for (let sail = 0; sail < 4; sail++) {
      context.rotate(Math.PI / 2);
      context.fillStyle = css(cloth, 0.86);
      context.fillRect(3, -118, 24, 92);
      context.strokeStyle = css(wood);
      context.lineWidth = 1.6;
      context.beginPath();
      for (let row = 0; row <= 8; row++) {
        context.moveTo(0, -26 - row * 11.5);
        context.lineTo(27, -26 - row * 11.5);
      }
      for (const column of [15, 27]) {
        context.moveTo(column, -26);
        context.lineTo(column, -118);
      }
      context.stroke();
      context.lineWidth = 5;
      context.beginPath();
      context.moveTo(0, 0);
      context.lineTo(0, -120);
      context.stroke();
    }
    context.fillStyle = css(shade(wood, -0.2));
    context.beginPath();
    context.arc(0, 0, 8, 0, Math.PI * 2);
    context.fill();
  });
}
