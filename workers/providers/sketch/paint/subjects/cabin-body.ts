import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import type { Random } from '../../kit/random.ts';
import type { Light } from '../light.ts';
import type { Context } from '../scene.ts';

/** How a cabin is painted. */
export interface CabinLook {
  readonly snowy: boolean;
  /** How much the windows shine, 0 to 1. */
  readonly glow: number;
  readonly unit: number;
}

type Point = readonly [number, number];

/**
 * A log cabin seen from a corner, its foot at the origin: a gable wall with the door on the left, the long wall and
 * the roof's slope on the right. About 300 wide and 190 high.
 */
export function paintCabinBody(context: Context, light: Light, look: CabinLook, random: Random): void {
  const day = mix(light.sun, [255, 255, 255], 0.15);
  const paintOf = (of: Rgb, shadow: number): Rgb => mix(lit(of, day), mix(shade(of, -0.5), light.shadow, 0.4), shadow);
  const warm = (of: Rgb, share: number): Rgb => mix(of, [255, 160, 70], share * look.glow * 0.5);
  const front = warm(paintOf(rgb('#a8683a'), 0.2), 0.45);
  const side = warm(paintOf(rgb('#8a5230'), 0.4), 0.4);
  paintChimney(context, paintOf, look);
  paintLogs(
    context,
    [
      [-118, 0],
      [-20, 8],
      [-20, -84],
      [-70, -142],
      [-118, -80],
    ],
    front,
    random,
  );
  paintLogs(
    context,
    [
      [-20, 8],
      [126, -4],
      [126, -80],
      [-20, -84],
    ],
    side,
    random,
  );
  paintOpenings(context, look, paintOf);
  paintRoof(context, light, look, paintOf, random);
}

type Paint = (of: Rgb, shadow: number) => Rgb;

function fill(context: Context, style: Context['fillStyle'], points: readonly Point[]): void {
  context.fillStyle = style;
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.closePath();
  context.fill();
}

function paintLogs(context: Context, points: readonly Point[], colour: Rgb, random: Random): void {
  context.save();
  fill(context, css(colour), points);
  context.clip();
  for (let y = -150; y < 12; y += 10) {
    const tone = shade(colour, random.between(-0.1, 0.12));
    const log = context.createLinearGradient(0, y, 0, y + 10);
    log.addColorStop(0, css(shade(tone, 0.16)));
    log.addColorStop(0.55, css(tone));
    log.addColorStop(1, css(shade(tone, -0.45)));
    context.fillStyle = log;
    context.fillRect(-130, y, 270, 10);
  }
  context.restore();
}

function paintChimney(context: Context, paintOf: Paint, look: CabinLook): void {
  const stone = paintOf(rgb('#8b8490'), 0.25);
  context.fillStyle = css(stone);
  context.fillRect(48, -186, 28, 70);
  for (const [x, y, wide] of [
    [50, -182, 11],
    [63, -176, 12],
    [49, -166, 14],
    [64, -158, 10],
    [51, -150, 12],
  ] as const) {
    context.fillStyle = css(shade(stone, y % 4 === 0 ? -0.2 : 0.14));
    context.beginPath();
    context.roundRect(x, y, wide, 6, 2);
    context.fill();
  }
  context.fillStyle = look.snowy ? css(paintOf(rgb('#f4f8ff'), 0.05)) : css(shade(stone, -0.3));
  context.beginPath();
  context.roundRect(44, -193, 36, 10, 5);
  context.fill();
}

function paintOpenings(context: Context, look: CabinLook, paintOf: Paint): void {
  const frame = css(paintOf(rgb('#5a3420'), 0.35));
  const bright = mix(paintOf(rgb('#9ec4d4'), 0.15), [255, 214, 120], 0.2 + look.glow * 0.8);
  const low = mix(paintOf(rgb('#5f8fa8'), 0.2), [255, 150, 54], 0.2 + look.glow * 0.8);
  const pane = (points: readonly [Point, Point, Point, Point], columns: number): void => {
    const [a, b, c, d] = points;
    const light = context.createLinearGradient(0, d[1], 0, a[1]);
    light.addColorStop(0, css(bright));
    light.addColorStop(1, css(low));
    context.strokeStyle = frame;
    context.lineJoin = 'round';
    context.lineWidth = 7;
    fill(context, frame, points);
    context.stroke();
    context.fillStyle = light;
    context.fill();
    context.lineWidth = 2.6;
    context.beginPath();
    for (let column = 1; column < columns; column++) {
      const share = column / columns;
      context.moveTo(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share);
      context.lineTo(d[0] + (c[0] - d[0]) * share, d[1] + (c[1] - d[1]) * share);
    }
    context.moveTo(a[0], (a[1] + d[1]) / 2);
    context.lineTo(b[0], (b[1] + c[1]) / 2);
    context.stroke();
  };
  pane(
    [
      [-104, -30],
      [-78, -27],
      [-78, -62],
      [-104, -63],
    ],
    2,
  );
  pane(
    [
      [18, -28],
      [52, -31],
      [52, -66],
      [18, -65],
    ],
    2,
  );
  pane(
    [
      [76, -33],
      [106, -36],
      [106, -68],
      [76, -67],
    ],
    2,
  );
  fill(context, css(paintOf(rgb('#6b2f24'), 0.25)), [
    [-64, 3],
    [-34, 6],
    [-34, -58],
    [-64, -60],
  ]);
  context.strokeStyle = frame;
  context.lineWidth = 4;
  context.stroke();
  fill(context, css(bright), [
    [-57, -34],
    [-41, -33],
    [-41, -51],
    [-57, -52],
  ]);
  fill(context, css(bright), [
    [-78, -94],
    [-62, -93],
    [-62, -110],
    [-78, -108],
  ]);
  context.lineWidth = 3;
  context.stroke();
}

function paintRoof(context: Context, light: Light, look: CabinLook, paintOf: Paint, random: Random): void {
  const slope: readonly Point[] = [
    [-76, -156],
    [92, -150],
    [148, -70],
    [-8, -72],
  ];
  const top = look.snowy ? mix(paintOf(rgb('#f6faff'), 0), [255, 255, 255], 0.1) : paintOf(rgb('#6a4a4c'), 0.05);
  const low = look.snowy ? mix(paintOf(rgb('#cfdef6'), 0.15), light.shadow, 0.12) : paintOf(rgb('#4c343c'), 0.3);
  const eaves = css(paintOf(rgb('#3f2418'), 0.3));
  fill(context, eaves, [
    [-70, -160],
    [-142, -70],
    [-134, -64],
    [-70, -144],
    [-14, -66],
    [150, -64],
    [150, -74],
    [-8, -78],
  ]);
  const shadeDown = context.createLinearGradient(0, -156, 0, -68);
  shadeDown.addColorStop(0, css(top));
  shadeDown.addColorStop(1, css(low));
  fill(context, shadeDown, slope);
  if (!look.snowy) {
    context.save();
    context.clip();
    for (let row = 0; row < 9; row++) {
      for (let x = -80; x < 150; x += 13) {
        context.fillStyle = css(shade(low, random.between(-0.2, 0.22)), 0.55);
        context.fillRect(x + (row % 2) * 6, -156 + row * 10, 11, 8);
      }
    }
    context.restore();
    return;
  }
  paintSnowEdge(context, top, low);
}

/** Thick snow that hangs over both edges of the roof, with icicles. */
function paintSnowEdge(context: Context, top: Rgb, low: Rgb): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = css(low);
  context.lineWidth = 13;
  context.beginPath();
  context.moveTo(-4, -73);
  context.bezierCurveTo(40, -68, 90, -75, 145, -72);
  context.stroke();
  context.strokeStyle = css(mix(top, low, 0.2));
  context.lineWidth = 12;
  context.beginPath();
  context.moveTo(-137, -72);
  context.quadraticCurveTo(-108, -106, -72, -156);
  context.lineTo(92, -152);
  context.stroke();
  context.strokeStyle = css(mix(top, low, 0.45));
  context.lineWidth = 8;
  context.beginPath();
  context.moveTo(-70, -153);
  context.lineTo(-8, -73);
  context.stroke();
  for (let index = 0; index < 13; index++) {
    const x = 2 + index * 11.5;
    const long = 7 + ((index * 7) % 5) * 3;
    fill(context, css(mix(top, low, 0.5), 0.85), [
      [x - 1.8, -68],
      [x + 1.8, -68],
      [x, -68 + long],
    ]);
  }
  context.fillStyle = css(mix(top, low, 0.45));
  context.beginPath();
  context.moveTo(-136, 6);
  context.bezierCurveTo(-116, -10, -84, -2, -66, 6);
  context.bezierCurveTo(-40, 10, -30, 2, -10, 6);
  context.bezierCurveTo(30, -8, 80, -2, 142, -4);
  context.bezierCurveTo(120, 16, -90, 20, -136, 6);
  context.fill();
}
