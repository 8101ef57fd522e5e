import type { End, Moment, Shift, View } from './transition.ts';

/** From 0 to 1 with no speed and no jolt at either end. */
export const ease = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);

/** How fast `ease` goes. */
export const easeSpeed = (t: number): number => 30 * t * t * (1 - t) * (1 - t);

/** The same with all of its way in the middle. */
export function easeSharply(t: number): number {
  const [gone, left] = [t ** 3, (1 - t) ** 3];
  return gone / (gone + left);
}

/** How fast `easeSharply` goes. */
export function easeSharplySpeed(t: number): number {
  const sum = t ** 3 + (1 - t) ** 3;
  return (3 * t * t * (1 - t) * (1 - t)) / (sum * sum);
}

/** The first picture goes on as it moved, ever slower. */
export function goOn(end: End, { progress, steps }: Moment): readonly Shift[] {
  return driftOf(end, progress, steps);
}

/** The second picture comes as it will move, ever faster: it begins behind where it will be. */
export function leadIn(end: End, { progress, steps }: Moment): readonly Shift[] {
  return driftOf(end, 1 - progress, -steps);
}

/**
 * Frames' worth of motion after a share of the way: at first one frame's worth a frame. The camera takes the whole way
 * to rest; what moves by itself half of it, for its edges tear when it goes far.
 */
function driftOf({ camera, local }: End, away: number, steps: number): readonly Shift[] {
  const near = Math.min(away, 0.5);
  return [
    { flow: camera, times: steps * (away - (away * away) / 2) },
    { flow: local, times: steps * (near - near * near) },
  ];
}

/** A picture in its place, moved along flows. */
export const atRest = (shifts: readonly Shift[]): View => ({ zoom: 1, x: 0, y: 0, shifts });

export const unsmeared = { x: 0, y: 0 } as const;
