import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { paintGlow } from '../elements/sky.ts';
import type { Light } from '../light.ts';
import type { Context } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { columnsIn, floatingLayer, heaveOf, type Afloat } from './afloat.ts';
import { colourOf } from './fish-school.ts';

/** A small wooden boat with a cabin, afloat. */
export const paintBoat: PaintSubject = (stage, light, subject, setting, spec) => {
  const place = setting.water;
  if (!place) return [];
  const colours = [colourOf(subject.colour) ?? rgb('#d8452f'), rgb('#2f7fb8'), rgb('#f0b83a'), rgb('#3f9a6a')];
  const count = Math.min(subject.count, 6);
  return columnsIn(place, count).map((x, index) => {
    const colour =
      subject.colour === undefined
        ? (colours[index % colours.length] ?? rgb('#d8452f'))
        : (colours[0] ?? rgb('#d8452f'));
    const size = (place.personHeight / 27) * (count > 2 ? 0.75 : 1.25);
    const row = index % 2 === 0 ? place : { ...place, y: place.y + place.personHeight * 0.8 };
    return floatingLayer(stage, light, row, x, size, heaveOf[spec.weather], boatOf(light, colour));
  });
};

function boatOf(light: Light, colour: Rgb): Afloat {
  const day = mix(light.sun, [255, 255, 255], 0.2);
  const paintOf = (of: Rgb, shadow: number): Rgb =>
    mix(lit(of, day), mix(shade(of, -0.55), light.shadow, 0.35), shadow);
  const lamp = Math.max(light.night, 0.35);
  return {
    width: 190,
    above: 120,
    below: 22,
    roll: 1.3,
    speed: 4,
    paint: (context) => {
      paintMast(context, paintOf);
      paintCabin(context, paintOf, light);
      paintHull(context, colour, paintOf);
    },
    live: (context, timeS) => {
      context.globalAlpha = lamp * (0.85 + 0.1 * Math.sin(timeS * 5));
      paintGlow(context, 20, -101, 26, [255, 220, 140], 0.9);
      context.globalAlpha = 1;
    },
  };
}

type Paint = (of: Rgb, shadow: number) => Rgb;

function paintHull(context: Context, colour: Rgb, paintOf: Paint): void {
  const side = context.createLinearGradient(0, -34, 0, 12);
  side.addColorStop(0, css(paintOf(shade(colour, 0.12), 0)));
  side.addColorStop(0.5, css(paintOf(colour, 0.12)));
  side.addColorStop(1, css(paintOf(colour, 0.75)));
  context.fillStyle = side;
  context.beginPath();
  context.moveTo(-82, -26);
  context.quadraticCurveTo(0, -17, 84, -40);
  context.quadraticCurveTo(88, -40, 86, -35);
  context.quadraticCurveTo(72, 4, 48, 14);
  context.lineTo(-64, 14);
  context.quadraticCurveTo(-78, 2, -82, -26);
  context.fill();
  context.save();
  context.clip();
  context.strokeStyle = css(paintOf(shade(colour, -0.4), 0.3), 0.5);
  context.lineWidth = 1;
  for (const drop of [10, 18, 26]) {
    context.beginPath();
    context.moveTo(-84, -26 + drop);
    context.quadraticCurveTo(0, -17 + drop, 88, -40 + drop * 1.1);
    context.stroke();
  }
  context.restore();
  context.strokeStyle = css(paintOf(rgb('#fff6e4'), 0));
  context.lineWidth = 4.5;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(-82, -26);
  context.quadraticCurveTo(0, -17, 84, -40);
  context.stroke();
  for (const x of [-50, -8, 34]) {
    context.strokeStyle = css(paintOf(rgb('#26303c'), 0.2));
    context.lineWidth = 3.4;
    context.beginPath();
    context.arc(x, -10, 5.5, 0, Math.PI * 2);
    context.stroke();
  }
}

function paintCabin(context: Context, paintOf: Paint, light: Light): void {
  const wall = context.createLinearGradient(-50, 0, 6, 0);
  wall.addColorStop(0, css(paintOf(rgb('#f4ead6'), 0.45)));
  wall.addColorStop(1, css(paintOf(rgb('#fff8ea'), 0)));
  context.fillStyle = wall;
  context.beginPath();
  context.moveTo(-48, -20);
  context.lineTo(-46, -62);
  context.lineTo(-2, -62);
  context.lineTo(8, -22);
  context.fill();
  context.fillStyle = css(paintOf(rgb('#35506a'), 0.1));
  context.beginPath();
  context.roundRect(-54, -68, 62, 7, 3);
  context.fill();
  const glass = mix(paintOf(rgb('#5f93b0'), 0.2), [255, 214, 130], light.night * 0.85 + 0.1);
  for (const [x, wide] of [
    [-40, 13],
    [-21, 15],
  ] as const) {
    context.fillStyle = css(glass);
    context.beginPath();
    context.roundRect(x, -55, wide, 15, 2);
    context.fill();
    context.fillStyle = css([255, 255, 255], 0.35);
    context.beginPath();
    context.moveTo(x + 2, -54);
    context.lineTo(x + 7, -54);
    context.lineTo(x + 3, -42);
    context.lineTo(x + 1, -42);
    context.fill();
  }
}

function paintMast(context: Context, paintOf: Paint): void {
  const wood = paintOf(rgb('#8a5a34'), 0.1);
  context.strokeStyle = css(paintOf(rgb('#3a3a44'), 0.2), 0.7);
  context.lineWidth = 0.9;
  for (const [toX, toY] of [
    [84, -40],
    [-80, -28],
    [-46, -64],
  ] as const) {
    context.beginPath();
    context.moveTo(20, -110);
    context.lineTo(toX, toY);
    context.stroke();
  }
  context.strokeStyle = css(wood);
  context.lineWidth = 4;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(20, -22);
  context.lineTo(20, -112);
  context.stroke();
  context.fillStyle = css(paintOf(rgb('#ffd23a'), 0));
  context.beginPath();
  context.moveTo(20, -113);
  context.lineTo(0, -108);
  context.lineTo(20, -103);
  context.fill();
}
