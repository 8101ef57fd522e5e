import type { Flow } from './flow.ts';
import { noFlow } from './flow.ts';

/** Reach of the mean, in steps of the grid. */
const reach = 2;

/**
 * Makes a flow fit for moving a picture along it several times over: smoothed, and weaker where neighbours part quickly.
 * There it would tear the picture; often nothing moved there at all but something came or went. `steepest` is the change
 * from place to place, in steps, at which a motion is halved.
 */
export function settle(flow: Flow, steepest: number): Flow {
  const { width, height } = flow;
  const smooth = blurFlow(flow);
  const kept = noFlow({ width, height });
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const right = x < width - 1 ? at + 1 : at;
      const below = y < height - 1 ? at + width : at;
      const bend = Math.hypot(
        (smooth.x[right] ?? 0) - (smooth.x[at] ?? 0),
        (smooth.y[right] ?? 0) - (smooth.y[at] ?? 0),
        (smooth.x[below] ?? 0) - (smooth.x[at] ?? 0),
        (smooth.y[below] ?? 0) - (smooth.y[at] ?? 0),
      );
      const share = 1 / (1 + (bend / steepest) ** 2);
      kept.x[at] = (smooth.x[at] ?? 0) * share;
      kept.y[at] = (smooth.y[at] ?? 0) * share;
    }
  }
  return blurFlow(blurFlow(kept));
}

function blurFlow({ width, height, x, y }: Flow): Flow {
  return { width, height, x: blur(x, width, height), y: blur(y, width, height) };
}

/** The mean of each place's surroundings, by rows and then by columns. */
function blur(data: Float32Array, width: number, height: number): Float32Array {
  const rows = new Float32Array(data.length);
  for (let y = 0; y < height; y++) blurLine(data, rows, y * width, 1, width);
  const out = new Float32Array(data.length);
  for (let x = 0; x < width; x++) blurLine(rows, out, x, width, height);
  return out;
}

function blurLine(from: Float32Array, to: Float32Array, start: number, gap: number, length: number): void {
  for (let index = 0; index < length; index++) {
    let sum = 0;
    for (let near = index - reach; near <= index + reach; near++) {
      sum += from[start + Math.min(length - 1, Math.max(0, near)) * gap] ?? 0;
    }
    to[start + index * gap] = sum / (2 * reach + 1);
  }
}
