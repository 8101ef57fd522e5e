import { buildAll } from './build.ts';
import { growTrees } from './grow.ts';
import { worldHeight, type Land } from './land.ts';

/** Blocks along the edge of the part of the world that is kept: a power of two. 16 MB of blocks, and as much light. */
export const gridEdge = 512;
const mask = gridEdge - 1;
/** Blocks along the edge of what is made at a time. */
const chunkEdge = 16;
const chunks = gridEdge / chunkEdge;

/** The part of an endless world around whoever walks in it. */
export interface Grid {
  /** Block ids, column by column: `((z & 511) × 512 + (x & 511)) × 64 + y`. */
  readonly blocks: Uint8Array;
  /** Where each column ends: the height above which there is only air. */
  readonly tops: Uint8Array;
  /** Nothing that was made so far is higher. */
  readonly ceiling: number;
  /** For each air block: 0 not known yet, 1 in the sun, 2 in shadow. Filled by who looks. */
  readonly light: Uint8Array;
  /** Makes all that is missing within a distance of a place. */
  reach(x: number, z: number, distance: number): void;
}

/** An empty grid over a land. */
export function createGrid(land: Land): Grid {
  const blocks = new Uint8Array(gridEdge * gridEdge * worldHeight);
  const light = new Uint8Array(gridEdge * gridEdge * worldHeight);
  const tops = new Uint8Array(gridEdge * gridEdge);
  let ceiling = 1;
  /** Which chunk each place of the ring holds. */
  const held: (string | undefined)[] = Array.from({ length: chunks * chunks });

  function makeChunk(chunkX: number, chunkZ: number): void {
    const fromX = chunkX * chunkEdge;
    const fromZ = chunkZ * chunkEdge;
    for (let z = fromZ; z < fromZ + chunkEdge; z++) {
      for (let x = fromX; x < fromX + chunkEdge; x++) {
        const at = ((z & mask) * gridEdge + (x & mask)) * worldHeight;
        land.fillColumn(x, z, blocks.subarray(at, at + worldHeight));
        light.fill(0, at, at + worldHeight);
      }
    }
    const put = (x: number, y: number, z: number, id: number): void => {
      if (x < fromX || x >= fromX + chunkEdge || z < fromZ || z >= fromZ + chunkEdge || y < 1 || y >= worldHeight)
        return;
      blocks[((z & mask) * gridEdge + (x & mask)) * worldHeight + y] = id;
    };
    growTrees(land, fromX, fromZ, chunkEdge, put);
    buildAll(land, fromX, fromZ, chunkEdge, put);
    for (let z = fromZ; z < fromZ + chunkEdge; z++) {
      for (let x = fromX; x < fromX + chunkEdge; x++) {
        const column = (z & mask) * gridEdge + (x & mask);
        let top = worldHeight;
        while (top > 0 && blocks[column * worldHeight + top - 1] === 0) top--;
        tops[column] = top;
        ceiling = Math.max(ceiling, top);
      }
    }
  }

  return {
    blocks,
    tops,
    light,
    get ceiling() {
      return ceiling;
    },
    reach(x, z, distance) {
      const first = (value: number): number => Math.floor((value - distance) / chunkEdge);
      const last = (value: number): number => Math.floor((value + distance) / chunkEdge);
      for (let chunkZ = first(z); chunkZ <= last(z); chunkZ++) {
        for (let chunkX = first(x); chunkX <= last(x); chunkX++) {
          const place = (chunkZ & (chunks - 1)) * chunks + (chunkX & (chunks - 1));
          const name = `${chunkX},${chunkZ}`;
          if (held[place] === name) continue;
          held[place] = name;
          makeChunk(chunkX, chunkZ);
        }
      }
    },
  };
}
