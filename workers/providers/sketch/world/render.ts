import type { Size } from '../../../../src/core/size.ts';
import { smoothstep } from '../kit/math.ts';
import { castRay, type Hit } from './cast.ts';
import { createGrid, gridEdge } from './grid.ts';
import { createLand, worldHeight } from './land.ts';
import { openShade, shadowReach } from './shade.ts';
import { openSky } from './sky.ts';
import { leafLook } from './palette.ts';
import { paintTextures } from './textures.ts';
import type { Trail } from './trail.ts';
import type { Eye } from './walk.ts';
import type { WorldSpec } from './world-spec.ts';

/** A world that can be looked at. */
export interface World {
  readonly trail: Trail;
  /** Draws what an eye sees: RGBA, row by row, of the world's size. Rests now and then so that other work can go on. */
  render(eye: Eye, timeS: number, out: Uint8ClampedArray): Generator<void>;
}

/** How far one sees in clear air, in blocks. */
const view = 132;
/** Half of what is seen from top to bottom, as a tangent: 58 degrees in all. */
const halfHeight = 0.55;
/** Rows that are drawn between two rests. */
const rowsAtATime = 48;
/** Pixels between those that are looked for first. The smallest block that is seen has as many. */
const coarsest = 4;
const mask = gridEdge - 1;
/** Stands for the sky among the planes that samples lie on. */
const skyPlane = -1;

/** Builds a world. The same spec, seed and size give the same pictures, from wherever the walk starts. */
export function createWorld(spec: WorldSpec, seed: number, { width, height }: Size): World {
  const land = createLand(spec, seed);
  const grid = createGrid(land);
  const sky = openSky(spec, seed);
  const textures = paintTextures(leafLook(spec, sky.light.night));
  const pixel = (2 * halfHeight) / height;
  const shade = openShade(land, grid, sky, textures, pixel * 16);
  const thin = spec.weather === 'fog' ? 0.42 : spec.weather === 'snow' || spec.weather === 'storm' ? 0.7 : 1;
  const fogTo = view * thin * 0.97;
  const fogFrom = fogTo * (spec.weather === 'clear' || spec.weather === 'cloudy' ? 0.42 : 0.12);

  const columns = Math.ceil(width / coarsest) * coarsest + 1;
  const rows = Math.ceil(height / coarsest) * coarsest + 1;
  const planes = new Int32Array(columns * rows);
  const hit: Hit = { t: 0, face: 0, x: 0, y: 0, z: 0, block: 0 };
  const colour = new Float32Array(3);
  const behind = new Float32Array(3);

  function* render(eye: Eye, timeS: number, out: Uint8ClampedArray): Generator<void> {
    grid.reach(eye.x, eye.z, view + shadowReach);
    yield;
    const ray = aim(eye, height);
    /** Colours a pixel by what its ray met last, or by the sky. */
    const paint = (met: boolean, x: number, y: number): void => {
      const length = Math.hypot(ray.x, ray.y, ray.z);
      if (met) {
        const distance = hit.t * length;
        const straight = Math.abs(hit.face < 2 ? ray.x : hit.face < 4 ? ray.y : ray.z) / length;
        shade(
          hit,
          eye.x + ray.x * hit.t,
          eye.y + ray.y * hit.t,
          eye.z + ray.z * hit.t,
          distance,
          straight,
          timeS,
          colour,
        );
        const fog = smoothstep(fogFrom, fogTo, distance);
        if (fog > 0) {
          const low = Math.max(0, Math.min(255, Math.floor((ray.y / length) * 255))) * 3;
          for (let channel = 0; channel < 3; channel++) {
            const own = colour[channel] ?? 0;
            colour[channel] = own + ((sky.gradient[low + channel] ?? 0) - own) * fog;
          }
        }
      } else {
        sky.colour(ray.x / length, ray.y / length, ray.z / length, eye, timeS, behind);
        colour.set(behind);
      }
      const at = (y * width + x) * 4;
      out[at] = colour[0] ?? 0;
      out[at + 1] = colour[1] ?? 0;
      out[at + 2] = colour[2] ?? 0;
      out[at + 3] = 255;
    };
    const cast = (): boolean => castRay(grid, eye.x, eye.y, eye.z, ray.x, ray.y, ray.z, view, hit);

    // Every fourth pixel of every fourth row is looked for. Those between mostly lie on the plane of their neighbours.
    for (let y = 0; y < rows; y += coarsest) {
      for (let x = 0; x < columns; x += coarsest) {
        ray.through(x - width / 2 + 0.5, height / 2 - y - 0.5);
        const met = cast();
        planes[y * columns + x] = met ? planeOf(hit) : skyPlane;
        if (x < width && y < height) paint(met, x, y);
      }
      if (y % rowsAtATime === 0) yield;
    }
    for (let step = coarsest / 2; step >= 1; step /= 2) {
      const wide = step * 2;
      for (let y = 0; y < rows - 1; y += step) {
        const odd = y % wide !== 0;
        const above = y - (odd ? step : 0);
        for (let x = odd ? 0 : step; x < columns - 1; x += odd ? step : wide) {
          const before = x - (x % wide === 0 ? 0 : step);
          const at = above * columns + before;
          const right = x === before ? 0 : wide;
          const down = odd ? wide * columns : 0;
          const plane = planes[at] ?? skyPlane;
          const even =
            plane === planes[at + right] && plane === planes[at + down] && plane === planes[at + right + down];
          ray.through(x - width / 2 + 0.5, height / 2 - y - 0.5);
          const met = even ? plane !== skyPlane && (meetPlane(eye, ray, plane) || cast()) : cast();
          planes[y * columns + x] = met ? planeOf(hit) : skyPlane;
          if (x < width && y < height) paint(met, x, y);
        }
        if (y % rowsAtATime === 0) yield;
      }
    }
  }

  /** Meets a plane that all neighbours lie on; false where there is no such face after all. */
  function meetPlane(eye: Eye, ray: Ray, plane: number): boolean {
    const face = plane >> 20;
    const place = (plane & 0xfffff) - 0x80000;
    const axis = face >> 1;
    const t = axis === 0 ? (place - eye.x) / ray.x : axis === 1 ? (place - eye.y) / ray.y : (place - eye.z) / ray.z;
    const inner = face % 2 === 0 ? place : place - 1;
    const outer = face % 2 === 0 ? place - 1 : place;
    const x = axis === 0 ? inner : Math.floor(eye.x + ray.x * t);
    const y = axis === 1 ? inner : Math.floor(eye.y + ray.y * t);
    const z = axis === 2 ? inner : Math.floor(eye.z + ray.z * t);
    const block = blockAt(x, y, z);
    if (block === 0) return false;
    if (blockAt(axis === 0 ? outer : x, axis === 1 ? outer : y, axis === 2 ? outer : z) !== 0) return false;
    hit.t = t;
    hit.face = face;
    hit.x = x;
    hit.y = y;
    hit.z = z;
    hit.block = block;
    return true;
  }

  const blockAt = (x: number, y: number, z: number): number =>
    y < 0 || y >= worldHeight ? 0 : (grid.blocks[((z & mask) * gridEdge + (x & mask)) * worldHeight + y] ?? 0);

  return { trail: land.trail, render };
}

/** The plane that a hit's face lies on, as one number. */
function planeOf({ face, x, y, z }: Hit): number {
  const place = (face < 2 ? x : face < 4 ? y : z) + (face % 2);
  return (face << 20) | (place + 0x80000);
}

/** A ray from an eye through a pixel. */
interface Ray {
  x: number;
  y: number;
  z: number;
  /** Turns it to a pixel, given from the middle of the picture: to the right, and up. */
  through(right: number, up: number): void;
}

function aim({ yaw, pitch, roll }: Eye, height: number): Ray {
  const scale = (2 * halfHeight) / height;
  const [sinYaw, cosYaw, sinPitch, cosPitch] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
  const [sinRoll, cosRoll] = [Math.sin(roll), Math.cos(roll)];
  const ray: Ray = {
    x: 0,
    y: 0,
    z: 1,
    through(right, up) {
      const r = (right * cosRoll - up * sinRoll) * scale;
      const u = (right * sinRoll + up * cosRoll) * scale;
      ray.x = sinYaw * cosPitch + cosYaw * r - sinYaw * sinPitch * u;
      ray.y = sinPitch + cosPitch * u;
      ray.z = cosYaw * cosPitch - sinYaw * r - cosYaw * sinPitch * u;
    },
  };
  return ray;
}
