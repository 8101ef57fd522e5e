/** Pictures of 16×16 texels that block faces wear. */
export const tiles = [
  'grass',
  'grass-side',
  'flowers',
  'dirt',
  'stone',
  'cobble',
  'gravel',
  'sand',
  'sandstone',
  'snow',
  'snow-side',
  'ice',
  'log',
  'log-end',
  'birch',
  'leaves',
  'leaves-light',
  'needles',
  'planks',
  'plaster',
  'brick',
  'roof',
  'window',
  'lamp',
  'cactus',
  'wheat',
  'asphalt',
  'pavement',
  'tower',
  'tower-dark',
  'sign',
  'basalt',
  'lava',
  'regolith',
  'metal',
  'water',
] as const;
export type Tile = (typeof tiles)[number];

/** Block kinds with the tiles of their top and sides; 0 is air. Block ids are places in this list plus one. */
const kinds = {
  grass: ['grass', 'grass-side'],
  flowers: ['flowers', 'grass-side'],
  dirt: ['dirt', 'dirt'],
  stone: ['stone', 'stone'],
  cobble: ['cobble', 'cobble'],
  gravel: ['gravel', 'gravel'],
  sand: ['sand', 'sand'],
  sandstone: ['sandstone', 'sandstone'],
  snow: ['snow', 'snow-side'],
  ice: ['ice', 'ice'],
  log: ['log-end', 'log'],
  birch: ['log-end', 'birch'],
  leaves: ['leaves', 'leaves'],
  'leaves-light': ['leaves-light', 'leaves-light'],
  needles: ['needles', 'needles'],
  planks: ['planks', 'planks'],
  plaster: ['plaster', 'plaster'],
  brick: ['brick', 'brick'],
  roof: ['roof', 'roof'],
  window: ['planks', 'window'],
  lamp: ['lamp', 'lamp'],
  cactus: ['cactus', 'cactus'],
  wheat: ['wheat', 'dirt'],
  asphalt: ['asphalt', 'asphalt'],
  pavement: ['pavement', 'pavement'],
  tower: ['pavement', 'tower'],
  'tower-dark': ['pavement', 'tower-dark'],
  sign: ['sign', 'sign'],
  basalt: ['basalt', 'basalt'],
  regolith: ['regolith', 'regolith'],
  metal: ['metal', 'metal'],
  lava: ['lava', 'lava'],
  water: ['water', 'water'],
} as const satisfies Record<string, readonly [Tile, Tile]>;

export type Block = keyof typeof kinds;

// The keys of a literal object are exactly its type's keys.
const names = Object.keys(kinds) as Block[];

/** The number of a block in the land. */
export const blockId = (block: Block): number => names.indexOf(block) + 1;

/** Place among the tiles of each block's top and sides: `2 × id`, `2 × id + 1`. */
export const tilesOfBlocks: Uint8Array = Uint8Array.from(
  [['grass', 'grass'] as const, ...names.map((name) => kinds[name])].flatMap(([top, side]) => [
    tiles.indexOf(top),
    tiles.indexOf(side),
  ]),
);
