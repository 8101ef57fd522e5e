import { mix, type Rgb } from '../../kit/colour.ts';
import { clamp, smoothstep } from '../../kit/math.ts';
import { createRandom, hashText } from '../../kit/random.ts';
import type { Sheet, Stage } from '../scene.ts';
import { rampOf } from './globe.ts';
import { paintTerrain, type View } from './terrain.ts';

/** A stretch of cratered ground, in metres from the eye. */
export interface LunarBelt {
  readonly near: number;
  readonly far: number;
  /** Height of its hills and width of its largest craters. */
  readonly tall: number;
  readonly crater: number;
  /** From shadow to full light. */
  readonly dark: Rgb;
  readonly bright: Rgb;
  /** How far down per metre sideways the sunlight comes, and whether from the left (-1) or the right (1). */
  readonly sunSlope: number;
  readonly sunSide: -1 | 1;
  /** Steps into the depth. */
  readonly steps: number;
  readonly seed: number;
}

/** The height of the ground in metres at a place of a belt. */
export function lunarHeight(stage: Stage, belt: LunarBelt): (x: number, z: number) => number {
  const salt = hashText('craters', belt.seed) ^ hashText('moon', stage.random.fork('lunar').whole(0, 1e9));
  const sizes = [1, 0.37, 0.15].map((share, index) => ({
    cell: belt.crater * 1.7 * share,
    chance: [0.62, 0.6, 0.5][index] ?? 0.5,
    turn: index * 0.7 + 0.35,
  }));
  const found = new Map<number, readonly [number, number, number]>();
  const craterOf = (level: number, column: number, row: number, chance: number): readonly [number, number, number] => {
    const key = (level * 4096 + (column & 4095)) * 4096 + (row & 4095);
    const known = found.get(key);
    if (known) return known;
    const random = createRandom((Math.imul(key, 0x9e3779b1) ^ salt) >>> 0);
    const radius = random.chance(chance) ? random.between(0.13, 0.29) : 0;
    const room = radius * 1.7;
    const crater = [random.between(room, 1 - room), random.between(room, 1 - room), radius] as const;
    found.set(key, crater);
    return crater;
  };
  return (x, z) => {
    let height = stage.noise.cloudy(x / (belt.crater * 3.1) + belt.seed * 9.7, z / (belt.crater * 3.6), 4) * belt.tall;
    for (const [level, { cell, chance, turn }] of sizes.entries()) {
      const across = (x * Math.cos(turn) + z * Math.sin(turn)) / cell;
      const along = (z * Math.cos(turn) - x * Math.sin(turn)) / cell;
      const column = Math.floor(across);
      const row = Math.floor(along);
      const [middleX, middleZ, radius] = craterOf(level, column, row, chance);
      if (radius === 0) continue;
      const r = Math.hypot(across - column - middleX, along - row - middleZ) / radius;
      if (r > 1.7) continue;
      const size = radius * cell;
      height += r < 1 ? size * (0.5 * r * r * r - 0.34) : size * 0.16 * (1 - smoothstep(1, 1.7, r));
    }
    // A belt ends flat toward the eye, or its cut edge would stand there as a wall.
    return height * smoothstep(belt.near * 0.98, belt.near * 1.5, z);
  };
}

/** Paints a belt as seen from the eye: lit by a sun without air, with sharp shadows. */
export function paintLunarBelt(stage: Stage, view: View, belt: LunarBelt, bottom: number): Sheet {
  const { dark, bright, sunSlope, sunSide } = belt;
  const tone = rampOf(dark, mix(dark, bright, 0.38), mix(dark, bright, 0.74), bright);
  return paintTerrain(stage, view, {
    near: belt.near,
    far: belt.far,
    height: lunarHeight(stage, belt),
    sun: [sunSide, sunSlope * 1.25, -0.22],
    shadowFall: sunSlope,
    steps: belt.steps,
    bottom,
    tone: ({ x, z, light }, out) => {
      const grain = stage.noise.cloudy(x * (11 / belt.crater), z * (11 / belt.crater), 3) * 0.16;
      const [red, green, blue] = tone(light * 1.3 + grain * clamp(light * 3));
      out[0] = red;
      out[1] = green;
      out[2] = blue;
    },
  });
}
