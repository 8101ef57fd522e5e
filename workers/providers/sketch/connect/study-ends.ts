import { findCameraMotion, flowOfCamera, type CameraMotion } from './camera-motion.ts';
import type { Evidence, Pace } from './choose-transition.ts';
import { estimateFlow, noFlow, type Flow } from './flow.ts';
import { likenessOf } from './likeness.ts';
import { smallLuma, toneOf, type Luma } from './luma.ts';
import type { PlanarPicture } from '../../../../src/core/media/planar-picture.ts';
import { settle } from './settle.ts';
import type { End, Ends } from './transition.ts';

/** Motion is measured over this long: frames that are shown twice, as slow films do, do not hide it. */
const spanS = 1 / 6;

/** Pictures that are needed of either video to measure its motion. */
export const picturesNeeded = (fps: number): number => Math.max(1, Math.round(fps * spanS)) + 1;

/** Flows between pictures of different scenes are kept stiff: where little matches, a bent one looks torn. */
const stiffnessBetween = 120;

/** A motion of its own goes on for a few frames: what changes faster than this from place to place would tear by then. */
const steepestMotion = 0.05;
/** The same for what one picture becomes in the other, which is gone through once. */
const steepestChange = 0.8;

/** What is found out about two videos where they meet. */
export interface Study {
  readonly ends: Ends;
  readonly evidence: Evidence;
}

/** Measures how the one video ends, how the other begins, and what is alike. */
export function studyEnds(first: readonly PlanarPicture[], second: readonly PlanarPicture[], fps: number): Study {
  const [start, leave] = [smallLuma(pick(first, 0)), smallLuma(pick(first, -1))];
  const [arrive, after] = [smallLuma(pick(second, 0)), smallLuma(pick(second, -1))];
  // On the grid of the frame that is shown: what moved there came from where the flow into the past points to.
  const leaving = motionOf(leave, start, 1 - first.length);
  const arriving = motionOf(arrive, after, second.length - 1);
  const toned = toneLike(arrive, leave);
  const there = estimateFlow(leave, toned, { stiffness: stiffnessBetween });
  const back = estimateFlow(toned, leave, { stiffness: stiffnessBetween });
  return {
    ends: {
      first: leaving.end,
      second: arriving.end,
      there: settle(there, steepestChange),
      back: settle(back, steepestChange),
    },
    evidence: {
      first: paceOf(leaving.camera, leave, fps),
      second: paceOf(arriving.camera, arrive, fps),
      likeness: likenessOf(leave, arrive, there, back),
    },
  };
}

function pick(pictures: readonly PlanarPicture[], index: number): PlanarPicture {
  const picture = pictures.at(index);
  if (picture === undefined) throw new Error('a video without pictures');
  return picture;
}

/** Motion a frame, measured between pictures that are `frames` apart (less than 0: into the past). */
function motionOf(from: Luma, to: Luma, frames: number): { readonly end: End; readonly camera: CameraMotion } {
  const flow = frames === 0 ? noFlow(from) : divide(estimateFlow(from, to), frames);
  const camera = findCameraMotion(flow, from);
  const whole = flowOfCamera(camera, flow);
  const local = noFlow(flow);
  for (let at = 0; at < local.x.length; at++) {
    local.x[at] = (flow.x[at] ?? 0) - (whole.x[at] ?? 0);
    local.y[at] = (flow.y[at] ?? 0) - (whole.y[at] ?? 0);
  }
  return { end: { camera: whole, local: settle(local, steepestMotion) }, camera };
}

function divide({ width, height, x, y }: Flow, by: number): Flow {
  return { width, height, x: x.map((value) => value / by), y: y.map((value) => value / by) };
}

/** The brightness of one picture in the tone of another: day and night of one place are compared by their shapes. */
function toneLike(luma: Luma, model: Luma): Luma {
  const [tone, wanted] = [toneOf(luma), toneOf(model)];
  const gain = Math.min(4, wanted.spread / Math.max(1, tone.spread));
  return { ...luma, data: luma.data.map((value) => (value - tone.mean) * gain + wanted.mean) };
}

function paceOf({ shiftX, shiftY, growth, agreement }: CameraMotion, { width, height }: Luma, fps: number): Pace {
  return { x: (shiftX / width) * fps, y: (shiftY / height) * fps, growth: growth * fps, agreement };
}
