import { css, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { paintGlow } from '../elements/sky.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSheet, paintSprite, stillLayer, type Context, type Layer, type Stage } from '../scene.ts';
import { indoorTone, lampColour } from './room-light.ts';
import type { Opening } from './room-view.ts';

/** How much smaller things are on a narrow sill, so that its middle stays free, in pixels to a design pixel. */
const sizeOn = (stage: Stage, opening: Opening): number =>
  stage.unit * Math.min(1, (opening.right - opening.left) / (620 * stage.unit));

/** The bulb of the lamp, and the size of its things in pixels to a design pixel. */
export function lampOf(
  stage: Stage,
  opening: Opening,
): { readonly x: number; readonly y: number; readonly size: number } {
  const size = sizeOn(stage, opening);
  const x = opening.left + (opening.right - opening.left) * lampShare;
  return { x, y: opening.bottom + stage.height * 0.035 - 110 * size, size };
}

/** The lamp's column as a share of the sill. */
const lampShare = 0.125;

/** Books and a lamp on the left of the sill, and a plant on its right that stirs a little. */
export function sillThings(stage: Stage, inside: Light, opening: Opening): Layer[] {
  const { unit, height, width } = stage;
  const wide = opening.right - opening.left;
  const size = sizeOn(stage, opening);
  const row = opening.bottom + height * 0.035;
  const [lampX, booksX, plantX] = [lampShare, 0.265, 0.87].map((share) => opening.left + wide * share);
  const still = paintSheet(stage, { right: width * 0.5, top: row - 200 * size, bottom: row + 30 * unit }, (context) => {
    paintBooks(context, stage, inside, booksX ?? 0, row, size);
    paintLamp(context, inside, lampX ?? 0, row + 4 * size, size);
  });
  const glow = paintSprite(190 * size, 190 * size, (context) => paintGlow(context, 0, 0, 95 * size, lampColour, 0.85));
  const strength = 0.1 + 0.3 * inside.night;
  return [
    stillLayer(0.74, still),
    plantLayer(stage, inside, plantX ?? 0, row + 6 * size, size),
    {
      depth: 0.75,
      draw: (context, { timeS }) => {
        context.globalAlpha = strength * (1 + 0.12 * Math.sin(timeS * 5.1) * Math.sin(timeS * 2.3));
        context.globalCompositeOperation = 'screen';
        drawSheet(context, glow, lampX, row - 110 * size);
        context.globalCompositeOperation = 'source-over';
        context.globalAlpha = 1;
      },
    },
  ];
}

function paintLamp(context: Context, inside: Light, x: number, foot: number, size: number): void {
  const brass = indoorTone(inside, rgb('#c89a4a'), 0.35);
  contactShadow(context, x, foot, 34 * size);
  context.fillStyle = css(brass);
  context.beginPath();
  context.ellipse(x, foot - 3 * size, 26 * size, 7 * size, 0, 0, Math.PI * 2);
  context.fill();
  context.fillRect(x - 3 * size, foot - 90 * size, 6 * size, 88 * size);
  context.beginPath();
  context.ellipse(x, foot - 46 * size, 11 * size, 16 * size, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css(shade(brass, 0.4), 0.7);
  context.fillRect(x - 2 * size, foot - 90 * size, 1.5 * size, 84 * size);
  const cloth = context.createLinearGradient(0, foot - 160 * size, 0, foot - 84 * size);
  const on = 0.45 + inside.night * 0.55;
  cloth.addColorStop(0, css(mix(indoorTone(inside, rgb('#e8b880'), 0.3), rgb('#ffbe6a'), on)));
  cloth.addColorStop(0.6, css(mix(indoorTone(inside, rgb('#f0cc98'), 0.2), rgb('#ffe6ae'), on)));
  cloth.addColorStop(1, css(mix(indoorTone(inside, rgb('#e0a868'), 0.3), rgb('#ffc474'), on)));
  context.fillStyle = cloth;
  context.beginPath();
  context.moveTo(x - 28 * size, foot - 160 * size);
  context.lineTo(x + 28 * size, foot - 160 * size);
  context.lineTo(x + 50 * size, foot - 84 * size);
  context.quadraticCurveTo(x, foot - 76 * size, x - 50 * size, foot - 84 * size);
  context.fill();
  context.strokeStyle = css(rgb('#b06a34'), 0.22);
  context.lineWidth = 1.2 * size;
  for (let fold = -4; fold <= 4; fold++) {
    context.beginPath();
    context.moveTo(x + fold * 6 * size, foot - 159 * size);
    context.lineTo(x + fold * 11 * size, foot - 82 * size);
    context.stroke();
  }
}

const covers = ['#a83a34', '#2f5f8a', '#d8a23c', '#3f7a5a', '#7a4a80', '#e8dcc4'].map(rgb);

function paintBooks(context: Context, stage: Stage, inside: Light, x: number, foot: number, size: number): void {
  const random = stage.random.fork('books');
  contactShadow(context, x, foot + 2 * size, 56 * size);
  let top = foot;
  for (let book = 0; book < 3; book++) {
    const thick = (12 + 4 * random.next()) * size;
    const long = (92 - book * 12) * size;
    const at = x + random.between(-6, 6) * size;
    const cover = indoorTone(inside, covers[(book * 2 + 1) % covers.length] ?? rgb('#2f5f8a'), 0.2);
    context.fillStyle = css(cover);
    context.beginPath();
    context.roundRect(at - long / 2, top - thick, long, thick, 3 * size);
    context.fill();
    context.fillStyle = css(shade(cover, 0.3), 0.8);
    context.fillRect(at - long / 2, top - thick, long, 2 * size);
    for (const share of [-0.36, -0.3, 0.34]) {
      context.fillStyle = css(indoorTone(inside, rgb('#f0d48a'), 0.1), 0.85);
      context.fillRect(at + share * long, top - thick + 2 * size, 2.5 * size, thick - 3 * size);
    }
    top -= thick;
  }
  const cup = indoorTone(inside, rgb('#f4efe6'), 0.15);
  context.strokeStyle = css(cup);
  context.lineWidth = 4 * size;
  context.beginPath();
  context.arc(x + 19 * size, top - 13 * size, 8 * size, -1.3, 1.5);
  context.stroke();
  const fill = context.createLinearGradient(x - 18 * size, 0, x + 18 * size, 0);
  fill.addColorStop(0, css(shade(cup, 0.2)));
  fill.addColorStop(1, css(shade(cup, -0.25)));
  context.fillStyle = fill;
  context.beginPath();
  context.roundRect(x - 17 * size, top - 27 * size, 34 * size, 27 * size, [2 * size, 2 * size, 10 * size, 10 * size]);
  context.fill();
  context.fillStyle = css(indoorTone(inside, rgb('#c8523c'), 0.1));
  context.fillRect(x - 17 * size, top - 19 * size, 34 * size, 5 * size);
}

/** A plant in a clay pot. Its leaves are sprites that turn about the stem. */
function plantLayer(stage: Stage, inside: Light, x: number, foot: number, size: number): Layer {
  const random = stage.random.fork('plant');
  const clay = indoorTone(inside, rgb('#c4643c'), 0.15);
  const pot = paintSprite(110 * size, 140 * size, (context) => {
    contactShadow(context, 0, 0, 38 * size);
    const fill = context.createLinearGradient(-30 * size, 0, 30 * size, 0);
    fill.addColorStop(0, css(shade(clay, 0.18)));
    fill.addColorStop(1, css(shade(clay, -0.32)));
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(-29 * size, -48 * size);
    context.lineTo(29 * size, -48 * size);
    context.lineTo(20 * size, 2 * size);
    context.quadraticCurveTo(0, 6 * size, -20 * size, 2 * size);
    context.fill();
    context.beginPath();
    context.roundRect(-34 * size, -58 * size, 68 * size, 15 * size, 3 * size);
    context.fill();
  });
  const leaves = Array.from({ length: 13 }, (_, index) => {
    const long = random.between(68, 122) * size;
    const angle = ((index * 7) % 13) / 6 - 1 + random.between(-0.08, 0.08);
    const green = indoorTone(inside, mix(rgb('#2f7a44'), rgb('#9ccc54'), random.next()), 0.25 * random.next());
    const sheet = paintSprite(long * 0.5, long * 1.04, (context) => paintLeaf(context, long, green));
    return { sheet, long, angle: angle * 1.25, phase: random.between(0, 6) };
  });
  return {
    depth: 0.745,
    draw: (context, { timeS }) => {
      for (const { sheet, long, angle, phase } of leaves) {
        context.save();
        context.translate(x + angle * 9 * size, foot - 52 * size);
        context.rotate(angle + Math.sin(timeS * 1.1 + phase) * 0.03);
        drawSheet(context, sheet, 0, -long / 2);
        context.restore();
      }
      drawSheet(context, pot, x, foot);
    },
  };
}

/** A leaf that points up, its middle at the origin. */
function paintLeaf(context: Context, long: number, green: Rgb): void {
  context.translate(0, long / 2);
  const half = (side: number, colour: Rgb): void => {
    context.fillStyle = css(colour);
    context.beginPath();
    context.moveTo(0, 0);
    context.bezierCurveTo(side * long * 0.06, -long * 0.3, side * long * 0.34, -long * 0.55, 0, -long);
    context.fill();
  };
  half(-1, shade(green, 0.12));
  half(1, shade(green, -0.14));
  context.strokeStyle = css(shade(green, 0.35), 0.7);
  context.lineWidth = long * 0.016;
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(0, -long * 0.94);
  context.stroke();
}

function contactShadow(context: Context, x: number, y: number, wide: number): void {
  context.fillStyle = 'rgba(40,14,16,0.35)';
  context.beginPath();
  context.ellipse(x, y, wide, wide * 0.14, 0, 0, Math.PI * 2);
  context.fill();
}
