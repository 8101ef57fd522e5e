import type { Size } from '../../../../src/core/size.ts';
import { halve, sampleGrid, type Luma } from './luma.ts';

/**
 * Where each place of a grid goes, in steps of the grid to the right and down. A flow from one picture to another lies
 * on the grid of the first: what is at (x, y) there is at (x + flow.x, y + flow.y) in the other.
 */
export interface Flow extends Size {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export interface FlowOptions {
  /** How stiff the flow is: larger values bend less from place to place. In squared steps of brightness per grid step. */
  readonly stiffness?: number;
}

/** Levels are halved until one side would get shorter than this. */
const shortestSide = 10;
/** Each level bends the second picture towards the first this often, and then solves again for what is left. */
const bendsPerLevel = 4;
/** Steps of the solver between two bends; it starts near the solution, so few are enough. */
const stepsPerBend = 24;
/** Differences in brightness beyond this are taken for something that came or went, not for motion. */
const outlier = 24;
/** The largest shift of the whole picture that the coarsest level looks for, as a share of its side. */
const longestShift = 0.4;

/** A flow without motion. */
export function noFlow({ width, height }: Size): Flow {
  return { width, height, x: new Float32Array(width * height), y: new Float32Array(width * height) };
}

/**
 * Estimates the dense motion between two pictures of one size: the shift of the whole by matching at the coarsest level
 * of a pyramid, then from level to level a smooth flow that explains the brightness (Horn and Schunck 1981, with
 * differences past `outlier` counting less).
 */
export function estimateFlow(from: Luma, to: Luma, { stiffness = 40 }: FlowOptions = {}): Flow {
  const levels = [{ from, to }];
  for (;;) {
    const last = levels.at(-1) ?? { from, to };
    if (Math.min(last.from.width, last.from.height) < shortestSide * 2) break;
    levels.push({ from: halve(last.from), to: halve(last.to) });
  }
  let flow: Flow | undefined;
  for (const level of levels.toReversed()) {
    flow = flow === undefined ? shiftOf(level.from, level.to) : enlarge(flow, level.from);
    for (let round = 0; round < bendsPerLevel; round++) refine(level.from, level.to, flow, stiffness);
  }
  return flow ?? noFlow(from);
}

/** The one shift of the whole picture that fits best, by trying all. */
function shiftOf(from: Luma, to: Luma): Flow {
  const { width, height } = from;
  const [reachX, reachY] = [Math.floor(width * longestShift), Math.floor(height * longestShift)];
  let best = { x: 0, y: 0, error: meanError(from, to, 0, 0) };
  for (let y = -reachY; y <= reachY; y++) {
    for (let x = -reachX; x <= reachX; x++) {
      // Far shifts compare less and so fit by chance: they have to be better by more.
      const far = 1 + 0.5 * (Math.abs(x) / width + Math.abs(y) / height);
      const error = meanError(from, to, x, y) * far;
      if (error < best.error) best = { x, y, error };
    }
  }
  const flow = noFlow(from);
  flow.x.fill(best.x);
  flow.y.fill(best.y);
  return flow;
}

function meanError(from: Luma, to: Luma, shiftX: number, shiftY: number): number {
  const { width, height } = from;
  let [sum, count] = [0, 0];
  for (let y = Math.max(0, -shiftY); y < Math.min(height, height - shiftY); y++) {
    for (let x = Math.max(0, -shiftX); x < Math.min(width, width - shiftX); x++) {
      sum += Math.abs((from.data[y * width + x] ?? 0) - (to.data[(y + shiftY) * width + x + shiftX] ?? 0));
      count++;
    }
  }
  return count === 0 ? Infinity : sum / count;
}

/** The same flow on a finer grid. */
function enlarge(flow: Flow, { width, height }: Size): Flow {
  const out = noFlow({ width, height });
  const [scaleX, scaleY] = [width / flow.width, height / flow.height];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = [(x + 0.5) / scaleX - 0.5, (y + 0.5) / scaleY - 0.5];
      out.x[y * width + x] = sampleGrid(flow.x, flow, column, row) * scaleX;
      out.y[y * width + x] = sampleGrid(flow.y, flow, column, row) * scaleY;
    }
  }
  return out;
}

/** Bends the second picture by the flow so far and improves the flow in place. */
function refine(from: Luma, to: Luma, flow: Flow, stiffness: number): void {
  const { width, height } = from;
  const bent = bend(to, flow);
  const count = width * height;
  const [slopeX, slopeY] = [new Float32Array(count), new Float32Array(count)];
  /** What the flow has to explain: brightness = slope · flow + rest. */
  const rest = new Float32Array(count);
  const trust = new Float32Array(count);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const left = at - (x > 0 ? 1 : 0);
      const right = at + (x < width - 1 ? 1 : 0);
      const above = at - (y > 0 ? width : 0);
      const below = at + (y < height - 1 ? width : 0);
      const dx = (from.data[right] ?? 0) + (bent[right] ?? 0) - (from.data[left] ?? 0) - (bent[left] ?? 0);
      const dy = (from.data[below] ?? 0) + (bent[below] ?? 0) - (from.data[above] ?? 0) - (bent[above] ?? 0);
      const change = (bent[at] ?? 0) - (from.data[at] ?? 0);
      slopeX[at] = dx / 4;
      slopeY[at] = dy / 4;
      rest[at] = change - (dx / 4) * (flow.x[at] ?? 0) - (dy / 4) * (flow.y[at] ?? 0);
      const inside = isInside(x + (flow.x[at] ?? 0), y + (flow.y[at] ?? 0), from);
      trust[at] = inside ? 1 / (1 + (change / outlier) ** 2) : 0;
    }
  }
  for (let step = 0; step < stepsPerBend; step++) relax(flow, { slopeX, slopeY, rest, trust }, stiffness);
}

interface Equations {
  readonly slopeX: Float32Array;
  readonly slopeY: Float32Array;
  readonly rest: Float32Array;
  readonly trust: Float32Array;
}

/** One step of the solver: each place takes the mean of its neighbours, corrected by what its brightness says. */
function relax({ width, height, x: u, y: v }: Flow, equations: Equations, stiffness: number): void {
  const { slopeX, slopeY, rest, trust } = equations;
  for (let y = 0; y < height; y++) {
    const up = y > 0 ? width : 0;
    const down = y < height - 1 ? width : 0;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const left = at - (x > 0 ? 1 : 0);
      const right = at + (x < width - 1 ? 1 : 0);
      const meanU = ((u[left] ?? 0) + (u[right] ?? 0) + (u[at - up] ?? 0) + (u[at + down] ?? 0)) / 4;
      const meanV = ((v[left] ?? 0) + (v[right] ?? 0) + (v[at - up] ?? 0) + (v[at + down] ?? 0)) / 4;
      const sx = slopeX[at] ?? 0;
      const sy = slopeY[at] ?? 0;
      const sure = trust[at] ?? 0;
      const pull = (sure * (sx * meanU + sy * meanV + (rest[at] ?? 0))) / (stiffness + sure * (sx * sx + sy * sy));
      u[at] = meanU - pull * sx;
      v[at] = meanV - pull * sy;
    }
  }
}

/** A picture seen along a flow: at each place what the flow leads to. */
export function bend(luma: Luma, flow: Flow): Float32Array {
  const out = new Float32Array(luma.data.length);
  for (let y = 0, at = 0; y < luma.height; y++) {
    for (let x = 0; x < luma.width; x++, at++) {
      out[at] = sampleGrid(luma.data, luma, x + (flow.x[at] ?? 0), y + (flow.y[at] ?? 0));
    }
  }
  return out;
}

function isInside(x: number, y: number, { width, height }: Size): boolean {
  return x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1;
}
