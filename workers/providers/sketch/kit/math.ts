/** Held between two bounds. */
export const clamp = (value: number, low = 0, high = 1): number => Math.min(high, Math.max(low, value));

/** From a to b as t goes from 0 to 1. */
export const lerp = (a: number, b: number, t: number): number => a + (b - a) * t;

/** 0 below `low`, 1 above `high`, smooth between. */
export function smoothstep(low: number, high: number, value: number): number {
  const t = clamp((value - low) / (high - low));
  return t * t * (3 - 2 * t);
}

/**
 * Progress of a camera move: speeds up over the first part, holds its speed, slows down over the last. `ramp` is the
 * share of the time that each of the two takes.
 */
export function easeTravel(t: number, ramp = 0.25): number {
  const time = clamp(t);
  const top = 1 / (1 - ramp);
  if (time < ramp) return (top * time * time) / (2 * ramp);
  if (time > 1 - ramp) return 1 - (top * (1 - time) * (1 - time)) / (2 * ramp);
  return top * (time - ramp / 2);
}
