import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { drawCycle, paintCycle } from '../elements/cycle.ts';
import type { Light } from '../light.ts';
import type { Context, Layer } from '../scene.ts';
import type { Place, PaintSubject } from '../setting.ts';
import { columnsIn } from './afloat.ts';
import { paintHelmet } from './astronaut-helmet.ts';
import { colourOf } from './fish-school.ts';

/** Astronauts in white suits with golden visors: standing where there is ground, floating weightless where not. */
export const paintAstronauts: PaintSubject = (stage, light, subject, setting) => {
  const place = setting.ground ?? setting.air;
  if (!place) return [];
  const standing = setting.ground !== undefined;
  const count = Math.min(subject.count, 5);
  const trim = colourOf(subject.colour) ?? rgb('#ff7a2f');
  return columnsIn(place, count).map((column, index): Layer => {
    const size = place.personHeight * (standing ? 2.3 : 1.9) * (count > 2 ? 0.72 : 1) * (index % 2 === 0 ? 1 : 0.9);
    const cycle = paintCycle(size * 1.9, size * 2.3, 18, (context, phase) => {
      context.scale(size, size);
      paintFigure(context, light, trim, phase, standing);
    });
    const x = standing ? column : placeAloft(place, column, count);
    const y = standing ? place.y + (index % 2) * size * 0.08 : place.y + (index % 2 === 0 ? 0 : size * 0.5);
    return {
      depth: place.depth,
      draw: (context, { timeS }) => {
        context.save();
        const drift = standing ? 0 : Math.sin(timeS * 0.7 + index) * size * 0.06;
        context.translate(x + (standing ? 0 : timeS * 3 * stage.unit), y + drift);
        if (!standing) context.rotate(-0.32 + index * 0.5 + Math.sin(timeS * 0.4 + index) * 0.1);
        drawCycle(context, cycle, timeS * 1.5 + index * 2.1, 0, standing ? 0 : size * 0.5);
        context.restore();
      },
    };
  });
};

const placeAloft = (place: Place, column: number, count: number): number =>
  count === 1 ? place.left + (place.right - place.left) * 0.32 : column;

type Paint = (of: Rgb, shadow: number) => Rgb;

/** A figure of height 1 seen from the front, its feet at the origin. */
function paintFigure(context: Context, light: Light, trim: Rgb, phase: number, standing: boolean): void {
  const side = light.sunX < 0.5 ? -1 : 1;
  const sun = mix(light.sun, [255, 255, 255], 0.9);
  const paintOf: Paint = (of, shadow) => mix(lit(of, sun), mix(shade(of, -0.62), rgb('#2c3a6a'), 0.42), shadow);
  if (standing) paintShadow(context, side);
  const sway = Math.sin(phase);
  const spread = standing ? 0 : 0.05;
  paintPack(context, paintOf, side);
  for (const leg of [-1, 1] as const) {
    const shadow = leg === side ? 0.05 : 0.42;
    const kick = standing ? 0 : sway * 0.03 * leg;
    const knee: Point = [leg * (0.12 + spread), -0.24 + kick];
    const foot: Point = [leg * (0.125 + spread * 1.6), -0.06 + kick * 2 - (standing || leg > 0 ? 0 : 0.07)];
    paintLimb(context, paintOf, shadow, [[leg * 0.085, -0.44], knee, foot], 0.135);
    paintBand(context, paintOf, trim, knee, 0.13, shadow);
    context.fillStyle = css(paintOf(rgb('#8a92a4'), shadow));
    context.beginPath();
    context.roundRect(foot[0] - 0.085 + leg * 0.012, foot[1] - 0.015, 0.17, 0.078, 0.03);
    context.fill();
  }
  paintTorso(context, paintOf, trim, side);
  for (const arm of [-1, 1] as const) {
    const shadow = arm === side ? 0.02 : 0.4;
    const waving = arm === -side;
    const lift = standing ? 0 : 0.07;
    const elbow: Point = waving ? [arm * 0.3, -0.66 - lift] : [arm * 0.27, -0.55 - lift];
    const hand: Point = waving
      ? [arm * (0.36 + sway * 0.035), -0.87 + sway * 0.012 - lift]
      : [arm * (0.25 + lift * 2), -0.38 - lift + sway * 0.008];
    paintLimb(context, paintOf, shadow, [[arm * 0.155, -0.7], elbow, hand], 0.115);
    paintBand(context, paintOf, trim, elbow, 0.1, shadow);
    context.fillStyle = css(paintOf(rgb('#9aa2b4'), shadow));
    context.beginPath();
    context.arc(hand[0], hand[1], 0.062, 0, Math.PI * 2);
    context.fill();
  }
  paintHelmet(context, paintOf, side);
}

type Point = readonly [number, number];

function paintLimb(
  context: Context,
  paintOf: Paint,
  shadow: number,
  points: readonly [Point, Point, Point],
  wide: number,
) {
  const [from, bend, to] = points;
  for (const [width, deeper, aside] of [
    [wide, 0.3, 0],
    [wide * 0.62, 0, wide * 0.12],
  ] as const) {
    context.strokeStyle = css(paintOf(rgb('#f4f5fa'), Math.min(1, shadow + deeper)));
    context.lineWidth = width;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.beginPath();
    context.moveTo(from[0] + aside, from[1]);
    context.lineTo(bend[0] + aside, bend[1]);
    context.lineTo(to[0] + aside, to[1]);
    context.stroke();
  }
}

function paintBand(context: Context, paintOf: Paint, trim: Rgb, at: Point, wide: number, shadow: number): void {
  context.fillStyle = css(paintOf(trim, shadow + 0.08));
  context.beginPath();
  context.roundRect(at[0] - wide / 2, at[1] - 0.014, wide, 0.028, 0.012);
  context.fill();
}

function paintTorso(context: Context, paintOf: Paint, trim: Rgb, side: number): void {
  const cloth = context.createLinearGradient(-0.19 * side, 0, 0.19 * side, 0);
  cloth.addColorStop(0, css(paintOf(rgb('#e8eaf2'), 0.72)));
  cloth.addColorStop(0.5, css(paintOf(rgb('#f2f4fa'), 0.2)));
  cloth.addColorStop(1, css(paintOf(rgb('#ffffff'), 0)));
  context.fillStyle = cloth;
  context.beginPath();
  context.roundRect(-0.18, -0.79, 0.36, 0.42, [0.1, 0.1, 0.12, 0.12]);
  context.fill();
  context.fillStyle = css(paintOf(rgb('#7a8296'), 0.25));
  context.beginPath();
  context.roundRect(-0.175, -0.47, 0.35, 0.03, 0.012);
  context.fill();
  context.fillStyle = css(paintOf(rgb('#c4cad8'), 0.2));
  context.beginPath();
  context.roundRect(-0.1, -0.65, 0.2, 0.13, 0.025);
  context.fill();
  for (const [x, colour] of [
    [-0.07, rgb('#e8412f')],
    [-0.015, rgb('#2f8fe8')],
    [0.04, trim],
  ] as const) {
    context.fillStyle = css(paintOf(colour, 0));
    context.beginPath();
    context.roundRect(x, -0.625, 0.034, 0.034, 0.008);
    context.fill();
  }
  context.fillStyle = css(paintOf(rgb('#4a5266'), 0.2));
  context.beginPath();
  context.roundRect(-0.07, -0.572, 0.144, 0.028, 0.008);
  context.fill();
}

function paintPack(context: Context, paintOf: Paint, side: number): void {
  const shell = context.createLinearGradient(-0.24 * side, 0, 0.24 * side, 0);
  shell.addColorStop(0, css(paintOf(rgb('#a4abbc'), 0.8)));
  shell.addColorStop(1, css(paintOf(rgb('#c8cedb'), 0.1)));
  context.fillStyle = shell;
  context.beginPath();
  context.roundRect(-0.235, -0.9, 0.47, 0.48, 0.06);
  context.fill();
}

/** The long shadow of a sun that stands low, on the ground away from it. */
function paintShadow(context: Context, side: number): void {
  context.fillStyle = css(rgb('#080c1c'), 0.72);
  context.beginPath();
  context.moveTo(-0.2, 0.01);
  context.quadraticCurveTo(0, 0.05, 0.2, 0.01);
  context.lineTo(-side * 0.5, 0.085);
  context.quadraticCurveTo(-side * 0.86, 0.13, -side * 0.9, 0.1);
  context.quadraticCurveTo(-side * 0.86, 0.05, -side * 0.5, 0.03);
  context.closePath();
  context.fill();
}
