import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { paintGlow } from '../elements/sky.ts';
import type { Light } from '../light.ts';
import { paintSprite, type Context, type Layer, type Sheet } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { colourOf } from './fish-school.ts';

const usual: readonly Rgb[] = ['#e8ecf4', '#ff5a7a', '#ffc83a', '#4ab8ff', '#8a6aff'].map(rgb);

/** Cars that fly in lanes through the air, each on glowing jets and with a trail of light behind it. */
export const paintFlyingCars: PaintSubject = (stage, light, subject, setting) => {
  const place = setting.air;
  if (!place) return [];
  const { width, height, unit, marginX } = stage;
  const random = stage.random.fork('flying-cars');
  const count = Math.min(subject.count, 12);
  const given = colourOf(subject.colour);
  const colours = given ? [given] : usual;
  const length = Math.max(place.personHeight * 2.4, 72 * unit) * (count < 3 ? 1.5 : 1);
  const sprites = colours.map((colour) => ({
    right: carSprite(light, colour, length, 1),
    left: carSprite(light, colour, length, -1),
  }));
  const cars = Array.from({ length: count }, (_, index) => {
    const size = count < 3 ? 1 : [0.55, 1.25, 0.8, 0.45, 1, 0.65][index % 6];
    return {
      sprite: sprites[index % sprites.length],
      size: size ?? 1,
      facing: index % 2 === 0 ? 1 : -1,
      x: (width * (index + random.between(0.25, 0.75))) / count,
      y: place.y + height * (count < 3 ? 0 : laneOf(index, count) + random.between(-0.03, 0.03)),
      phase: random.between(0, Math.PI * 2),
    };
  }).toSorted((a, b) => a.size - b.size);
  const span = width + 2 * marginX + 4 * length;
  return [
    {
      depth: place.depth,
      draw: (context, { timeS }) => {
        for (const { sprite, size, facing, x, y, phase } of cars) {
          const sheet = facing > 0 ? sprite?.right : sprite?.left;
          if (!sheet) continue;
          const gone = x + marginX + 2 * length + facing * timeS * (26 + 50 * size) * unit;
          const atX = gone - Math.floor(gone / span) * span - marginX - 2 * length;
          const atY = y + Math.sin(timeS * 1.3 + phase) * 4 * unit * size;
          drawCar(context, sheet, atX, atY, size);
        }
      },
    } satisfies Layer,
  ];
};

/** The lane of a car, from above to below the middle of the air, as a share of the frame's height. */
const laneOf = (index: number, count: number): number => (((index * 5) % count) / Math.max(1, count - 1) - 0.5) * 0.36;

function drawCar(context: Context, sheet: Sheet, x: number, y: number, size: number): void {
  context.drawImage(sheet.canvas, x + sheet.x * size, y + sheet.y * size, sheet.width * size, sheet.height * size);
}

function carSprite(light: Light, colour: Rgb, length: number, facing: 1 | -1): Sheet {
  return paintSprite(length * 4.6, length * 1.1, (context) => {
    context.scale((facing * length) / 100, length / 100);
    paintTrail(context, light);
    paintBody(context, light, colour);
    paintLights(context, light);
  });
}

/** The car is 100 long, its nose to the right, its middle in the origin. */
function paintTrail(context: Context, light: Light): void {
  const strength = 0.4 + 0.6 * light.night;
  for (const [y, thick, of] of [
    [1, 9, '#ff3f78'],
    [1, 3.4, '#ffc0d0'],
    [9, 5, '#3fd8ff'],
  ] as const) {
    const fade = context.createLinearGradient(-46, 0, -215, 0);
    fade.addColorStop(0, css(rgb(of), 0.85 * strength));
    fade.addColorStop(0.4, css(rgb(of), 0.3 * strength));
    fade.addColorStop(1, css(rgb(of), 0));
    context.fillStyle = fade;
    context.beginPath();
    context.moveTo(-44, y - thick / 2);
    context.lineTo(-215, y - 0.4);
    context.lineTo(-215, y + 0.4);
    context.lineTo(-44, y + thick / 2);
    context.fill();
  }
}

function paintBody(context: Context, light: Light, colour: Rgb): void {
  const day = mix(light.sun, [255, 255, 255], 0.35);
  const paint = lit(colour, day);
  context.fillStyle = css(shade(lit(rgb('#4a5468'), day), -0.3));
  context.beginPath();
  context.roundRect(-42, 5, 84, 9, 4.5);
  context.fill();
  const side = context.createLinearGradient(0, -16, 0, 12);
  side.addColorStop(0, css(shade(paint, 0.4)));
  side.addColorStop(0.45, css(paint));
  side.addColorStop(1, css(shade(paint, -0.5)));
  context.fillStyle = side;
  context.beginPath();
  context.moveTo(-49, 2);
  context.quadraticCurveTo(-50, -10, -38, -11);
  context.quadraticCurveTo(-20, -27, 4, -25);
  context.quadraticCurveTo(18, -23, 28, -9);
  context.quadraticCurveTo(46, -6, 50, 3);
  context.quadraticCurveTo(47, 10, 38, 10);
  context.lineTo(-42, 10);
  context.quadraticCurveTo(-48, 9, -49, 2);
  context.fill();
  const glass = context.createLinearGradient(0, -24, 0, -8);
  glass.addColorStop(0, css(mix(rgb('#bfe8ff'), light.skyLow, 0.3)));
  glass.addColorStop(1, css(mix(rgb('#24466e'), rgb('#ffd890'), light.night * 0.4)));
  context.fillStyle = glass;
  context.beginPath();
  context.moveTo(-26, -11);
  context.quadraticCurveTo(-14, -22, 3, -21.5);
  context.quadraticCurveTo(14, -20, 22, -9.5);
  context.closePath();
  context.fill();
  context.fillStyle = css(shade(paint, -0.2));
  context.fillRect(-3, -22, 3, 13);
  // The fin at the tail.
  context.beginPath();
  context.moveTo(-34, -9);
  context.lineTo(-54, -21);
  context.lineTo(-46, -3);
  context.fill();
}

function paintLights(context: Context, light: Light): void {
  const strength = 0.5 + 0.5 * light.night;
  const cyan = rgb('#4fe0ff');
  for (const x of [-28, 28]) {
    context.save();
    context.translate(x, 16);
    context.scale(1, 0.55);
    paintGlow(context, 0, 0, 28, cyan, 0.9 * strength);
    context.restore();
    context.fillStyle = css(mix(cyan, [255, 255, 255], 0.65));
    context.beginPath();
    context.ellipse(x, 14, 11, 2.6, 0, 0, Math.PI * 2);
    context.fill();
  }
  context.fillStyle = css(cyan, 0.9);
  context.fillRect(-36, 2.6, 74, 1.6);
  paintGlow(context, -48, 0, 15, rgb('#ff3f5a'), strength);
  const beam = context.createLinearGradient(48, 0, 130, 0);
  beam.addColorStop(0, css(rgb('#fff4c8'), 0.6 * strength));
  beam.addColorStop(1, css(rgb('#fff4c8'), 0));
  context.fillStyle = beam;
  context.beginPath();
  context.moveTo(47, 0);
  context.lineTo(130, -13);
  context.lineTo(130, 19);
  context.lineTo(47, 5);
  context.fill();
  paintGlow(context, 47, 2, 14, rgb('#fff8dc'), strength);
}
