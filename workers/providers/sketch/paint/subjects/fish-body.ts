import { css, mix, shade, type Rgb } from '../../kit/colour.ts';
import { lerp } from '../../kit/math.ts';
import { paintCycle, type Cycle } from '../elements/cycle.ts';
import type { Context } from '../scene.ts';
import { paintMark, paintScales } from './fish-marks.ts';
import { bodyOf, bodyShare, outlineOf, trace, type Body, type Point } from './fish-shape.ts';
import type { FishFin, FishSpecies } from './fish-species.ts';

/** The air or water between the viewer and a thing: its colour, and how much of it there is (0 to 1). */
export interface Veil {
  readonly colour: Rgb;
  readonly share: number;
}

/**
 * Pictures of a swimming fish, its tail beating. Its length is from nose to tail, in pixels. It swims to the right, or
 * to the left where `facing` is -1.
 */
export function paintFish(species: FishSpecies, length: number, veil: Veil, frames: number, facing: 1 | -1): Cycle {
  const high = length * (species.height + 0.42 + (species.plume === true ? 0.25 : 0));
  return paintCycle(length * 1.16, high, frames, (context, phase) => {
    context.scale(facing, 1);
    paintPose(context, species, length, phase);
    context.globalCompositeOperation = 'source-atop';
    const light = context.createLinearGradient(0, -high * 0.4, 0, high * 0.4);
    light.addColorStop(0, css(mix(veil.colour, [255, 255, 255], 0.75), 0.3));
    light.addColorStop(0.4, css(veil.colour, 0));
    light.addColorStop(1, css(shade(veil.colour, -0.5), 0.34));
    context.fillStyle = light;
    context.fillRect(-length, -high, length * 2, high * 2);
    context.fillStyle = css(veil.colour, veil.share);
    context.fillRect(-length, -high, length * 2, high * 2);
    context.globalCompositeOperation = 'source-over';
  });
}

function paintPose(context: Context, species: FishSpecies, length: number, phase: number): void {
  const body = bodyOf(species, length, phase);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  paintTail(context, species, length, body);
  paintFin(context, species, length, body, species.dorsal, -1);
  paintFin(context, species, length, body, species.anal, 1);
  if (species.plume === true) paintPlume(context, species, length, body);
  const outline = outlineOf(body);
  const fill = context.createLinearGradient(0, -species.height * length * 0.5, 0, species.height * length * 0.5);
  fill.addColorStop(0, css(species.back));
  fill.addColorStop(0.42, css(species.side));
  fill.addColorStop(1, css(species.belly));
  context.fillStyle = fill;
  trace(context, outline, true);
  context.fill();
  context.save();
  context.clip();
  for (const mark of species.marks) paintMark(context, mark, length, body);
  if (length > 40) paintScales(context, species, length, body);
  context.restore();
  paintRim(context, species, length, body);
  paintHead(context, species, length, body, phase);
}

function paintTail(context: Context, species: FishSpecies, length: number, body: Body): void {
  const spread = length * (species.tailShape === 'fan' ? 0.15 : 0.2);
  const tip = 1 / bodyShare;
  const notch = species.tailShape === 'fan' ? tip * 1.015 : species.tailShape === 'lyre' ? 1.08 : 1.16;
  const root = length * species.height * 0.06;
  const reach = species.tailShape === 'lyre' ? tip * 1.06 : tip;
  context.beginPath();
  const [x0, y0] = body.off(0.97, -root);
  const [x1, y1] = body.off(1.12, -spread * 0.55);
  const [x2, y2] = body.off(reach, -spread);
  const [x3, y3] = body.off(notch, 0);
  const [x4, y4] = body.off(reach, spread);
  const [x5, y5] = body.off(1.12, spread * 0.55);
  const [x6, y6] = body.off(0.97, root);
  context.moveTo(x0, y0);
  context.quadraticCurveTo(x1, y1, x2, y2);
  if (species.tailShape === 'fan')
    context.bezierCurveTo(x2 - length * 0.05, y2 * 0.4, x4 - length * 0.05, y4 * 0.4, x4, y4);
  else {
    context.quadraticCurveTo((x2 + x3) / 2 + length * 0.02, y3 - spread * 0.35, x3, y3);
    context.quadraticCurveTo((x4 + x3) / 2 + length * 0.02, y3 + spread * 0.35, x4, y4);
  }
  context.quadraticCurveTo(x5, y5, x6, y6);
  context.closePath();
  const fill = context.createLinearGradient(x0, 0, x2, 0);
  fill.addColorStop(0, css(shade(species.tail, -0.15)));
  fill.addColorStop(1, css(shade(species.tail, 0.22), 0.92));
  context.fillStyle = fill;
  context.fill();
  if (length < 36) return;
  context.strokeStyle = css(shade(species.tail, -0.4), 0.35);
  context.lineWidth = length * 0.006;
  for (let ray = -3; ray <= 3; ray++) {
    const [fromX, fromY] = body.off(1, (root * ray) / 4);
    const [toX, toY] = body.off(lerp(notch, reach, Math.abs(ray) / 3.4) * 0.985, (spread * ray) / 3.7);
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
    context.stroke();
  }
}

function paintFin(
  context: Context,
  species: FishSpecies,
  length: number,
  body: Body,
  fin: FishFin,
  side: -1 | 1,
): void {
  const steps = 12;
  const ridge: Point[] = [];
  const foot: Point[] = [];
  for (let step = 0; step <= steps; step++) {
    const share = step / steps;
    const along = lerp(fin.from, fin.to, share);
    const [x, y] = body.at(along, side * 0.9);
    const shape = Math.sin(Math.PI * Math.min(1, share * 0.75 + 0.12)) ** 0.7 * (0.72 + 0.28 * share);
    foot.push([x, y]);
    ridge.push([x - fin.sweep * length * share, y + side * fin.height * length * shape]);
  }
  context.fillStyle = css(species.fin, 0.94);
  trace(context, [...foot.slice(0, 1), ...ridge, ...foot.toReversed()], true);
  context.fill();
  if (length < 36) return;
  context.strokeStyle = css(shade(species.fin, -0.4), 0.4);
  context.lineWidth = length * 0.005;
  for (let step = 1; step < steps; step++) {
    const [fromX, fromY] = foot[step] ?? [0, 0];
    const [toX, toY] = ridge[step] ?? [0, 0];
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(lerp(fromX, toX, 0.9), lerp(fromY, toY, 0.9));
    context.stroke();
  }
  context.strokeStyle = css(shade(species.fin, side < 0 ? 0.55 : -0.25), 0.7);
  context.lineWidth = length * 0.008;
  trace(context, ridge, false);
  context.stroke();
}

function paintPlume(context: Context, species: FishSpecies, length: number, body: Body): void {
  const [x, y] = body.at(0.36, -0.9);
  context.fillStyle = css(species.side);
  context.beginPath();
  context.moveTo(x, y);
  context.bezierCurveTo(
    x - length * 0.05,
    y - length * 0.3,
    x - length * 0.3,
    y - length * 0.3,
    x - length * 0.62,
    y - length * 0.1,
  );
  context.bezierCurveTo(
    x - length * 0.32,
    y - length * 0.24,
    x - length * 0.16,
    y - length * 0.18,
    x - length * 0.14,
    y,
  );
  context.fill();
}

function paintRim(context: Context, species: FishSpecies, length: number, body: Body): void {
  const along = (from: number, to: number, across: number): Point[] =>
    Array.from({ length: 11 }, (_, index) => body.at(lerp(from, to, index / 10), across));
  context.strokeStyle = css(shade(species.back, 0.75), 0.6);
  context.lineWidth = length * 0.016;
  trace(context, along(0.06, 0.9, -0.9), false);
  context.stroke();
  context.strokeStyle = css(shade(species.back, -0.6), 0.35);
  context.lineWidth = length * 0.014;
  trace(context, along(0.08, 0.95, 0.95), false);
  context.stroke();
}

function paintHead(context: Context, species: FishSpecies, length: number, body: Body, phase: number): void {
  const size = length * (0.03 + species.height * 0.022);
  const [eyeX, eyeY] = body.at(0.16 + species.snout * 0.05, -0.28);
  const dot = (radius: number, colour: Rgb, dx = 0, dy = 0): void => {
    context.fillStyle = css(colour);
    context.beginPath();
    context.arc(eyeX + dx, eyeY + dy, radius, 0, Math.PI * 2);
    context.fill();
  };
  dot(size * 1.12, shade(species.back, -0.55));
  dot(size, [255, 244, 214]);
  dot(size * 0.66, [16, 14, 26]);
  dot(size * 0.24, [255, 255, 255], size * 0.2, -size * 0.28);
  if (length < 30) return;
  context.strokeStyle = css(shade(species.back, -0.55), 0.5);
  context.lineWidth = length * 0.009;
  const [mouthX, mouthY] = body.at(0.005, 0.3);
  context.beginPath();
  context.moveTo(mouthX + length * 0.002, mouthY);
  context.quadraticCurveTo(
    mouthX - length * 0.025,
    mouthY + length * 0.012,
    mouthX - length * 0.04,
    mouthY + length * 0.006,
  );
  context.stroke();
  const gill = [-0.55, -0.2, 0.15, 0.5].map((across) => body.at(0.29 + 0.035 * (1 - across * across), across));
  context.lineWidth = length * 0.008;
  context.strokeStyle = css(shade(species.back, -0.5), 0.35);
  trace(context, gill, false);
  context.stroke();
  const [finX, finY] = body.at(0.36, 0.28);
  const flap = Math.sin(phase * 1 + 1) * 0.35;
  context.save();
  context.translate(finX, finY);
  context.rotate(0.35 + flap);
  context.fillStyle = css(shade(species.fin, 0.12), 0.92);
  context.beginPath();
  context.moveTo(0, 0);
  context.bezierCurveTo(-length * 0.04, -length * 0.07, -length * 0.15, -length * 0.06, -length * 0.16, 0);
  context.bezierCurveTo(-length * 0.14, length * 0.05, -length * 0.05, length * 0.04, 0, 0);
  context.fill();
  context.strokeStyle = css(shade(species.fin, -0.45), 0.4);
  context.lineWidth = length * 0.005;
  for (const turn of [-0.25, 0, 0.22]) {
    context.beginPath();
    context.moveTo(-length * 0.01, 0);
    context.lineTo(-length * 0.14 * Math.cos(turn), length * 0.14 * Math.sin(turn));
    context.stroke();
  }
  context.restore();
}
