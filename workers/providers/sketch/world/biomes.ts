import type { Block } from './blocks.ts';
import type { Biome } from './world-spec.ts';

export type TreeKind = 'oak' | 'birch' | 'spruce' | 'cactus' | 'palm';
export type BuildingKind = 'cottage' | 'cabin' | 'adobe' | 'tower' | 'dome' | 'none';

/** How a land is shaped and what stands on it. Heights and lengths in blocks. */
export interface BiomeShape {
  /** Mean height of the ground, and how far hills rise and valleys sink. */
  readonly base: number;
  readonly hills: number;
  /** How far mountains rise on top. */
  readonly peaks: number;
  /** Length of a hill. */
  readonly hillLength: number;
  /** Where water (or lava) stands; 0 for none. */
  readonly level: number;
  readonly liquid: Block;
  readonly top: Block;
  readonly under: Block;
  /** What the shores are of. */
  readonly shore: Block;
  readonly trail: Block;
  /** How far the trail wanders to each side. */
  readonly wander: number;
  readonly trees: readonly TreeKind[];
  /** Chance of a tree in each field of 6×6 blocks. */
  readonly treeChance: number;
  /** Share of the grass that flowers. */
  readonly flowers: number;
  readonly building: BuildingKind;
  /** Chance of a building on each side of the trail, every 16 blocks. */
  readonly buildingChance: number;
  /** Distance of the lamps along the trail; 0 for none. */
  readonly lampEvery: number;
}

const meadow: BiomeShape = {
  base: 25,
  hills: 9,
  peaks: 10,
  hillLength: 60,
  level: 21,
  liquid: 'water',
  top: 'grass',
  under: 'dirt',
  shore: 'sand',
  trail: 'gravel',
  wander: 20,
  trees: ['oak', 'birch', 'oak'],
  treeChance: 0.16,
  flowers: 0.09,
  building: 'cottage',
  buildingChance: 0.16,
  lampEvery: 24,
};

export const biomeShapes: Readonly<Record<Biome, BiomeShape>> = {
  meadow,
  village: { ...meadow, hills: 6, wander: 9, treeChance: 0.13, buildingChance: 0.85, lampEvery: 12 },
  forest: {
    ...meadow,
    hills: 8,
    treeChance: 0.72,
    trees: ['oak', 'oak', 'birch', 'spruce'],
    buildingChance: 0.04,
    building: 'cabin',
  },
  desert: {
    ...meadow,
    base: 24,
    hills: 8,
    peaks: 8,
    level: 0,
    top: 'sand',
    under: 'sandstone',
    trail: 'sandstone',
    trees: ['cactus', 'cactus', 'palm'],
    treeChance: 0.07,
    flowers: 0,
    building: 'adobe',
    buildingChance: 0.35,
  },
  snow: {
    ...meadow,
    hills: 10,
    peaks: 20,
    top: 'snow',
    shore: 'ice',
    trees: ['spruce'],
    treeChance: 0.3,
    flowers: 0,
    building: 'cabin',
    buildingChance: 0.22,
    lampEvery: 20,
  },
  mountains: {
    ...meadow,
    base: 27,
    hills: 12,
    peaks: 34,
    hillLength: 74,
    trees: ['spruce', 'oak'],
    treeChance: 0.24,
    building: 'cabin',
    buildingChance: 0.05,
    lampEvery: 0,
  },
  islands: {
    ...meadow,
    base: 19,
    hills: 11,
    peaks: 6,
    hillLength: 44,
    level: 21,
    shore: 'sand',
    trees: ['palm', 'oak'],
    treeChance: 0.2,
    building: 'cottage',
    buildingChance: 0.2,
  },
  city: {
    ...meadow,
    base: 22,
    hills: 0,
    peaks: 0,
    level: 0,
    top: 'pavement',
    under: 'stone',
    trail: 'asphalt',
    wander: 4,
    trees: ['oak'],
    treeChance: 0.1,
    flowers: 0,
    building: 'tower',
    buildingChance: 0.94,
    lampEvery: 12,
  },
  volcano: {
    ...meadow,
    base: 25,
    hills: 10,
    peaks: 32,
    hillLength: 52,
    level: 21,
    liquid: 'lava',
    top: 'basalt',
    under: 'basalt',
    shore: 'basalt',
    trail: 'cobble',
    trees: [],
    treeChance: 0,
    flowers: 0,
    building: 'none',
    buildingChance: 0,
    lampEvery: 0,
  },
  moon: {
    ...meadow,
    hills: 7,
    peaks: 16,
    level: 0,
    top: 'regolith',
    under: 'stone',
    shore: 'regolith',
    trail: 'metal',
    trees: [],
    treeChance: 0,
    flowers: 0,
    building: 'dome',
    buildingChance: 0.3,
    lampEvery: 18,
  },
};
