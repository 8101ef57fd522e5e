import { lerp, smoothstep } from '../kit/math.ts';
import { createNoise } from '../kit/noise.ts';
import { hashText } from '../kit/random.ts';
import { biomeShapes, type BiomeShape } from './biomes.ts';
import { blockId } from './blocks.ts';
import { chanceAt } from './chance.ts';
import { layTrail, type Trail } from './trail.ts';
import type { WorldSpec } from './world-spec.ts';

/** Blocks from the floor of the world to its ceiling. */
export const worldHeight = 64;

/** The ground of a world, endless: the same spec and seed give the same land in whatever order it is asked for. */
export interface Land {
  readonly spec: WorldSpec;
  readonly shape: BiomeShape;
  readonly seed: number;
  readonly trail: Trail;
  /** Height of the ground's highest block, plus one. */
  heightAt(x: number, z: number): number;
  /** Distance from the trail's middle. */
  offTrail(x: number, z: number): number;
  /** Writes the ground of a column into `column`, from its floor. */
  fillColumn(x: number, z: number, column: Uint8Array): void;
}

/** Half the width of the trail. */
const trailHalf = 1.6;

/** A land for a world. */
export function createLand(spec: WorldSpec, seed: number): Land {
  const shape = biomeShapes[spec.biome];
  const noise = createNoise(hashText('land', seed));
  const groundAt = (x: number, z: number): number => {
    const hills = noise.cloudy(x / shape.hillLength, z / shape.hillLength, 3);
    const ranges = shape.peaks === 0 ? 0 : noise.ridged(x / 150 + 5, z / 150 - 3, 2);
    const high = shape.peaks * smoothstep(0.42, 0.95, ranges);
    return shape.base + shape.hills * hills + high;
  };
  const trail = layTrail(shape, noise, groundAt);
  const offTrail = (x: number, z: number): number => Math.abs(x - trail.xAt(z));
  const flat = spec.biome === 'city' ? 200 : spec.biome === 'village' ? 22 : 11;
  const heightAt = (x: number, z: number): number => {
    const off = offTrail(x, z);
    const ground =
      off < flat + 6 ? lerp(trail.heightAt(z), groundAt(x, z), smoothstep(2.5, flat, off)) : groundAt(x, z);
    const dug = spec.biome === 'moon' && off > 5 ? craterAt(x, z, seed) : 0;
    return Math.max(2, Math.min(worldHeight - 10, Math.round(ground - dug)));
  };
  const ids = idsOf(shape, spec);
  const bridged = spec.biome === 'islands' || shape.level > 0;

  function fillColumn(x: number, z: number, column: Uint8Array): void {
    column.fill(0);
    const off = offTrail(x, z);
    const top = heightAt(x, z);
    // Over water the trail is a bridge: the ground below it stays what it would be.
    const bottom = bridged && off <= trailHalf + 1 ? Math.min(top, Math.round(groundAt(x, z))) : top;
    const bridge = bridged && off <= trailHalf + 0.6 && bottom < shape.level;
    const ground = bridge ? bottom : top;
    const steep = Math.abs(heightAt(x + 1, z) - heightAt(x - 1, z)) + Math.abs(heightAt(x, z + 1) - heightAt(x, z - 1));
    column.fill(ids.stone, 0, Math.max(0, ground - 3));
    column.fill(ids.under, Math.max(0, ground - 3), ground);
    column[ground - 1] = surfaceAt(x, z, ground, steep);
    if (ground < shape.level) column.fill(ids.liquid, ground, shape.level);
    if (bridge) {
      column[top - 1] = ids.planks;
      if (off > trailHalf - 0.4 && Math.floor(z) % 6 === 0) column.fill(ids.log, ground, top + 1);
    } else if (off <= trailHalf + chanceAt(x, z, seed) * 0.7) column[ground - 1] = ids.trail;
  }

  function surfaceAt(x: number, z: number, top: number, steep: number): number {
    if (shape.level > 0 && top <= shape.level + 1) return ids.shore;
    if (steep > 5) return ids.stone;
    const chance = chanceAt(x, z, seed + 11);
    if (spec.biome === 'mountains' && top > 44 + chance * 5) return ids.snow;
    if (chance < shape.flowers && ids.top === ids.grass && noise.at(x / 9, z / 9) > 0) return ids.flowers;
    return ids.top;
  }

  return { spec, shape, seed, trail, heightAt, offTrail, fillColumn };
}

function idsOf(
  shape: BiomeShape,
  spec: WorldSpec,
): Record<
  'stone' | 'under' | 'top' | 'liquid' | 'shore' | 'trail' | 'planks' | 'log' | 'snow' | 'flowers' | 'grass',
  number
> {
  const wintry = spec.season === 'winter' && shape.top === 'grass';
  const cobbled = spec.biome === 'village' ? 'cobble' : shape.trail;
  return {
    stone: blockId(spec.biome === 'volcano' ? 'basalt' : spec.biome === 'desert' ? 'sandstone' : 'stone'),
    under: blockId(shape.under),
    top: blockId(wintry ? 'snow' : shape.top),
    liquid: blockId(wintry || (spec.biome === 'snow' && shape.liquid === 'water') ? 'ice' : shape.liquid),
    shore: blockId(wintry ? 'snow' : shape.shore),
    trail: blockId(cobbled),
    planks: blockId(spec.biome === 'volcano' ? 'cobble' : 'planks'),
    log: blockId(spec.biome === 'volcano' ? 'cobble' : 'log'),
    snow: blockId('snow'),
    flowers: blockId('flowers'),
    grass: blockId('grass'),
  };
}

/** How deep the craters are at a place: one in each field of 22×22 blocks. */
function craterAt(x: number, z: number, seed: number): number {
  const field = 22;
  let depth = 0;
  const cellX = Math.floor(x / field);
  const cellZ = Math.floor(z / field);
  for (let dx = -1; dx <= 1; dx++) {
    for (let dz = -1; dz <= 1; dz++) {
      const size = 3 + chanceAt(cellX + dx, cellZ + dz, seed + 3) * 7;
      const middleX = (cellX + dx + chanceAt(cellX + dx, cellZ + dz, seed + 1)) * field;
      const middleZ = (cellZ + dz + chanceAt(cellX + dx, cellZ + dz, seed + 2)) * field;
      const away = Math.hypot(x - middleX, z - middleZ) / size;
      if (away < 1) depth += (1 - away * away) * size * 0.45;
      else if (away < 1.3) depth -= smoothstep(1.3, 1, away) * 1.4;
    }
  }
  return depth;
}
