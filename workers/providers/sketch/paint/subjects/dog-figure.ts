import { css, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import type { Context } from '../scene.ts';
import { limb, type Joint } from './hoofed-figure.ts';

/** The colours of a dog in its light. */
export interface DogLook {
  readonly coat: Rgb;
  /** Chest, muzzle, socks and the tip of the tail. */
  readonly pale: Rgb;
  readonly ear: Rgb;
  readonly collar: Rgb;
  /** The light that draws an edge along the back. */
  readonly rim: Rgb;
}

/**
 * One phase (0 to 2π) of a trot, or of standing where `stride` is 0: a dog that looks to the right, its feet at the
 * origin's row. `size` is its height at the shoulder in pixels; the tail wags twice in a phase.
 */
export function paintDog(context: Context, look: DogLook, size: number, phase: number, stride: number): void {
  context.save();
  context.scale(size, size);
  context.translate(0, -Math.abs(Math.sin(phase)) * 0.03 * stride);
  leg(context, look, -0.43, phase + Math.PI, stride, true, shade(look.coat, -0.3));
  leg(context, look, 0.33, phase, stride, false, shade(look.coat, -0.3));
  paintTail(context, look, Math.sin(phase * 2));
  paintBody(context, look);
  leg(context, look, -0.4, phase, stride, true, look.coat);
  leg(context, look, 0.36, phase + Math.PI, stride, false, look.coat);
  paintHead(context, look, phase, stride);
  context.restore();
}

function leg(context: Context, look: DogLook, x: number, at: number, stride: number, hind: boolean, colour: Rgb): void {
  const swing = Math.sin(at) * stride;
  const lift = Math.max(0, Math.cos(at)) * stride;
  const foot: Joint = [x + swing * 0.24 + (hind ? 0.02 : 0), -0.04 - lift * 0.1, 0.06];
  const ankle: Joint = [x + swing * 0.17 + (hind ? -0.07 : 0), -0.2 - lift * 0.09, 0.052];
  context.fillStyle = css(colour);
  limb(context, [
    [x, -0.62, hind ? 0.16 : 0.12],
    [x + swing * 0.06 + (hind ? 0.05 : 0), -0.42, hind ? 0.125 : 0.085],
    ankle,
    foot,
  ]);
  context.fillStyle = css(mix(look.pale, colour, colour === look.coat ? 0.1 : 0.6));
  limb(context, [
    [(ankle[0] + foot[0]) / 2, (ankle[1] + foot[1]) / 2, 0.05],
    foot,
    [foot[0] + 0.05, foot[1] + 0.006, 0.044],
  ]);
}

function paintTail(context: Context, look: DogLook, wag: number): void {
  const tip: Joint = [-0.82 + wag * 0.1, -1.22 + Math.abs(wag) * 0.06, 0.03];
  context.fillStyle = css(shade(look.coat, -0.05));
  limb(context, [[-0.5, -0.84, 0.075], [-0.66 + wag * 0.02, -0.92, 0.1], [-0.78 + wag * 0.06, -1.06, 0.1], tip]);
  context.fillStyle = css(look.pale);
  limb(context, [[-0.79 + wag * 0.075, -1.12, 0.07], tip]);
}

function paintBody(context: Context, look: DogLook): void {
  const trace = (): void => {
    context.beginPath();
    context.moveTo(-0.56, -0.76);
    context.bezierCurveTo(-0.56, -0.98, -0.3, -0.98, -0.1, -0.95);
    context.bezierCurveTo(0.1, -0.93, 0.24, -1.02, 0.36, -1.06);
    context.bezierCurveTo(0.58, -1.1, 0.62, -0.72, 0.52, -0.56);
    context.bezierCurveTo(0.42, -0.4, 0.16, -0.44, 0, -0.5);
    context.bezierCurveTo(-0.16, -0.56, -0.26, -0.54, -0.38, -0.5);
    context.bezierCurveTo(-0.54, -0.5, -0.57, -0.6, -0.56, -0.76);
  };
  const fill = context.createLinearGradient(0, -1.05, 0, -0.42);
  fill.addColorStop(0, css(shade(look.coat, 0.2)));
  fill.addColorStop(0.5, css(look.coat));
  fill.addColorStop(1, css(shade(look.coat, -0.26)));
  context.save();
  context.fillStyle = fill;
  trace();
  context.fill();
  context.clip();
  context.fillStyle = css(look.pale, 0.92);
  context.beginPath();
  context.moveTo(0.7, -1.0);
  context.bezierCurveTo(0.44, -0.86, 0.36, -0.7, 0.3, -0.38);
  context.lineTo(0.7, -0.36);
  context.fill();
  context.translate(0, 0.012);
  context.strokeStyle = css(look.rim, 0.5);
  context.lineWidth = 0.03;
  trace();
  context.stroke();
  context.restore();
}

/** Neck, collar and head; the ears flap with the trot, the tongue hangs out. */
function paintHead(context: Context, look: DogLook, phase: number, stride: number): void {
  const bob = Math.sin(phase * 2) * (0.012 + 0.012 * stride);
  context.save();
  context.fillStyle = css(look.coat);
  limb(context, [
    [0.38, -0.84, 0.21],
    [0.48, -1.04, 0.17],
    [0.56, -1.22 + bob, 0.15],
  ]);
  context.strokeStyle = css(look.collar);
  context.lineWidth = 0.07;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(0.34, -1.09);
  context.quadraticCurveTo(0.5, -0.96, 0.64, -1.0);
  context.stroke();
  context.fillStyle = css(rgb('#f2cc5a'));
  disc(context, 0.585, -0.94, 0.04);
  context.translate(0.6, -1.32 + bob);
  context.rotate(-0.05 + bob * 2);
  context.fillStyle = css(shade(look.ear, -0.3));
  limb(context, [
    [-0.06, -0.15, 0.06],
    [-0.15, -0.02, 0.08],
    [-0.16, 0.06 + bob, 0.04],
  ]);
  context.fillStyle = css(mix(rgb('#e8788a'), look.coat, 0.1));
  limb(context, [
    [0.2, 0.14, 0.05],
    [0.25, 0.22 + bob, 0.052],
    [0.25, 0.28 + bob * 2, 0.035],
  ]);
  context.fillStyle = css(shade(look.coat, -0.4));
  limb(context, [
    [0.08, 0.1, 0.06],
    [0.26, 0.13, 0.045],
  ]);
  const fill = context.createLinearGradient(0, -0.22, 0, 0.18);
  fill.addColorStop(0, css(shade(look.coat, 0.18)));
  fill.addColorStop(1, css(shade(look.coat, -0.12)));
  context.fillStyle = fill;
  disc(context, 0, 0, 0.205);
  context.fillStyle = css(look.pale);
  limb(context, [
    [0.1, 0.04, 0.11],
    [0.22, 0.05, 0.1],
    [0.36, 0.045, 0.075],
  ]);
  context.fillStyle = css(rgb('#241a1c'));
  context.beginPath();
  context.ellipse(0.415, 0.0, 0.05, 0.042, 0.2, 0, Math.PI * 2);
  context.fill();
  disc(context, 0.1, -0.055, 0.036);
  context.fillStyle = 'white';
  disc(context, 0.112, -0.068, 0.012);
  disc(context, 0.425, -0.015, 0.011);
  context.strokeStyle = css(rgb('#241a1c'), 0.6);
  context.lineWidth = 0.014;
  context.beginPath();
  context.moveTo(0.4, 0.05);
  context.quadraticCurveTo(0.3, 0.15, 0.14, 0.12);
  context.stroke();
  context.fillStyle = css(look.ear);
  const flap = Math.sin(phase * 2 + 0.8) * 0.04 * (0.3 + stride);
  limb(context, [
    [-0.05, -0.13, 0.075],
    [-0.12 - flap, 0.0, 0.105],
    [-0.13 - flap * 2, 0.14, 0.06],
  ]);
  context.restore();
}

function disc(context: Context, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}
