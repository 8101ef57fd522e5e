import type { Noise } from '../kit/noise.ts';
import type { BiomeShape } from './biomes.ts';

/** The way through a world. It leads on for ever along z; all lengths in blocks. */
export interface Trail {
  /** Where its middle is. */
  xAt(z: number): number;
  /** Height of the ground under it: smooth, so that whoever walks it climbs gently. */
  heightAt(z: number): number;
}

/** How far ahead and behind the ground is looked at to lay the trail. */
const reach = 18;
const looks = 7;

/** Lays a trail over ground of a shape: around what is high, above what is wet. */
export function layTrail(shape: BiomeShape, noise: Noise, groundAt: (x: number, z: number) => number): Trail {
  const heights = new Map<number, number>();
  const xAt = (z: number): number => shape.wander * noise.at(z / 95, 3.7) + shape.wander * 0.22 * noise.at(z / 41, 8.2);
  const meanAt = (z: number): number => {
    const kept = heights.get(z);
    if (kept !== undefined) return kept;
    let sum = 0;
    for (let look = 0; look < looks; look++) {
      const at = z + (look / (looks - 1) - 0.5) * 2 * reach;
      sum += groundAt(xAt(at), at);
    }
    const height = Math.max(shape.level + 1.6, Math.min(sum / looks, 40));
    heights.set(z, height);
    return height;
  };
  return {
    xAt,
    heightAt(z) {
      const whole = Math.floor(z);
      const before = meanAt(whole);
      return before + (meanAt(whole + 1) - before) * (z - whole);
    },
  };
}
