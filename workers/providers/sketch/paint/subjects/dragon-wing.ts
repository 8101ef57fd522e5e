import { css, mix, type Rgb } from '../../kit/colour.ts';
import { lerp } from '../../kit/math.ts';
import type { Context } from '../scene.ts';

/** The colours of a wing. */
export interface WingSkin {
  readonly web: Rgb;
  readonly webDark: Rgb;
  readonly bone: Rgb;
}

type Point = readonly [x: number, y: number];

/** A wing of skin between long fingers, its shoulder at (x, y); it beats with the phase (radians). */
export function paintDragonWing(
  context: Context,
  skin: WingSkin,
  x: number,
  y: number,
  phase: number,
  far: boolean,
): void {
  const size = far ? 0.92 : 1;
  // The fingers follow the arm, which makes a beat look heavy.
  const arm = heightAt(phase, far);
  const hand = heightAt(phase - 0.4, far);
  // The hind edge hangs lower, so that the wing shows its skin even when it is level.
  const pitch = far ? 0.2 : 0.3;
  const at = (across: number, back: number, height: number): Point => [
    x + (across * 0.13 - back) * size,
    y + (back * pitch - across * height) * size,
  ];
  const shoulder: Point = [x, y];
  const elbow = at(13, 4, arm);
  const wrist = at(31, -9, arm);
  const beyond = (across: number, back: number): Point => {
    const [tipX, tipY] = at(across - 31, back + 9, hand);
    return [wrist[0] + tipX - x, wrist[1] + tipY - y];
  };
  const fingers = [beyond(66, 12), beyond(57, 30), beyond(42, 40), beyond(25, 41)];
  const root: Point = [x - 21, y + 5.5];
  const tips: readonly Point[] = [...fingers, root];
  const first = tips[0] ?? wrist;
  const fill = context.createLinearGradient(wrist[0], wrist[1], root[0] - 10, root[1] * 0.4 + wrist[1] * 0.6 + 8);
  fill.addColorStop(0, css(mix(skin.web, skin.webDark, 0.55)));
  fill.addColorStop(0.4, css(skin.web));
  fill.addColorStop(1, css(mix(skin.web, skin.webDark, 0.7)));
  context.fillStyle = fill;
  context.beginPath();
  context.moveTo(...shoulder);
  context.quadraticCurveTo(...bent(shoulder, elbow, 0.1), ...elbow);
  context.lineTo(...wrist);
  context.quadraticCurveTo(...bent(wrist, first, 0.12), ...first);
  for (let index = 0; index < tips.length - 1; index++) {
    const from = tips[index];
    const to = tips[index + 1];
    if (!from || !to) continue;
    const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    const inward = index === tips.length - 2 ? 0.3 : 0.26;
    context.quadraticCurveTo(lerp(middle[0], wrist[0], inward), lerp(middle[1], wrist[1], inward), to[0], to[1]);
  }
  context.closePath();
  context.fill();
  for (const [index, tip] of fingers.entries()) {
    const next = tips[index + 1] ?? root;
    context.fillStyle = css(skin.webDark, 0.3);
    context.beginPath();
    context.moveTo(...wrist);
    context.quadraticCurveTo(...bent(wrist, tip, 0.12), ...tip);
    const inner: Point = [lerp(tip[0], next[0], 0.3), lerp(tip[1], next[1], 0.3)];
    context.quadraticCurveTo(lerp(inner[0], wrist[0], 0.25), lerp(inner[1], wrist[1], 0.25), ...wrist);
    context.fill();
  }
  context.strokeStyle = css(skin.bone);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const tip of fingers) {
    context.lineWidth = 1.1 * size;
    context.beginPath();
    context.moveTo(...wrist);
    context.quadraticCurveTo(...bent(wrist, tip, 0.12), ...tip);
    context.stroke();
  }
  context.lineWidth = 4.2 * size;
  context.beginPath();
  context.moveTo(...shoulder);
  context.lineTo(...elbow);
  context.stroke();
  context.lineWidth = 2.8 * size;
  context.beginPath();
  context.moveTo(...elbow);
  context.lineTo(...wrist);
  context.stroke();
  context.lineWidth = 1.5 * size;
  context.beginPath();
  context.moveTo(...wrist);
  context.lineTo(wrist[0] + 4 * size, wrist[1] - arm * 4 * size);
  context.stroke();
}

/** How high a wing stands, -1 to 1. It passes the level quickly: there it would show only its edge. */
function heightAt(phase: number, far: boolean): number {
  const beat = Math.cos(phase);
  const steep = Math.sign(beat) * Math.abs(beat) ** 0.5;
  return steep * (steep > 0 ? (far ? 0.95 : 0.74) : 0.52);
}

/** A point beside the middle of a line, for a bone that bows forward. */
function bent(from: Point, to: Point, bow: number): Point {
  const rising = to[1] < from[1] ? 1 : -1;
  return [
    (from[0] + to[0]) / 2 - (to[1] - from[1]) * bow * rising,
    (from[1] + to[1]) / 2 + (to[0] - from[0]) * bow * rising,
  ];
}
