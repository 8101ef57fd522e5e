import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { paintGlow } from '../elements/sky.ts';
import type { Light } from '../light.ts';
import type { Context } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { columnsIn, floatingLayer, heaveOf, type Afloat } from './afloat.ts';
import { colourOf } from './fish-school.ts';

/** A three-masted sailing ship under full sail. */
export const paintShip: PaintSubject = (stage, light, subject, setting, spec) => {
  const place = setting.water;
  if (!place) return [];
  const count = Math.min(subject.count, 4);
  return columnsIn(place, count).map((x, index) => {
    const size = (place.personHeight / 27) * (count > 1 ? 0.62 : 1.04);
    const row = index % 2 === 0 ? place : { ...place, y: place.y - place.personHeight * 0.5 };
    return floatingLayer(stage, light, row, x, size, heaveOf[spec.weather], shipOf(light, colourOf(subject.colour)));
  });
};

interface Mast {
  readonly x: number;
  readonly high: number;
  readonly sails: readonly (readonly [number, number, number])[];
}

/** Masts from stern to bow; a sail is its upper row, its lower row and half its width. */
const masts: readonly Mast[] = [
  {
    x: -78,
    high: 205,
    sails: [
      [198, 160, 22],
      [157, 108, 30],
      [105, 62, 35],
    ],
  },
  {
    x: -8,
    high: 258,
    sails: [
      [250, 212, 24],
      [209, 154, 36],
      [151, 92, 45],
      [89, 52, 47],
    ],
  },
  {
    x: 62,
    high: 228,
    sails: [
      [220, 184, 22],
      [181, 130, 33],
      [127, 72, 40],
      [69, 48, 38],
    ],
  },
];

function shipOf(light: Light, colour: Rgb | undefined): Afloat {
  const day = mix(light.sun, [255, 255, 255], 0.15);
  const toSun = light.sunX < 0.47 ? -1 : 1;
  const paintOf = (of: Rgb, shadow: number): Rgb =>
    mix(lit(of, day), mix(lit(of, light.shadow), light.shadow, 0.25), shadow);
  return {
    width: 330,
    above: 272,
    below: 26,
    roll: 0.75,
    speed: 5,
    paint: (context) => {
      paintRigging(context, paintOf);
      paintJibs(context, paintOf, colour);
      for (const mast of masts) {
        context.strokeStyle = css(paintOf(rgb('#5f3f28'), 0.3));
        context.lineWidth = 3.6;
        context.beginPath();
        context.moveTo(mast.x, -24);
        context.lineTo(mast.x, -mast.high - 6);
        context.stroke();
        for (const [top, foot, half] of mast.sails.toReversed())
          paintSail(context, mast.x, top, foot, half, paintOf, toSun, colour);
      }
      paintShipHull(context, paintOf, light);
    },
    live: (context, timeS) => {
      for (const mast of masts) paintFlag(context, mast, timeS, paintOf(rgb('#d83a34'), 0));
      if (light.night < 0.25) return;
      context.globalAlpha = light.night;
      for (const x of [-126, 116]) paintGlow(context, x, -52, 24, [255, 206, 120], 0.9);
      context.globalAlpha = 1;
    },
  };
}

type Paint = (of: Rgb, shadow: number) => Rgb;

function paintSail(
  context: Context,
  x: number,
  top: number,
  foot: number,
  half: number,
  paintOf: Paint,
  toSun: number,
  colour: Rgb | undefined,
): void {
  const cloth = colour ?? rgb('#fff3dc');
  const lower = half * 1.12;
  const belly = 13;
  context.beginPath();
  context.moveTo(x - half, -top);
  context.lineTo(x + half, -top);
  context.quadraticCurveTo(x + lower + belly, -(top + foot) / 2, x + lower + 3, -foot);
  context.quadraticCurveTo(x + belly * 0.6, -foot - 9, x - lower + 3, -foot);
  context.quadraticCurveTo(x - half + belly, -(top + foot) / 2, x - half, -top);
  const fill = context.createLinearGradient(x - lower, 0, x + lower + belly, 0);
  const bright = css(paintOf(cloth, 0));
  const dim = css(paintOf(shade(cloth, -0.12), 0.62));
  fill.addColorStop(0, toSun > 0 ? dim : bright);
  fill.addColorStop(0.55, css(paintOf(cloth, 0.18)));
  fill.addColorStop(1, toSun > 0 ? bright : dim);
  context.fillStyle = fill;
  context.fill();
  context.save();
  context.clip();
  const shadeDown = context.createLinearGradient(0, -top, 0, -foot);
  shadeDown.addColorStop(0, css(paintOf(shade(cloth, -0.4), 1), 0.4));
  shadeDown.addColorStop(0.25, css(cloth, 0));
  shadeDown.addColorStop(0.8, css(cloth, 0));
  shadeDown.addColorStop(1, css(paintOf(shade(cloth, -0.4), 1), 0.3));
  context.fillStyle = shadeDown;
  context.fillRect(x - 80, -top, 160, top - foot);
  context.strokeStyle = css(paintOf(shade(cloth, -0.35), 0.5), 0.3);
  context.lineWidth = 0.8;
  for (const seam of [-0.6, -0.2, 0.2, 0.6]) {
    context.beginPath();
    context.moveTo(x + seam * half, -top);
    context.quadraticCurveTo(x + seam * half + belly, -(top + foot) / 2, x + seam * lower + 3, -foot);
    context.stroke();
  }
  context.restore();
  context.strokeStyle = css(paintOf(rgb('#5f3f28'), 0.2));
  context.lineWidth = 2.2;
  context.beginPath();
  context.moveTo(x - half - 5, -top);
  context.lineTo(x + half + 5, -top);
  context.stroke();
}

function paintJibs(context: Context, paintOf: Paint, colour: Rgb | undefined): void {
  const cloth = colour ?? rgb('#fff3dc');
  for (const [index, [fromX, fromY, toX, toY]] of (
    [
      [66, 205, 156, 52],
      [66, 165, 130, 48],
    ] as const
  ).entries()) {
    context.fillStyle = css(paintOf(cloth, 0.12 + index * 0.25));
    context.beginPath();
    context.moveTo(fromX, -fromY);
    context.quadraticCurveTo((fromX + toX) / 2 + 4, -(fromY + toY) / 2, toX, -toY);
    context.quadraticCurveTo(fromX + 40, -toY - 4, fromX + 16, -toY - 16);
    context.quadraticCurveTo(fromX + 18, -(fromY + toY) / 2, fromX, -fromY);
    context.fill();
  }
}

function paintRigging(context: Context, paintOf: Paint): void {
  context.strokeStyle = css(paintOf(rgb('#3c2c20'), 0.3), 0.75);
  context.lineWidth = 0.9;
  context.beginPath();
  for (const mast of masts) {
    for (const foot of [-34, -22, 22, 34]) {
      context.moveTo(mast.x, -mast.high * 0.8);
      context.lineTo(mast.x + foot, -30);
    }
  }
  context.moveTo(62, -228);
  context.lineTo(164, -54);
  context.moveTo(-8, -256);
  context.lineTo(62, -226);
  context.moveTo(-78, -203);
  context.lineTo(-8, -254);
  context.moveTo(-78, -203);
  context.lineTo(-138, -52);
  context.stroke();
  context.strokeStyle = css(paintOf(rgb('#5f3f28'), 0.2));
  context.lineWidth = 3.2;
  context.beginPath();
  context.moveTo(112, -32);
  context.lineTo(166, -56);
  context.stroke();
}

function paintShipHull(context: Context, paintOf: Paint, light: Light): void {
  const side = context.createLinearGradient(0, -46, 0, 16);
  side.addColorStop(0, css(paintOf(rgb('#a8683a'), 0)));
  side.addColorStop(0.5, css(paintOf(rgb('#7d4526'), 0.25)));
  side.addColorStop(1, css(paintOf(rgb('#3d2216'), 0.7)));
  context.fillStyle = side;
  context.beginPath();
  context.moveTo(-140, -56);
  context.lineTo(-104, -52);
  context.lineTo(-98, -34);
  context.quadraticCurveTo(0, -22, 92, -34);
  context.lineTo(128, -42);
  context.quadraticCurveTo(112, -4, 92, 16);
  context.lineTo(-116, 16);
  context.quadraticCurveTo(-136, -14, -140, -56);
  context.fill();
  context.save();
  context.clip();
  context.strokeStyle = css(paintOf(rgb('#f2d28a'), 0));
  context.lineWidth = 5;
  context.beginPath();
  context.moveTo(-140, -26);
  context.quadraticCurveTo(0, -8, 126, -26);
  context.stroke();
  context.strokeStyle = css(paintOf(rgb('#2a1810'), 0.3), 0.5);
  context.lineWidth = 1;
  for (const drop of [9, 17, 25]) {
    context.beginPath();
    context.moveTo(-140, -26 + drop);
    context.quadraticCurveTo(0, -8 + drop, 126, -26 + drop);
    context.stroke();
  }
  context.restore();
  for (let x = -104; x < 96; x += 19) {
    const bow = 9 - (x / 120) ** 2 * 9;
    context.fillStyle = css(mix(paintOf(rgb('#1c110c'), 0.2), [255, 190, 100], light.night * 0.7));
    context.fillRect(x, -27 + bow, 7, 6);
  }
  context.strokeStyle = css(paintOf(rgb('#d8a04a'), 0));
  context.lineWidth = 2.4;
  context.beginPath();
  context.moveTo(-140, -57);
  context.lineTo(-104, -53);
  context.lineTo(-98, -35);
  context.quadraticCurveTo(0, -23, 92, -35);
  context.lineTo(128, -43);
  context.stroke();
}

function paintFlag(context: Context, mast: Mast, timeS: number, colour: Rgb): void {
  context.fillStyle = css(colour);
  context.beginPath();
  const top = -mast.high - 6;
  context.moveTo(mast.x, top);
  for (let step = 0; step <= 6; step++)
    context.lineTo(mast.x + step * 3.6, top + 1 + Math.sin(step * 0.9 - timeS * 6 + mast.x) * 1.7);
  for (let step = 6; step >= 0; step--)
    context.lineTo(mast.x + step * 3.6, top + 10 - step * 0.8 + Math.sin(step * 0.9 - timeS * 6 + mast.x) * 1.7);
  context.fill();
}
