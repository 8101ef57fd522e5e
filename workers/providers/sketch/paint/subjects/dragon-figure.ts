import { css, mix } from '../../kit/colour.ts';
import { lerp } from '../../kit/math.ts';
import type { Context } from '../scene.ts';
import { paintDragonHead } from './dragon-head.ts';
import type { Hide } from './dragon-hide.ts';
import { paintDragonWing } from './dragon-wing.ts';

interface Bone {
  readonly x: number;
  readonly y: number;
  /** Half the thickness. */
  readonly half: number;
}

/** Where the mouth is, in hundredths of the dragon's length from its middle. */
export const mouth = { x: 49, y: -15.5 };

/** A dragon that flies to the right, about 100 long, at a phase of its wing beat (radians). */
export function paintDragon(context: Context, hide: Hide, phase: number): void {
  const spine = spineAt(phase);
  const lift = -Math.sin(phase + 0.5) * 1.6;
  context.save();
  context.translate(0, lift);
  paintDragonWing(context, { web: hide.webDark, webDark: hide.dark, bone: hide.dark }, 11, -7, phase + 0.25, true);
  paintLeg(context, hide, -5, 7, phase, true);
  paintLeg(context, hide, 15, 5, phase, true);
  paintTail(context, hide, spine);
  paintBack(context, hide, spine);
  paintTrunk(context, hide, spine);
  paintDragonHead(context, hide, spine.at(-1) ?? mouth);
  paintLeg(context, hide, -9, 8, phase, false);
  paintLeg(context, hide, 12, 6, phase, false);
  paintDragonWing(context, { web: hide.web, webDark: hide.webDark, bone: hide.middle }, 6, -6, phase, false);
  context.restore();
}

/** From the tip of the tail to the back of the head. */
function spineAt(phase: number): readonly Bone[] {
  const points: readonly (readonly [number, number, number])[] = [
    [-53, 6, 0.5],
    [-46, 11, 1.1],
    [-38, 11.5, 1.8],
    [-29, 8.5, 2.7],
    [-20, 5, 4],
    [-10, 2, 6.4],
    [0, 0.5, 8.2],
    [10, -0.5, 8.4],
    [18, -3.5, 6.8],
    [24, -9, 5],
    [28.5, -15, 4],
    [33, -19, 3.6],
    [38, -19.5, 3.5],
  ];
  const bones: Bone[] = [];
  for (let index = 0; index < points.length - 1; index++) {
    const before = points[Math.max(0, index - 1)];
    const from = points[index];
    const to = points[index + 1];
    const after = points[Math.min(points.length - 1, index + 2)];
    if (!before || !from || !to || !after) continue;
    for (let step = 0; step < 4; step++) {
      const t = step / 4;
      const x = hermite(before[0], from[0], to[0], after[0], t);
      const y = hermite(before[1], from[1], to[1], after[1], t);
      const far = Math.max(0, (-8 - x) / 45);
      bones.push({
        x,
        y: y + Math.sin(phase + x * 0.09) * 5 * far + Math.sin(phase - 0.6) * 0.5,
        half: lerp(from[2], to[2], t),
      });
    }
  }
  return bones;
}

function hermite(before: number, from: number, to: number, after: number, t: number): number {
  const leave = (to - before) / 2;
  const arrive = (after - from) / 2;
  return (
    (2 * t ** 3 - 3 * t ** 2 + 1) * from +
    (t ** 3 - 2 * t ** 2 + t) * leave +
    (3 * t ** 2 - 2 * t ** 3) * to +
    (t ** 3 - t ** 2) * arrive
  );
}

/** The edge of the body at a bone: side -1 is the back, 1 the belly. */
function edge(spine: readonly Bone[], index: number, side: number): readonly [number, number] {
  const bone = spine[index];
  const ahead = spine[Math.min(spine.length - 1, index + 1)];
  const behind = spine[Math.max(0, index - 1)];
  if (!bone || !ahead || !behind) return [0, 0];
  const long = Math.hypot(ahead.x - behind.x, ahead.y - behind.y) || 1;
  return [
    bone.x - ((ahead.y - behind.y) / long) * bone.half * side,
    bone.y + ((ahead.x - behind.x) / long) * bone.half * side,
  ];
}

function paintTrunk(context: Context, hide: Hide, spine: readonly Bone[]): void {
  const fill = context.createLinearGradient(4, -20, -2, 12);
  fill.addColorStop(0, css(hide.top));
  fill.addColorStop(0.5, css(hide.middle));
  fill.addColorStop(1, css(hide.dark));
  context.fillStyle = fill;
  context.beginPath();
  for (let index = 0; index < spine.length; index++) context.lineTo(...edge(spine, index, -1));
  for (let index = spine.length - 1; index >= 0; index--) context.lineTo(...edge(spine, index, 1));
  context.fill();
  const first = 14;
  context.fillStyle = css(hide.belly);
  context.beginPath();
  for (let index = first; index < spine.length; index++) {
    const inward = Math.min(1, (index - first) / 6);
    context.lineTo(...edge(spine, index, 1 - 0.62 * inward));
  }
  for (let index = spine.length - 1; index >= first; index--) context.lineTo(...edge(spine, index, 1));
  context.fill();
  context.strokeStyle = css(hide.dark, 0.5);
  context.lineWidth = 0.45;
  context.beginPath();
  for (let index = first + 2; index < spine.length; index++) {
    context.moveTo(...edge(spine, index, 1));
    context.lineTo(...edge(spine, index, 0.42));
  }
  context.stroke();
  context.strokeStyle = css(hide.dark, 0.4);
  context.lineWidth = 0.4;
  context.beginPath();
  for (let index = 6; index < spine.length - 1; index++) {
    for (const side of [-0.6, -0.15]) {
      const [x, y] = edge(spine, index, side + (index % 2) * 0.2);
      context.moveTo(x - 0.9, y);
      context.quadraticCurveTo(x, y + 1.1, x + 0.9, y - 0.1);
    }
  }
  context.stroke();
}

/** Spikes along the back, tallest between the shoulders and on the neck. */
function paintBack(context: Context, hide: Hide, spine: readonly Bone[]): void {
  context.fillStyle = css(mix(hide.dark, hide.web, 0.35));
  for (let index = 2; index < spine.length - 1; index += 2) {
    const [x, y] = edge(spine, index, -0.85);
    const [fromX, fromY] = edge(spine, index - 1, -0.8);
    const [toX, toY] = edge(spine, index + 1, -0.8);
    const high = 1.6 + Math.min(3.2, (spine[index]?.half ?? 1) * 0.62);
    const long = Math.hypot(toX - fromX, toY - fromY) || 1;
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(
      x + ((toY - fromY) / long) * high - ((toX - fromX) / long) * high * 0.8,
      y - ((toX - fromX) / long) * high - ((toY - fromY) / long) * high * 0.8,
    );
    context.lineTo(toX, toY);
    context.fill();
  }
}

function paintTail(context: Context, hide: Hide, spine: readonly Bone[]): void {
  const tip = spine[0];
  const next = spine[3];
  if (!tip || !next) return;
  context.save();
  context.translate(tip.x, tip.y);
  context.rotate(Math.atan2(tip.y - next.y, tip.x - next.x));
  context.fillStyle = css(hide.web);
  context.beginPath();
  context.moveTo(-2, 0);
  context.quadraticCurveTo(0, -5.5, 3, -4.8);
  context.quadraticCurveTo(6, -2.4, 11, 0);
  context.quadraticCurveTo(6, 2.4, 3, 4.8);
  context.quadraticCurveTo(0, 5.5, -2, 0);
  context.fill();
  context.fillStyle = css(hide.dark, 0.5);
  context.beginPath();
  context.moveTo(-2, 0);
  context.quadraticCurveTo(0, 5.5, 3, 4.8);
  context.quadraticCurveTo(6, 2.4, 11, 0);
  context.fill();
  context.restore();
}

/** A leg drawn up in flight, with its claws. */
function paintLeg(context: Context, hide: Hide, x: number, y: number, phase: number, far: boolean): void {
  const swing = Math.sin(phase + (far ? 0.8 : 0)) * 0.8;
  context.strokeStyle = css(far ? hide.dark : mix(hide.middle, hide.dark, 0.35));
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.lineWidth = 5;
  context.beginPath();
  context.moveTo(x, y - 3);
  context.lineTo(x + 2.5, y + 3);
  context.stroke();
  context.lineWidth = 2.6;
  context.beginPath();
  context.moveTo(x + 2.5, y + 3);
  context.lineTo(x - 4, y + 6.5 + swing);
  context.lineTo(x - 7.5, y + 8 + swing);
  context.stroke();
  context.strokeStyle = css(far ? mix(hide.horn, hide.dark, 0.5) : hide.horn);
  context.lineWidth = 0.9;
  context.beginPath();
  for (const [dx, dy] of [
    [-4.2, -0.4],
    [-4.2, 1.6],
    [-3, 3],
  ] as const) {
    context.moveTo(x - 7.5, y + 8 + swing);
    context.quadraticCurveTo(x - 9.5, y + 8.4 + swing + dy * 0.2, x - 7.5 + dx, y + 8.6 + swing + dy);
  }
  context.stroke();
}
