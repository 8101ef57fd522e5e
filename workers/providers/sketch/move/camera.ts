import type { Shot } from '../../../../src/core/agents.ts';
import type { Size } from '../../../../src/core/size.ts';
import { clamp, easeTravel, lerp } from '../kit/math.ts';
import type { Context } from '../paint/scene.ts';

/** Where the camera looks: shares of the frame's size from its middle, positive to the right and down; and its zoom. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  /** Step aside with the middle of the scene kept in place: near things move against far ones. */
  readonly around: number;
}

/** The pose of the key frame. */
export const restPose: Pose = { x: 0, y: 0, zoom: 1, around: 0 };

export type CameraMove = Shot['camera'];
export type Pace = Shot['pace'];

/** Where each move ends that begins at rest, at the widest pace. Within what `marginShare` of the stage allows. */
const ends: Readonly<Record<CameraMove, Pose>> = {
  none: { x: 0.012, y: 0, zoom: 1.1, around: 0.02 },
  still: restPose,
  'zoom-in': { x: 0, y: 0, zoom: 1.5, around: 0 },
  'zoom-out': { x: 0, y: 0, zoom: 0.85, around: 0 },
  'pan-left': { x: -0.15, y: 0, zoom: 1.12, around: 0 },
  'pan-right': { x: 0.15, y: 0, zoom: 1.12, around: 0 },
  'tilt-up': { x: 0, y: -0.15, zoom: 1.12, around: 0 },
  'tilt-down': { x: 0, y: 0.15, zoom: 1.12, around: 0 },
  orbit: { x: 0, y: 0, zoom: 1.1, around: 0.13 },
};

/** The share of the widest travel that each pace goes. */
const reach: Readonly<Record<Pace, number>> = { slow: 0.38, normal: 0.68, fast: 1 };

/** How much of its widest travel a camera goes: less where there is less time, or it would rush. */
export function reachOf(pace: Pace, durationS: number): number {
  return reach[pace] * clamp(durationS / 3, 0.5, 1);
}

/** A move over a film: from the share of its time that has passed, 0 to 1, to the pose. */
export function planCamera(move: CameraMove, pace: Pace, durationS: number): (progress: number) => Pose {
  const end = ends[move];
  const share = reachOf(pace, durationS);
  return (progress) => {
    const t = easeTravel(progress) * share;
    return { x: lerp(0, end.x, t), y: lerp(0, end.y, t), zoom: lerp(1, end.zoom, t), around: lerp(0, end.around, t) };
  };
}

/** How strongly a layer answers to the camera: 0 for what is infinitely far, 1 for what is right before the lens. */
function nearness(depth: number): number {
  return clamp(0.14 + 0.7 * depth);
}

/** Sets the camera's view of a depth, on a context whose pixels are those of the stage. */
export function lookAt(context: Context, size: Size, pose: Pose, depth: number): void {
  const near = nearness(depth);
  const zoom = 1 + (pose.zoom - 1) * lerp(0.45, 1, near);
  const x = (pose.x * lerp(0.3, 1, near) + pose.around * (near - 0.5)) * size.width;
  // A tilt turns the camera: far and near move almost alike, and the ground stays joined to its horizon.
  const y = pose.y * lerp(0.8, 1, near) * size.height;
  const dx = size.width / 2;
  const dy = size.height / 2;
  context.setTransform(zoom, 0, 0, zoom, dx - (dx + x) * zoom, dy - (dy + y) * zoom);
}
