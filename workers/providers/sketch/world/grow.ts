import type { TreeKind } from './biomes.ts';
import { blockId, type Block } from './blocks.ts';
import { chanceAt } from './chance.ts';
import type { Land } from './land.ts';

/** Sets a block; places outside what is being made are ignored. */
export type Put = (x: number, y: number, z: number, id: number) => void;

/** Trees stand in fields of this many blocks, one at most in each. */
const field = 6;
/** How far a tree reaches from its trunk. */
const crown = 3;

/** Grows the trees that reach into an area. */
export function growTrees(land: Land, fromX: number, fromZ: number, size: number, put: Put): void {
  const { shape, seed } = land;
  if (shape.trees.length === 0) return;
  for (let cellX = Math.floor((fromX - crown) / field); cellX * field <= fromX + size + crown; cellX++) {
    for (let cellZ = Math.floor((fromZ - crown) / field); cellZ * field <= fromZ + size + crown; cellZ++) {
      if (chanceAt(cellX, cellZ, seed + 21) >= shape.treeChance) continue;
      const x = cellX * field + Math.floor(chanceAt(cellX, cellZ, seed + 22) * field);
      const z = cellZ * field + Math.floor(chanceAt(cellX, cellZ, seed + 23) * field);
      const off = land.offTrail(x, z);
      const y = land.heightAt(x, z);
      if (off < 4.5 || (land.spec.biome === 'city' && off > 5.5) || y <= shape.level + 1 || y > 46) continue;
      if (shape.building !== 'none' && shape.buildingChance > 0.5 && land.spec.biome !== 'city' && off < 16) continue;
      const pick = Math.floor(chanceAt(cellX, cellZ, seed + 24) * shape.trees.length);
      growTree(
        shape.trees[pick] ?? 'oak',
        x,
        y,
        z,
        chanceAt(cellX, cellZ, seed + 25),
        land.spec.season === 'winter' || shape.top === 'snow',
        put,
      );
    }
  }
}

function growTree(kind: TreeKind, x: number, y: number, z: number, chance: number, snowy: boolean, put: Put): void {
  const column = (block: Block, height: number): void => {
    for (let up = 0; up < height; up++) put(x, y + up, z, blockId(block));
  };
  const disc = (block: Block, up: number, radius: number): void => {
    for (let dx = -Math.ceil(radius); dx <= radius; dx++) {
      for (let dz = -Math.ceil(radius); dz <= radius; dz++) {
        if (dx * dx + dz * dz <= radius * radius + 0.4) put(x + dx, y + up, z + dz, blockId(block));
      }
    }
  };
  switch (kind) {
    case 'oak':
    case 'birch': {
      const trunk = 4 + Math.floor(chance * 3);
      const leaves = kind === 'birch' || chance > 0.6 ? 'leaves-light' : 'leaves';
      for (const [up, radius] of [
        [-2, 2],
        [-1, 2.6],
        [0, 2.2],
        [1, 1.2],
      ] as const) {
        if (!snowy) disc(leaves, trunk + up, radius);
        else if (radius < 2.3) disc('snow', trunk + up, radius - 0.6);
      }
      column(kind === 'birch' ? 'birch' : 'log', trunk + 1);
      break;
    }
    case 'spruce': {
      const height = 7 + Math.floor(chance * 4);
      column('log', 3);
      for (let up = 2; up <= height; up++) {
        disc(
          snowy && up === height ? 'snow' : 'needles',
          up,
          ((height - up) / height) * 3.4 * (up % 2 === 0 ? 1 : 0.55),
        );
      }
      break;
    }
    case 'cactus': {
      const height = 2 + Math.floor(chance * 3);
      column('cactus', height);
      if (chance > 0.5) {
        for (const side of [-1, 1]) put(x + side, y + height - 2, z, blockId('cactus'));
        put(x + 1, y + height - 1, z, blockId('cactus'));
      }
      break;
    }
    case 'palm': {
      const height = 5 + Math.floor(chance * 3);
      column('log', height);
      put(x, y + height, z, blockId('leaves-light'));
      for (const [dx, dz] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        for (const far of [1, 2, 3])
          put(x + dx * far, y + height - (far === 3 ? 1 : 0), z + dz * far, blockId('leaves-light'));
      }
      break;
    }
  }
}
