import { clamp, smoothstep } from '../kit/math.ts';
import { tilesOfBlocks, blockId } from './blocks.ts';
import { lampAt } from './build.ts';
import { castRay, faces, type Hit } from './cast.ts';
import { gridEdge, type Grid } from './grid.ts';
import { worldHeight, type Land } from './land.ts';
import { gradientSteps, type Sky } from './sky.ts';
import { levels, levelStarts, texelsPerTile } from './textures.ts';

/** How far a shadow falls, in blocks. */
export const shadowReach = 24;
/** Beyond this, corners are too small to be darkened. */
const cornersUntil = 70;
const lampReach = 9;

const mask = gridEdge - 1;
const normals = [
  [-1, 0, 0],
  [1, 0, 0],
  [0, -1, 0],
  [0, 1, 0],
  [0, 0, -1],
  [0, 0, 1],
] as const;
const water = blockId('water');
const lava = blockId('lava');
const lamp = blockId('lamp');

/** Colours a place that a ray met: `distance` in blocks from the eye, `slant` how squarely it is seen (0 to 1). */
export type Shade = (
  hit: Hit,
  px: number,
  py: number,
  pz: number,
  distance: number,
  slant: number,
  timeS: number,
  out: Float32Array,
) => void;

/** Sunlight, shadows, dark corners and lamps for the blocks of a grid. `texelsAt1` is how many texels a pixel covers at 1 block away. */
export function openShade(land: Land, grid: Grid, sky: Sky, textures: Uint8Array, texelsAt1: number): Shade {
  const { blocks, light } = grid;
  const { sun, shadow, night } = sky.light;
  const [sunX, sunY, sunZ] = sky.toSun;
  // Each face's light in the sun and out of it: six faces, two states, three channels.
  const faceLight = new Float32Array(36);
  for (const [face, [nx, ny, nz]] of normals.entries()) {
    const toward = Math.max(0, nx * sunX + ny * sunY + nz * sunZ);
    const open = face === faces.top ? 1 : face === faces.bottom ? 0.5 : nz === 0 ? 0.72 : 0.82;
    for (let channel = 0; channel < 3; channel++) {
      const sunny = (sun[channel] ?? 0) / 255;
      const shaded = (shadow[channel] ?? 0) / 255;
      const ambient = (shaded * 0.6 + sunny * 0.32) * open;
      faceLight[face * 6 + channel] = ambient;
      faceLight[face * 6 + 3 + channel] = ambient + sunny * toward * 0.62 + sunny * 0.05;
    }
  }
  const shadowHit: Hit = { t: 0, face: 0, x: 0, y: 0, z: 0, block: 0 };
  const solid = (x: number, y: number, z: number): number =>
    y < 0 || y >= worldHeight || (blocks[((z & mask) * gridEdge + (x & mask)) * worldHeight + y] ?? 0) === 0 ? 0 : 1;
  const sunAt = (x: number, y: number, z: number): boolean => {
    if (y >= worldHeight) return true;
    const at = ((z & mask) * gridEdge + (x & mask)) * worldHeight + y;
    const known = light[at] ?? 0;
    if (known !== 0) return known === 1;
    const dark = castRay(grid, x + 0.5, y + 0.5, z + 0.5, sunX, sunY, sunZ, shadowReach, shadowHit);
    light[at] = dark ? 2 : 1;
    return !dark;
  };
  const lamps = new Map<number, { readonly x: number; readonly y: number; readonly z: number }>();
  const lampLight = night > 0.2 && land.shape.lampEvery > 0 ? night : 0;
  const shine = (x: number, y: number, z: number): number => {
    const middle = Math.round((z - 3) / land.shape.lampEvery);
    let sum = 0;
    for (let step = middle - 1; step <= middle + 1; step++) {
      let place = lamps.get(step);
      if (place === undefined) {
        place = lampAt(land, step);
        lamps.set(step, place);
      }
      const away = Math.hypot(place.x + 0.5 - x, place.y - 0.2 - y, place.z + 0.5 - z);
      if (away < lampReach) sum += (1 - away / lampReach) ** 2;
    }
    return Math.min(1, sum) * lampLight;
  };

  // The face that was coloured last: pixels side by side mostly lie on the same.
  let lastX = NaN;
  let lastY = NaN;
  let lastZ = NaN;
  let lastFace = -1;
  let isLit = false;
  const corners = new Float32Array(4);
  let blockTint = 1;

  function lookAtFace({ x, y, z, face }: Hit, near: boolean): void {
    lastX = x;
    lastY = y;
    lastZ = z;
    lastFace = face;
    const [nx, ny, nz] = normals[face] ?? normals[3];
    const ax = x + nx;
    const ay = y + ny;
    const az = z + nz;
    const toward = nx * sunX + ny * sunY + nz * sunZ;
    isLit = toward > 0 && sunAt(ax, ay, az);
    blockTint = 0.96 + (((x * 73 + y * 179 + z * 283) & 7) / 7) * 0.08;
    corners.fill(1);
    if (!near) return;
    // The face's own two directions: u and v of its picture.
    const [ux, uy, uz] = nx === 0 ? [1, 0, 0] : [0, 0, 1];
    const [vx, vy, vz] = ny === 0 ? [0, 1, 0] : [0, 0, 1];
    for (let corner = 0; corner < 4; corner++) {
      const u = corner % 2 === 0 ? -1 : 1;
      const v = corner < 2 ? -1 : 1;
      const one = solid(ax + u * ux, ay + u * uy, az + u * uz);
      const two = solid(ax + v * vx, ay + v * vy, az + v * vz);
      const both = one + two === 2 ? 1 : solid(ax + u * ux + v * vx, ay + u * uy + v * vy, az + u * uz + v * vz);
      corners[corner] = 1 - (one + two + both) * 0.17;
    }
  }

  return (hit, px, py, pz, distance, slant, timeS, out) => {
    const { face, block } = hit;
    if (hit.x !== lastX || hit.y !== lastY || hit.z !== lastZ || face !== lastFace)
      lookAtFace(hit, distance < cornersUntil);
    const flowing = block === water || block === lava ? timeS * (block === lava ? 0.15 : 0.5) : 0;
    const across = (face < 2 ? pz : px) + flowing;
    const along = face === faces.top || face === faces.bottom ? pz + flowing * 0.6 : 1 - (py - Math.floor(py));
    const u = across - Math.floor(across);
    const v = along - Math.floor(along);
    // The size of the tile that has about a texel for each pixel, mixed with the next smaller one.
    const texels = (distance * texelsAt1) / Math.max(0.12, slant);
    const level = clamp(Math.log2(Math.max(1, texels * 1.4)), 0, levels - 1.001);
    const fine = Math.floor(level);
    const share = level - fine;
    const tile = (tilesOfBlocks[block * 2 + (face === faces.top ? 0 : 1)] ?? 0) * texelsPerTile;
    const edge = 16 >> fine;
    const a = (tile + (levelStarts[fine] ?? 0) + Math.floor(v * edge) * edge + Math.floor(u * edge)) * 4;
    const half = edge >> 1;
    const b = (tile + (levelStarts[fine + 1] ?? 0) + Math.floor(v * half) * half + Math.floor(u * half)) * 4;
    const texel = (channel: number): number => {
      const from = textures[a + channel] ?? 0;
      return from + ((textures[b + channel] ?? 0) - from) * share;
    };
    const s = face < 2 ? pz - hit.z : px - hit.x;
    const r = face === faces.top || face === faces.bottom ? pz - hit.z : py - hit.y;
    const low = (corners[0] ?? 1) + ((corners[1] ?? 1) - (corners[0] ?? 1)) * s;
    const high = (corners[2] ?? 1) + ((corners[3] ?? 1) - (corners[2] ?? 1)) * s;
    const corner = (low + (high - low) * r) * blockTint;
    const glow = texel(3) / 255;
    const lamplit = lampLight > 0 ? shine(px, py, pz) : 0;
    const lightAt = face * 6 + (isLit ? 3 : 0);
    for (let channel = 0; channel < 3; channel++) {
      const warm = lamplit * (channel === 0 ? 0.85 : channel === 1 ? 0.62 : 0.34);
      const received = (faceLight[lightAt + channel] ?? 0) * corner + warm;
      out[channel] = Math.min(255, texel(channel) * (received + (1.06 - received) * glow));
    }
    if (block === water && face === faces.top) wet(hit, slant, out);
    if (block === lamp)
      for (let channel = 0; channel < 3; channel++) out[channel] = Math.min(255, (out[channel] ?? 0) * 1.1);
  };

  /** Shallow water shows its ground, flat looks show the sky. */
  function wet({ x, y, z }: Hit, slant: number, out: Float32Array): void {
    const base = ((z & mask) * gridEdge + (x & mask)) * worldHeight;
    let deep = 1;
    while (deep < 6 && (blocks[base + y - deep] ?? 0) === water) deep++;
    const ground =
      (tilesOfBlocks[(blocks[base + y - deep] ?? 0) * 2] ?? 0) * texelsPerTile * 4 + (levelStarts[4] ?? 0) * 4;
    const clear = smoothstep(6, 0, deep) * 0.5;
    const mirror = (1 - slant) ** 3 * 0.75;
    const mirrored = Math.floor(slant * 0.5 * (gradientSteps - 1)) * 3;
    for (let channel = 0; channel < 3; channel++) {
      const through = (textures[ground + channel] ?? 0) * (faceLight[faces.top * 6 + 3 + channel] ?? 0) * 0.75;
      const own = (out[channel] ?? 0) + (through - (out[channel] ?? 0)) * clear;
      out[channel] = own + ((sky.gradient[mirrored + channel] ?? 0) - own) * mirror;
    }
  }
}
