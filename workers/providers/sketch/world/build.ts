import { blockId, type Block } from './blocks.ts';
import { chanceAt } from './chance.ts';
import type { Put } from './grow.ts';
import type { Land } from './land.ts';

/** Buildings stand in lots this long, on both sides of the trail. */
const lot = 16;
/** How far a building reaches from its middle. */
const reach = 9;
/** Rows of towers on each side of a city's street. */
const rows = 4;

/** Builds what reaches into an area: houses or towers beside the trail, and the lamps along it. */
export function buildAll(land: Land, fromX: number, fromZ: number, size: number, put: Put): void {
  const { shape } = land;
  for (let index = Math.floor((fromZ - reach) / lot); index * lot <= fromZ + size + reach; index++) {
    const z = index * lot + lot / 2;
    const middle = Math.round(land.trail.xAt(z));
    for (const side of [-1, 1]) {
      const deep = land.spec.biome === 'city' ? rows : 1;
      for (let row = 0; row < deep; row++) {
        const chance = chanceAt(index * 2 + side, row, land.seed + 31);
        const away = land.spec.biome === 'city' ? 12 + row * 15 : 10 + Math.floor(chance * 4);
        const x = middle + side * away;
        if (Math.abs(x - fromX - size / 2) > size / 2 + reach || chance >= shape.buildingChance) continue;
        build(land, x, z, -side, chanceAt(index * 2 + side, row, land.seed + 32), put);
      }
    }
  }
  if (shape.lampEvery > 0) setLamps(land, fromX, fromZ, size, put);
}

/** Where the lamps of a trail stand: one at each step, left and right in turn. */
export function lampAt(land: Land, step: number): { readonly x: number; readonly y: number; readonly z: number } {
  const z = step * land.shape.lampEvery + 3;
  const x = Math.round(land.trail.xAt(z)) + (step % 2 === 0 ? 4 : -4);
  return { x, y: land.heightAt(x, z) + 3, z };
}

function setLamps(land: Land, fromX: number, fromZ: number, size: number, put: Put): void {
  const every = land.shape.lampEvery;
  const post = blockId(land.spec.biome === 'city' || land.spec.biome === 'moon' ? 'metal' : 'log');
  for (let step = Math.floor(fromZ / every) - 1; step * every <= fromZ + size; step++) {
    const { x, y, z } = lampAt(land, step);
    if (Math.abs(x - fromX) > size + 2) continue;
    for (let down = 1; down <= 3; down++) put(x, y - down, z, post);
    put(x, y, z, blockId('lamp'));
  }
}

/** Builds one building; `facing` is 1 where the trail is toward larger x. */
function build(land: Land, x: number, z: number, facing: number, chance: number, put: Put): void {
  const ground = land.heightAt(x, z);
  if (ground <= land.shape.level) return;
  switch (land.shape.building) {
    case 'cottage':
      if (chance > 0.86) return sowField(x, ground, z, put);
      return buildHouse(
        x,
        ground,
        z,
        facing,
        chance,
        { wall: chance > 0.5 ? 'plaster' : 'brick', roof: chance > 0.3 ? 'roof' : 'planks', foot: 'cobble' },
        put,
      );
    case 'cabin':
      return buildHouse(
        x,
        ground,
        z,
        facing,
        chance,
        {
          wall: 'log',
          roof: land.shape.top === 'snow' || land.spec.season === 'winter' ? 'snow' : 'planks',
          foot: 'cobble',
        },
        put,
      );
    case 'adobe':
      return buildHouse(
        x,
        ground,
        z,
        facing,
        chance,
        { wall: 'sandstone', roof: 'sandstone', foot: 'sandstone', flat: true },
        put,
      );
    case 'tower':
      return buildTower(x, ground, z, chance, land.spec.neon, put);
    case 'dome':
      return buildDome(x, ground, z, chance, put);
    case 'none':
  }
}

interface HouseStyle {
  readonly wall: Block;
  readonly roof: Block;
  readonly foot: Block;
  readonly flat?: boolean;
}

function buildHouse(
  x: number,
  ground: number,
  z: number,
  facing: number,
  chance: number,
  style: HouseStyle,
  put: Put,
): void {
  const half = 3;
  const walls = style.flat === true ? 4 + Math.floor(chance * 3) : 4;
  const [wall, window, foot, corner] = [style.wall, 'window', style.foot, 'log'].map((name) => blockId(name as Block));
  for (let dx = -half; dx <= half; dx++) {
    for (let dz = -half; dz <= half; dz++) {
      for (let down = 1; down <= 4; down++) put(x + dx, ground - down, z + dz, foot ?? 0);
      const edgeX = Math.abs(dx) === half;
      const edgeZ = Math.abs(dz) === half;
      for (let up = 0; up < walls; up++) {
        if (!edgeX && !edgeZ) put(x + dx, ground + up, z + dz, 0);
        else if (edgeX && edgeZ && style.flat !== true) put(x + dx, ground + up, z + dz, corner ?? 0);
        else if (
          up === 2 &&
          (edgeX ? Math.abs(dz) === 2 || (dz === 0 && dx !== half * facing) : dx % 2 === 0 && dx !== 0)
        )
          put(x + dx, ground + up, z + dz, window ?? 0);
        else put(x + dx, ground + up, z + dz, up === 0 && style.flat !== true ? (foot ?? 0) : (wall ?? 0));
      }
    }
  }
  for (let up = 0; up < 2; up++) put(x + half * facing, ground + up, z, 0);
  put(x + (half + 1) * facing, ground + 3, z + 1, blockId('lamp'));
  if (style.flat === true) {
    for (let dx = -half; dx <= half; dx++)
      for (let dz = -half; dz <= half; dz++) put(x + dx, ground + walls, z + dz, blockId(style.roof));
    for (const dx of [-half, half])
      for (const dz of [-half, half]) put(x + dx, ground + walls + 1, z + dz, blockId(style.roof));
    return;
  }
  // A gable, its ridge along the trail or across it.
  const along = chance * 10 - Math.floor(chance * 10) > 0.5;
  for (let rise = 0; rise <= half + 1; rise++) {
    for (let out = -half - 1; out <= half + 1; out++) {
      for (const side of [-1, 1]) {
        const across = side * (half + 1 - rise);
        put(x + (along ? across : out), ground + walls - 1 + rise, z + (along ? out : across), blockId(style.roof));
      }
      if (Math.abs(out) !== half) continue;
      for (let inner = -(half - rise); inner <= half - rise; inner++) {
        put(x + (along ? inner : out), ground + walls - 1 + rise, z + (along ? out : inner), wall ?? 0);
      }
    }
  }
  for (let up = 0; up < 4; up++) put(x - 2, ground + walls + up, z - 1, blockId('brick'));
}

function sowField(x: number, ground: number, z: number, put: Put): void {
  for (let dx = -4; dx <= 4; dx++) {
    for (let dz = -5; dz <= 5; dz++) {
      const edge = Math.abs(dx) === 4 || Math.abs(dz) === 5;
      put(x + dx, ground - 1, z + dz, blockId(edge ? 'log' : dx === 0 ? 'ice' : 'wheat'));
      if (!edge && dx !== 0) put(x + dx, ground, z + dz, blockId('wheat'));
      else put(x + dx, ground, z + dz, 0);
    }
  }
}

function buildTower(x: number, ground: number, z: number, chance: number, neon: boolean, put: Put): void {
  const half = 4 + (Math.floor(chance * 97) % 2);
  const height = 9 + Math.floor(((chance * 13) % 1) * (60 - ground - 12));
  const wall = blockId(neon || (chance * 7) % 1 > 0.45 ? 'tower-dark' : 'tower');
  const setback = Math.floor(height * 0.7);
  for (let up = 0; up < height; up++) {
    const wide = up >= setback ? half - 1 : half;
    for (let dx = -wide; dx <= wide; dx++) {
      for (let dz = -wide; dz <= wide; dz++) {
        const edge = Math.abs(dx) === wide || Math.abs(dz) === wide;
        if (!edge && up !== height - 1 && up !== setback - 1) continue;
        const corner = Math.abs(dx) === wide && Math.abs(dz) === wide;
        const sign =
          neon && edge && ((corner && (chance * 31) % 1 > 0.4) || up === setback - 1 || (up === 3 && dz === 0));
        put(
          x + dx,
          ground + up,
          z + dz,
          sign ? blockId('sign') : up === 0 || up === height - 1 ? blockId('pavement') : wall,
        );
      }
    }
  }
  for (let up = 0; up < 4; up++) put(x, ground + height + up, z, blockId(up === 3 ? 'lamp' : 'metal'));
}

function buildDome(x: number, ground: number, z: number, chance: number, put: Put): void {
  const radius = 3 + Math.floor(chance * 3);
  for (let dx = -radius; dx <= radius; dx++) {
    for (let dz = -radius; dz <= radius; dz++) {
      for (let up = -2; up <= radius; up++) {
        const away = Math.hypot(dx, Math.max(0, up), dz);
        if (away > radius + 0.4 || (up >= 0 && away < radius - 0.7)) continue;
        put(x + dx, ground + up, z + dz, blockId(up > 0 && up < 3 && (dx + dz) % 2 === 0 ? 'window' : 'metal'));
      }
    }
  }
  put(x, ground + radius + 1, z, blockId('lamp'));
}
