import { gridEdge, type Grid } from './grid.ts';
import { worldHeight } from './land.ts';

/** The faces of a block by their numbers: the one toward smaller x, larger x, and so on. */
export const faces = { left: 0, right: 1, bottom: 2, top: 3, near: 4, far: 5 } as const;

/** What a ray met. One is filled again and again. */
export interface Hit {
  /** How often the ray's direction it went. */
  t: number;
  /** One of `faces`. */
  face: number;
  /** The block's place, and what it is of. */
  x: number;
  y: number;
  z: number;
  block: number;
}

const mask = gridEdge - 1;

/**
 * Follows a ray through the columns of a grid to the first block, `far` times its direction at most; true where it met
 * one. Column by column: what is above all blocks of a column is passed in one step.
 */
export function castRay(
  { blocks, tops, ceiling }: Grid,
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
  far: number,
  hit: Hit,
): boolean {
  let x = Math.floor(ox);
  let z = Math.floor(oz);
  const stepX = dx > 0 ? 1 : -1;
  const stepZ = dz > 0 ? 1 : -1;
  const acrossX = dx === 0 ? Infinity : Math.abs(1 / dx);
  const acrossZ = dz === 0 ? Infinity : Math.abs(1 / dz);
  let nextX = dx === 0 ? Infinity : (dx > 0 ? x + 1 - ox : ox - x) * acrossX;
  let nextZ = dz === 0 ? Infinity : (dz > 0 ? z + 1 - oz : oz - z) * acrossZ;
  let entered = 0;
  /** The face through which the ray came into the column; -1 where it starts in it. */
  let side = -1;
  while (entered < far) {
    const left = nextX < nextZ ? nextX : nextZ;
    const yIn = oy + dy * entered;
    const yOut = oy + dy * left;
    if (dy > 0 && yIn >= ceiling) return false;
    const column = (z & mask) * gridEdge + (x & mask);
    const top = tops[column] ?? 0;
    if ((dy > 0 ? yIn : yOut) < top) {
      const base = column * worldHeight;
      let y = Math.floor(yIn);
      const last = Math.floor(yOut);
      if (dy > 0) {
        const from = y;
        for (; y <= last && y < top; y++) {
          const block = y < 0 ? 0 : (blocks[base + y] ?? 0);
          if (block === 0) continue;
          hit.t = y === from ? entered : (y - oy) / dy;
          hit.face = y === from ? side : faces.bottom;
          return meet(hit, x, y, z, block);
        }
      } else {
        const from = y;
        if (y >= top) y = top - 1;
        for (; y >= last && y >= 0; y--) {
          const block = blocks[base + y] ?? 0;
          if (block === 0) continue;
          hit.t = y === from ? entered : (y + 1 - oy) / dy;
          hit.face = y === from ? side : faces.top;
          return meet(hit, x, y, z, block);
        }
        if (last < 0) return false;
      }
    }
    entered = left;
    if (nextX < nextZ) {
      x += stepX;
      nextX += acrossX;
      side = stepX > 0 ? faces.left : faces.right;
    } else {
      z += stepZ;
      nextZ += acrossZ;
      side = stepZ > 0 ? faces.near : faces.far;
    }
  }
  return false;
}

function meet(hit: Hit, x: number, y: number, z: number, block: number): boolean {
  // Whoever stands inside a block sees nothing of it.
  if (hit.face < 0) return false;
  hit.x = x;
  hit.y = y;
  hit.z = z;
  hit.block = block;
  return true;
}
