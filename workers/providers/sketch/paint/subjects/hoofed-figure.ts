import { css, mix, shade, type Rgb } from '../../kit/colour.ts';
import type { Context } from '../scene.ts';

/** How a hoofed animal is built and coloured. It looks to the right. Lengths are shares of its height at the back. */
export interface Hoofed {
  readonly coat: Rgb;
  readonly belly: Rgb;
  readonly dark: Rgb;
  readonly kind: 'horse' | 'deer';
}

/** A joint of a limb, and half of the limb's thickness there. */
export type Joint = readonly [x: number, y: number, halfWidth: number];

/** Fills a limb that swells and tapers along its joints. */
export function limb(context: Context, joints: readonly Joint[]): void {
  const first = joints[0];
  const last = joints.at(-1);
  if (!first || !last) return;
  context.beginPath();
  const side = (joint: Joint, index: number, sign: number): readonly [number, number] => {
    const before = joints[Math.max(0, index - 1)] ?? joint;
    const after = joints[Math.min(joints.length - 1, index + 1)] ?? joint;
    const long = Math.hypot(after[0] - before[0], after[1] - before[1]) || 1;
    return [
      joint[0] - (sign * (after[1] - before[1]) * joint[2]) / long,
      joint[1] + (sign * (after[0] - before[0]) * joint[2]) / long,
    ];
  };
  const outline = [
    ...joints.map((joint, index) => side(joint, index, 1)),
    ...joints.map((joint, index) => side(joint, index, -1)).toReversed(),
  ];
  for (const [index, [x, y]] of outline.entries()) {
    const [nextX, nextY] = outline[(index + 1) % outline.length] ?? [x, y];
    if (index === 0) context.moveTo((x + nextX) / 2, (y + nextY) / 2);
    else context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  context.closePath();
  context.fill();
  context.beginPath();
  context.arc(first[0], first[1], first[2], 0, Math.PI * 2);
  context.arc(last[0], last[1], last[2], 0, Math.PI * 2);
  context.fill();
}

/**
 * One phase (0 to 2π) of a walk, the feet at the origin's row. `size` is the height at the back in pixels; `stride` is
 * 0 for standing, where only the head and the tail move.
 */
export function paintHoofed(context: Context, look: Hoofed, size: number, phase: number, stride: number): void {
  context.save();
  context.scale(size, size);
  const deer = look.kind === 'deer';
  const far = shade(look.coat, -0.32);
  const thin = deer ? 0.72 : 1;
  const leg = (x: number, at: number, hind: boolean, colour: Rgb): void => {
    const swing = Math.sin(at) * stride;
    const lift = Math.max(0, Math.cos(at)) * stride;
    const knee: Joint = [x + swing * 0.1 + (hind ? -0.05 : 0.02), -0.3 - lift * 0.02, 0.038 * thin];
    const foot: Joint = [x + swing * 0.21, -0.03 - lift * 0.09, 0.027 * thin];
    context.fillStyle = css(colour);
    limb(context, [
      [x, -0.6, 0.1 * (hind ? 1.15 : 0.9)],
      [x + swing * 0.04 + (hind ? 0.03 : 0), -0.45, 0.068 * thin],
      knee,
      [(knee[0] + foot[0]) / 2, -0.15 - lift * 0.06, 0.024 * thin],
      foot,
    ]);
    context.fillStyle = css(look.dark);
    context.fillRect(foot[0] - 0.035 * thin, foot[1] - 0.012, 0.075 * thin, 0.045);
  };
  leg(-0.4, phase + Math.PI, true, far);
  leg(0.3, phase + Math.PI * 1.5, false, far);
  paintTail(context, look, phase);
  const body = context.createLinearGradient(0, -1.02, 0, -0.42);
  body.addColorStop(0, css(shade(look.coat, 0.2)));
  body.addColorStop(0.5, css(look.coat));
  body.addColorStop(1, css(mix(look.belly, shade(look.coat, -0.35), 0.45)));
  context.fillStyle = body;
  context.beginPath();
  context.moveTo(-0.54, -0.8);
  context.bezierCurveTo(-0.5, -1.02, -0.26, -1, -0.08, -0.94);
  context.bezierCurveTo(0.1, -0.9, 0.22, -1.02, 0.34, -1);
  context.bezierCurveTo(0.52, -0.96, 0.52, -0.66, 0.4, -0.54);
  context.bezierCurveTo(0.2, -0.44, -0.06, -0.46, -0.2, -0.52);
  context.bezierCurveTo(-0.34, -0.5, -0.58, -0.5, -0.54, -0.8);
  context.fill();
  leg(-0.38, phase, true, look.coat);
  leg(0.32, phase + Math.PI * 0.5, false, look.coat);
  paintHead(context, look, Math.sin(phase * (stride > 0 ? 2 : 1)) * 0.022);
  context.restore();
}

function paintTail(context: Context, look: Hoofed, phase: number): void {
  const flick = Math.sin(phase) * 0.05;
  if (look.kind === 'deer') {
    context.fillStyle = css(look.belly);
    limb(context, [
      [-0.52, -0.86, 0.04],
      [-0.59, -0.8 + flick, 0.05],
      [-0.6, -0.72, 0.015],
    ]);
    return;
  }
  context.fillStyle = css(look.dark);
  limb(context, [
    [-0.5, -0.88, 0.035],
    [-0.66, -0.84, 0.055],
    [-0.74 - flick, -0.58, 0.075],
    [-0.72 - flick * 2, -0.3, 0.02],
  ]);
}

function paintHead(context: Context, look: Hoofed, nod: number): void {
  const deer = look.kind === 'deer';
  const x = deer ? 0.68 : 0.72;
  const y = (deer ? -1.42 : -1.36) + nod;
  context.fillStyle = css(look.coat);
  limb(context, [
    [0.3, -0.8, 0.2 * (deer ? 0.82 : 1)],
    [0.48, -1.06, deer ? 0.12 : 0.16],
    [x - 0.06, y + 0.06, deer ? 0.085 : 0.115],
  ]);
  context.fillStyle = css(shade(look.coat, 0.1));
  limb(context, [
    [x - 0.06, y, 0.1],
    [x + 0.08, y + 0.08, 0.085],
    [x + (deer ? 0.21 : 0.27), y + (deer ? 0.15 : 0.22), deer ? 0.042 : 0.058],
  ]);
  context.fillStyle = css(shade(look.coat, -0.15));
  for (const dx of deer ? [-0.17, -0.03] : [-0.06, 0.01]) {
    context.beginPath();
    context.ellipse(x + dx - 0.02, y - 0.11, 0.035, deer ? 0.1 : 0.07, deer && dx < -0.1 ? -1 : 0.1, 0, Math.PI * 2);
    context.fill();
  }
  context.fillStyle = css(look.dark);
  context.beginPath();
  context.arc(x + 0.04, y + 0.02, 0.019, 0, Math.PI * 2);
  context.arc(x + (deer ? 0.24 : 0.3), y + (deer ? 0.15 : 0.21), 0.018, 0, Math.PI * 2);
  context.fill();
  if (deer) paintAntlers(context, look, x - 0.04, y - 0.08);
  else {
    limb(context, [
      [0.26, -1, 0.04],
      [0.36, -1.14, 0.085],
      [0.5, -1.3, 0.07],
      [x - 0.08, y - 0.08, 0.05],
      [x + 0.06, y - 0.06, 0.02],
    ]);
  }
}

function paintAntlers(context: Context, look: Hoofed, x: number, y: number): void {
  context.lineCap = 'round';
  for (const [side, tone] of [
    [0.75, 0.35],
    [-1, 0.55],
  ] as const) {
    context.strokeStyle = css(mix(look.dark, look.belly, tone));
    context.lineWidth = 0.034;
    context.beginPath();
    context.moveTo(x, y);
    context.bezierCurveTo(x + side * 0.22, y - 0.1, x + side * 0.34, y - 0.26, x + side * 0.2, y - 0.56);
    for (const [from, rise, out] of [
      [0.17, -0.12, 0.05],
      [0.255, -0.25, 0.42],
      [0.262, -0.36, 0.06],
    ] as const) {
      context.moveTo(x + side * from, y + rise);
      context.lineTo(x + side * out, y + rise - 0.17);
    }
    context.stroke();
  }
}
