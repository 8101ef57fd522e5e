import type { Flow } from './flow.ts';
import { noFlow } from './flow.ts';
import type { Luma } from './luma.ts';

/** What a camera does to a picture: everything shifts, grows about the middle, turns. In steps of the flow's grid. */
export interface CameraMotion {
  readonly shiftX: number;
  readonly shiftY: number;
  /** Growth: 0.01 where everything gets a hundredth larger. */
  readonly growth: number;
  /** Radians, clockwise as one sees it. */
  readonly turn: number;
  /** Share of the picture that moves along, 0 to 1, weighed by how much there is to see. */
  readonly agreement: number;
}

const rounds = 6;
/** Places that miss the camera's motion by this share of a grid step count half. */
const tolerance = 0.35;

/** Finds the camera's part in a flow; what moves by itself in front of it is given less and less weight. */
export function findCameraMotion(flow: Flow, luma: Luma): CameraMotion {
  const weights = textureOf(luma);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let motion = fit(flow, weights);
  for (let round = 0; round < rounds; round++) {
    const trusted = new Float32Array(weights.length);
    for (let at = 0; at < weights.length; at++) {
      trusted[at] = (weights[at] ?? 0) / (1 + (missOf(flow, motion, at) / tolerance) ** 2);
    }
    motion = fit(flow, trusted);
  }
  const reach = Math.max(tolerance, 0.25 * Math.hypot(motion.shiftX, motion.shiftY));
  const along = weights.reduce((sum, weight, at) => (missOf(flow, motion, at) < reach ? sum + weight : sum), 0);
  return { ...motion, agreement: along / total };
}

/** A camera's motion as a flow. */
export function flowOfCamera(motion: CameraMotion, size: Pick<Flow, 'width' | 'height'>): Flow {
  const flow = noFlow(size);
  for (let y = 0, at = 0; y < flow.height; y++) {
    for (let x = 0; x < flow.width; x++, at++) {
      const dx = x - (flow.width - 1) / 2;
      const dy = y - (flow.height - 1) / 2;
      flow.x[at] = motion.shiftX + motion.growth * dx - motion.turn * dy;
      flow.y[at] = motion.shiftY + motion.growth * dy + motion.turn * dx;
    }
  }
  return flow;
}

/** Flat places tell nothing about motion; the constant keeps wholly flat pictures from dividing by nothing. */
function textureOf({ width, height, data }: Luma): Float32Array {
  const texture = new Float32Array(data.length);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const dx = (data[x < width - 1 ? at + 1 : at] ?? 0) - (data[at] ?? 0);
      const dy = (data[y < height - 1 ? at + width : at] ?? 0) - (data[at] ?? 0);
      texture[at] = Math.min(8, Math.hypot(dx, dy)) + 0.05;
    }
  }
  return texture;
}

type Fit = Omit<CameraMotion, 'agreement'>;

/** Weighted least squares; with the middle of the weights as origin its four unknowns part. */
function fit({ width, height, x: u, y: v }: Flow, weights: Float32Array): Fit {
  let [sum, sumX, sumY, sumU, sumV] = [0, 0, 0, 0, 0];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const weight = weights[at] ?? 0;
      sum += weight;
      sumX += weight * x;
      sumY += weight * y;
      sumU += weight * (u[at] ?? 0);
      sumV += weight * (v[at] ?? 0);
    }
  }
  const [meanX, meanY, meanU, meanV] = [sumX / sum, sumY / sum, sumU / sum, sumV / sum];
  let [spread, grown, turned] = [0, 0, 0];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const weight = weights[at] ?? 0;
      const [dx, dy, du, dv] = [x - meanX, y - meanY, (u[at] ?? 0) - meanU, (v[at] ?? 0) - meanV];
      spread += weight * (dx * dx + dy * dy);
      grown += weight * (dx * du + dy * dv);
      turned += weight * (dx * dv - dy * du);
    }
  }
  const [growth, turn] = [grown / spread, turned / spread];
  const [offX, offY] = [(width - 1) / 2 - meanX, (height - 1) / 2 - meanY];
  return {
    shiftX: meanU + growth * offX - turn * offY,
    shiftY: meanV + growth * offY + turn * offX,
    growth,
    turn,
  };
}

function missOf(flow: Flow, { shiftX, shiftY, growth, turn }: Fit, at: number): number {
  const dx = (at % flow.width) - (flow.width - 1) / 2;
  const dy = Math.floor(at / flow.width) - (flow.height - 1) / 2;
  const x = shiftX + growth * dx - turn * dy;
  const y = shiftY + growth * dy + turn * dx;
  return Math.hypot((flow.x[at] ?? 0) - x, (flow.y[at] ?? 0) - y);
}
