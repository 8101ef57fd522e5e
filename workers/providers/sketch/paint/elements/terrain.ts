import { createCanvas } from '@napi-rs/canvas';
import { clamp } from '../../kit/math.ts';
import type { Sheet, Stage } from '../scene.ts';

/** Where a landscape is seen from. Lengths are in metres of the imagined world. */
export interface View {
  /** The row of the frame where the plane meets the sky. */
  readonly horizon: number;
  /** Height of the eye above the plane. */
  readonly eye: number;
  /** Pixels of a metre at a distance of one metre. */
  readonly focal: number;
}

/** A point of the ground as its paint depends on it. Reused between calls: read it, do not keep it. */
export interface Ground {
  x: number;
  z: number;
  height: number;
  /** How far it faces the sun: -1 turned away, 1 full. */
  light: number;
  /** 0 flat, 1 upright. */
  steep: number;
}

/** A piece of landscape between two distances. */
export interface Terrain {
  readonly near: number;
  readonly far: number;
  /** Height of the ground above the plane. */
  readonly height: (x: number, z: number) => number;
  /** Direction to the sun: x to the right, y up, z away; any length. */
  readonly sun: readonly [number, number, number];
  /** How far down per metre sideways the sunlight comes, where heights cast shadows; they cast none where left out. */
  readonly shadowFall?: number;
  /** Writes the colour of a point, 0 to 255 each. */
  readonly tone: (ground: Ground, out: Float32Array) => void;
  /** Steps into the depth; more is finer. */
  readonly steps?: number;
  /** The row down to which the nearest ground is continued. */
  readonly bottom: number;
}

/** Columns of the frame between two computed ones. */
const stride = 2;

/** Paints a landscape in perspective: each column marches from near to far over the heights. */
export function paintTerrain(stage: Stage, view: View, terrain: Terrain): Sheet {
  const left = -stage.marginX;
  const width = stage.width + 2 * stage.marginX;
  const bottom = Math.ceil(Math.min(terrain.bottom, stage.height + stage.marginY));
  const grid = measureGround(stage, view, terrain, left, width);
  const top = Math.max(-stage.marginY, Math.floor(grid.highestRow) - 1);
  const height = Math.max(1, bottom - top);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const picture = context.createImageData(width, height);
  const { data } = picture;
  const { columns, steps } = grid;
  const colour = new Float32Array(3);
  const previous = new Float32Array(3);
  const sums = new Float32Array(height * 4);
  const ground: Ground = { x: 0, z: 0, height: 0, light: 0, steep: 0 };

  for (let column = 0; column < width; column++) {
    sums.fill(0);
    const first = Math.min(columns - 2, Math.floor(column / stride));
    const share = column / stride - first;
    let cut = bottom - top;
    let hidden = false;
    for (let step = 0; step < steps; step++) {
      const a = step * columns + first;
      const mixed = (values: Float32Array): number => (values[a] ?? 0) * (1 - share) + (values[a + 1] ?? 0) * share;
      const row = mixed(grid.row) - top;
      if (row >= cut) {
        hidden = true;
        continue;
      }
      ground.z = grid.distance[step] ?? 0;
      ground.x = ((column + left - stage.width / 2) * ground.z) / view.focal;
      ground.height = mixed(grid.height);
      ground.light = mixed(grid.light);
      ground.steep = mixed(grid.steep);
      terrain.tone(ground, colour);
      if (hidden || step === 0 || cut === bottom - top) previous.set(colour);
      hidden = false;
      fillSpan(sums, Math.max(0, row), cut, previous, colour);
      previous.set(colour);
      cut = Math.max(0, row);
      if (cut <= 0) break;
    }
    writeColumn(data, sums, column, width, height);
  }
  context.putImageData(picture, 0, 0);
  return { canvas, x: left, y: top, width, height };
}

/** Adds a vertical run, blended from the near colour to the far one, with exact coverage at its ends. */
function fillSpan(sums: Float32Array, from: number, to: number, near: Float32Array, far: Float32Array): void {
  const length = Math.max(to - from, 1e-6);
  for (let row = Math.floor(from); row < to; row++) {
    const coverage = Math.min(row + 1, to) - Math.max(row, from);
    if (coverage <= 0) continue;
    const share = clamp((to - row - 0.5) / length);
    const index = row * 4;
    sums[index] = (sums[index] ?? 0) + ((near[0] ?? 0) * (1 - share) + (far[0] ?? 0) * share) * coverage;
    sums[index + 1] = (sums[index + 1] ?? 0) + ((near[1] ?? 0) * (1 - share) + (far[1] ?? 0) * share) * coverage;
    sums[index + 2] = (sums[index + 2] ?? 0) + ((near[2] ?? 0) * (1 - share) + (far[2] ?? 0) * share) * coverage;
    sums[index + 3] = (sums[index + 3] ?? 0) + coverage;
  }
}

function writeColumn(data: Uint8ClampedArray, sums: Float32Array, column: number, width: number, height: number): void {
  for (let row = 0; row < height; row++) {
    const coverage = sums[row * 4 + 3] ?? 0;
    if (coverage <= 0) continue;
    const target = (row * width + column) * 4;
    data[target] = (sums[row * 4] ?? 0) / coverage;
    data[target + 1] = (sums[row * 4 + 1] ?? 0) / coverage;
    data[target + 2] = (sums[row * 4 + 2] ?? 0) / coverage;
    data[target + 3] = coverage * 255;
  }
}

interface Grid {
  readonly columns: number;
  readonly steps: number;
  readonly distance: Float32Array;
  readonly height: Float32Array;
  readonly row: Float32Array;
  readonly light: Float32Array;
  readonly steep: Float32Array;
  readonly highestRow: number;
}

function measureGround(stage: Stage, view: View, terrain: Terrain, left: number, width: number): Grid {
  const columns = Math.ceil(width / stride) + 2;
  const steps = terrain.steps ?? 140;
  const size = columns * steps;
  const height = new Float32Array(size);
  const row = new Float32Array(size);
  const light = new Float32Array(size);
  const steep = new Float32Array(size);
  const distance = new Float32Array(steps);
  const ratio = terrain.far / terrain.near;
  let highestRow = Infinity;
  const across = (column: number, z: number): number => ((column * stride + left - stage.width / 2) * z) / view.focal;
  for (let step = 0; step < steps; step++) {
    const z = terrain.near * ratio ** (step / (steps - 1));
    distance[step] = z;
    for (let column = 0; column < columns; column++) {
      const high = terrain.height(across(column, z), z);
      const index = step * columns + column;
      height[index] = high;
      const at = view.horizon + ((view.eye - high) * view.focal) / z;
      row[index] = at;
      if (at < highestRow) highestRow = at;
    }
  }
  const [sunX, sunY, sunZ] = terrain.sun;
  const sunLength = Math.hypot(sunX, sunY, sunZ);
  for (let step = 0; step < steps; step++) {
    const nearer = Math.max(0, step - 1);
    const farther = Math.min(steps - 1, step + 1);
    const z = distance[step] ?? 1;
    const dz = (distance[farther] ?? 1) - (distance[nearer] ?? 0);
    for (let column = 0; column < columns; column++) {
      const before = Math.max(0, column - 1);
      const after = Math.min(columns - 1, column + 1);
      const index = step * columns;
      const rise = (height[index + after] ?? 0) - (height[index + before] ?? 0);
      const slopeX = rise / (across(after, z) - across(before, z));
      const slopeZ = ((height[farther * columns + column] ?? 0) - (height[nearer * columns + column] ?? 0)) / dz;
      const length = Math.hypot(slopeX, 1, slopeZ);
      light[index + column] = (sunY - slopeX * sunX - slopeZ * sunZ) / (length * sunLength);
      steep[index + column] = 1 - 1 / length;
    }
    if (terrain.shadowFall !== undefined) {
      castShadows(height, light, step * columns, columns, across(1, z) - across(0, z), sunX, terrain.shadowFall);
    }
  }
  if (terrain.shadowFall !== undefined) {
    for (let pass = 0; pass < 2; pass++) softenAlongDepth(light, columns, steps);
  }
  return { columns, steps, distance, height, row, light, steep, highestRow };
}

/** Takes the stairs out of the edges of shadows. */
function softenAlongDepth(light: Float32Array, columns: number, steps: number): void {
  for (let column = 0; column < columns; column++) {
    let before = light[column] ?? 0;
    for (let step = 1; step < steps - 1; step++) {
      const index = step * columns + column;
      const here = light[index] ?? 0;
      light[index] = (before + here + (light[index + columns] ?? 0)) / 3;
      before = here;
    }
  }
}

/** Darkens what lies behind a crest as the sun sees one row of the grid: a soft edge of some 320 metres. */
function castShadows(
  height: Float32Array,
  light: Float32Array,
  start: number,
  columns: number,
  width: number,
  sunX: number,
  fall: number,
): void {
  let edge = -Infinity;
  for (let count = 0; count < columns; count++) {
    const index = start + (sunX > 0 ? columns - 1 - count : count);
    const high = height[index] ?? 0;
    edge = Math.max(high, edge - width * fall);
    light[index] = (light[index] ?? 0) - clamp((edge - high) / 320) * 0.8;
  }
}
