import { lerp } from '../../kit/math.ts';
import type { Context } from '../scene.ts';
import type { FishSpecies } from './fish-species.ts';

/** A place on the picture, in pixels. */
export type Point = readonly [number, number];

/** Share of the length that the body takes; the tail fin takes the rest. */
export const bodyShare = 0.76;

/** The bent body of a fish: where places of it are on the picture. */
export interface Body {
  /** The point at a share along the body (0 nose, 1 root of the tail, beyond it the tail fin) and across it. */
  at(along: number, across: number): Point;
  /** The same with the distance from the spine given in pixels. */
  off(along: number, distance: number): Point;
}

/** The body of a fish at a phase of its tail's beat. */
export function bodyOf(species: FishSpecies, length: number, phase: number): Body {
  const rise = lerp(0.52, 1.05, species.snout);
  const fall = 0.78;
  const peak = (rise / (rise + fall)) ** rise * (fall / (rise + fall)) ** fall;
  const half = (along: number): number => {
    const held = Math.min(1, Math.max(0, along));
    const bulge = (held ** rise * (1 - held) ** fall) / peak;
    return length * species.height * 0.5 * (bulge * 0.93 + 0.13 * held ** 1.5 + 0.045 * (1 - held));
  };
  const off = (along: number, distance: number): Point => {
    const share = along * bodyShare;
    const swing = share * share * Math.sin(phase - share * 2.6);
    const shrink = along > 1 ? 1 - 0.3 * (0.5 + 0.5 * Math.sin(phase - 1.6)) : 1;
    const reach = Math.min(share, bodyShare) + Math.max(0, share - bodyShare) * shrink;
    return [length * (0.5 - reach), distance + length * 0.05 * swing];
  };
  return { at: (along, across) => off(along, across * half(along)), off };
}

/** The outline of a body, from nose over the back to the tail and along the belly. */
export function outlineOf(body: Body): Point[] {
  const points: Point[] = [];
  const steps = 18;
  for (let step = 0; step <= steps; step++) points.push(body.at((step / steps) ** 1.3, -1));
  for (let step = steps; step >= 0; step--) points.push(body.at((step / steps) ** 1.3, 1));
  return points;
}

/** A smooth line through the middles between points. */
export function trace(context: Context, points: readonly Point[], closed: boolean): void {
  const first = points[0];
  if (!first) return;
  context.beginPath();
  context.moveTo(first[0], first[1]);
  for (let index = 1; index < points.length - 1; index++) {
    const [x, y] = points[index] ?? first;
    const [nextX, nextY] = points[index + 1] ?? first;
    context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  const [lastX, lastY] = points.at(-1) ?? first;
  context.lineTo(lastX, lastY);
  if (closed) context.closePath();
}
