import { css, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import type { Subject } from '../../understand/scene-spec.ts';
import { paintGlow } from '../elements/sky.ts';
import type { Light } from '../light.ts';
import { paintSheet, stillLayer, type Context, type Stage } from '../scene.ts';
import type { PaintSetting } from '../setting.ts';
import { colourOf } from '../subjects/fish-school.ts';
import { curtainLayer } from './room-curtains.ts';
import { indoorLight, indoorTone, lampColour } from './room-light.ts';
import { paintPane, runningDrops } from './room-pane.ts';
import { lampOf, sillThings } from './room-things.ts';
import { viewLayers, type Opening } from './room-view.ts';

/** What sits on the sill; and what is too tall for it and stands before it. */
const small = new Set<Subject>(['cat', 'dog', 'bird', 'flower', 'butterfly']);
const upright = new Set<Subject>(['person', 'robot', 'astronaut', 'horse', 'tree', 'elephant']);

/** A cosy room, seen toward its large window: a landscape in its own weather outside, a lit sill inside. */
export const paintRoom: PaintSetting = (stage, light, spec) => {
  const { width, height, unit } = stage;
  const tall = height > width;
  const opening: Opening = {
    left: width * (tall ? 0.09 : 0.15),
    right: width * (tall ? 0.91 : 0.85),
    top: -height * 0.02,
    bottom: height * 0.765,
  };
  const inside = indoorLight(light);
  const wall = paintSheet(stage, {}, (context) => {
    paintWall(context, stage, inside, opening);
    paintPane(context, stage, light, spec, opening);
    paintFittings(context, stage, light, inside, opening);
  });
  return {
    layers: [
      ...viewLayers(stage, light, spec, opening),
      ...runningDrops(stage, light, spec, opening),
      stillLayer(0.72, wall),
      ...sillThings(stage, inside, opening),
      curtainLayer(stage, inside, opening, colourOf(spec.accents[0])),
    ],
    ground:
      spec.subjects.some(({ kind }) => small.has(kind)) || !spec.subjects.some(({ kind }) => upright.has(kind))
        ? { left: width * 0.38, right: width * 0.62, y: height * 0.815, depth: 0.76, personHeight: 225 * unit }
        : { left: width * 0.3, right: width * 0.7, y: height * 1.05, depth: 0.9, personHeight: 205 * unit },
    air: { left: width * 0.3, right: width * 0.7, y: height * 0.35, depth: 0.74, personHeight: 60 * unit },
  };
};

const frameWood = '#f6ead8';

function paintWall(context: Context, stage: Stage, inside: Light, opening: Opening): void {
  const { width, height, unit, marginX, marginY } = stage;
  const tone = (of: Rgb, shadow: number): Rgb => indoorTone(inside, of, shadow);
  const paper = rgb('#c98f74');
  const fill = context.createLinearGradient(0, 0, 0, height);
  fill.addColorStop(0, css(tone(paper, 0.75)));
  fill.addColorStop(0.7, css(tone(paper, 0.5)));
  fill.addColorStop(1, css(tone(paper, 0.9)));
  context.fillStyle = fill;
  context.fillRect(-marginX, -marginY, width + 2 * marginX, height + 2 * marginY);
  context.fillStyle = css(tone(shade(paper, 0.18), 0.5), 0.35);
  for (let x = -marginX; x < width + marginX; x += 26 * unit) context.fillRect(x, -marginY, 11 * unit, height * 2);
  const wood = rgb(frameWood);
  const frame = 20 * unit;
  context.fillStyle = css(tone(wood, 0.62));
  context.fillRect(
    opening.left - frame,
    -marginY,
    opening.right - opening.left + 2 * frame,
    opening.bottom + marginY + 4 * unit,
  );
  context.fillStyle = css(tone(wood, 0.28));
  context.fillRect(opening.left - frame * 0.35, -marginY, frame * 0.35, opening.bottom + marginY);
  context.fillRect(opening.right, -marginY, frame * 0.35, opening.bottom + marginY);
  context.clearRect(opening.left, -marginY, opening.right - opening.left, opening.bottom + marginY);
}

function paintFittings(context: Context, stage: Stage, light: Light, inside: Light, opening: Opening): void {
  const { width, unit } = stage;
  const tone = (of: Rgb, shadow: number): Rgb => indoorTone(inside, of, shadow);
  const wood = rgb(frameWood);
  paintBars(context, stage, opening, tone(wood, 0.6), tone(wood, 0.2));
  paintSill(context, stage, light, opening, tone);
  const shine = mix(light.glow, light.skyLow, 0.4);
  paintGlow(context, width * 0.5, opening.bottom + 18 * unit, 360 * unit, shine, 0.22 * (1 - light.night * 0.8));
  const lamp = lampOf(stage, opening);
  for (const [reach, strength] of [
    [190, 0.5],
    [430, 0.42],
  ] as const) {
    paintGlow(context, lamp.x, lamp.y, reach * lamp.size, lampColour, strength * (0.2 + 0.8 * light.night));
  }
}

/** The bars between the panes: a dark face, and an edge that catches the daylight. */
function paintBars(context: Context, stage: Stage, opening: Opening, face: Rgb, edge: Rgb): void {
  const { unit, height } = stage;
  const wide = opening.right - opening.left;
  const thick = 11 * unit;
  const cross = height * 0.2;
  for (const share of [0.29, 0.71]) {
    const x = opening.left + wide * share;
    context.fillStyle = css(face);
    context.fillRect(x - thick / 2, -stage.marginY, thick, opening.bottom + stage.marginY);
    context.fillStyle = css(edge);
    context.fillRect(x - thick / 2, -stage.marginY, thick * 0.28, opening.bottom + stage.marginY);
  }
  context.fillStyle = css(face);
  context.fillRect(opening.left, cross, wide, thick);
  context.fillStyle = css(edge);
  context.fillRect(opening.left, cross, wide, thick * 0.28);
}

function paintSill(
  context: Context,
  stage: Stage,
  light: Light,
  opening: Opening,
  tone: (of: Rgb, shadow: number) => Rgb,
): void {
  const { width, height, unit, marginY } = stage;
  const wood = rgb('#c88a52');
  const back = opening.bottom;
  const front = height * 0.865;
  const [left, right] = [opening.left - 42 * unit, opening.right + 42 * unit];
  const top = context.createLinearGradient(0, back, 0, front);
  top.addColorStop(0, css(mix(tone(wood, 0), mix(light.glow, light.skyLow, 0.5), 0.5 * (1 - light.night * 0.7))));
  top.addColorStop(1, css(tone(wood, 0.25)));
  context.fillStyle = top;
  context.beginPath();
  context.moveTo(opening.left - 8 * unit, back);
  context.lineTo(opening.right + 8 * unit, back);
  context.lineTo(right, front);
  context.lineTo(left, front);
  context.fill();
  const random = stage.random.fork('grain');
  for (let line = 0; line < 46; line++) {
    const y = back + (front - back) * random.next() ** 0.8;
    const x = random.between(left, right);
    context.fillStyle = css(tone(shade(wood, -0.25), 0.3), random.between(0.1, 0.3));
    context.fillRect(Math.max(x, opening.left), y, random.between(40, 180) * unit, random.between(0.8, 1.8) * unit);
  }
  context.fillStyle = css(tone(wood, 0.62));
  context.fillRect(left, front, right - left, 17 * unit);
  context.fillStyle = css(mix(tone(wood, 0), light.glow, 0.3 * (1 - light.night)));
  context.fillRect(left, front, right - left, 2.5 * unit);
  const under = context.createLinearGradient(0, front + 17 * unit, 0, front + 60 * unit);
  under.addColorStop(0, css(tone(rgb('#5a3a34'), 1), 0.75));
  under.addColorStop(1, css(tone(rgb('#5a3a34'), 1), 0));
  context.fillStyle = under;
  context.fillRect(left + 8 * unit, front + 17 * unit, right - left - 16 * unit, 60 * unit);
  context.fillStyle = css(tone(rgb('#6a4438'), 0.9), 0.35);
  context.fillRect(-stage.marginX, height + 4 * unit, width + 2 * stage.marginX, marginY);
}
