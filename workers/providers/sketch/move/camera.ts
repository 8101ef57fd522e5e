import type { Shot } from '../../../../src/core/agents.ts';
import type { Size } from '../../../../src/core/size.ts';
import type { Place, Played } from '../memo.ts';
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
  // Layers cannot be walked through: the camera comes as near as they allow.
  walk: { x: 0, y: 0, zoom: 1.4, around: 0 },
};

/** The share of the widest travel that each pace goes. */
const reach: Readonly<Record<Pace, number>> = { slow: 0.38, normal: 0.68, fast: 1 };

/** How much of its widest travel a camera goes: less where there is less time, or it would rush. */
export function reachOf(pace: Pace, durationS: number): number {
  return reach[pace] * clamp(durationS / 3, 0.5, 1);
}

/** A move over a film: from the share of its time that has passed, 0 to 1, to the pose. */
export function planCamera(move: CameraMove, pace: Pace, durationS: number): (progress: number) => Pose {
  return travel(restPose, endOf(move, pace, durationS));
}

/**
 * The journey of a film that goes on where `played` ended, from where its camera is. Where that is the move's end
 * already, it goes back.
 */
export function planOnward(move: CameraMove, pace: Pace, durationS: number, played: Played): readonly [Pose, Pose] {
  const from = poseOf(played.at);
  if (move === 'still') return [from, from];
  const end = endOf(move, pace, durationS);
  const far = Math.abs(end.x - from.x) + Math.abs(end.y - from.y) + Math.abs(end.zoom - from.zoom) > nearEnough;
  return [from, far || Math.abs(end.around - from.around) > nearEnough ? end : restPose];
}

/** Two poses that differ by less, in shares of the frame, are one to look at. */
const nearEnough = 0.03;

/** From one pose to another, gently off and gently to a stop. */
export function travel(from: Pose, to: Pose): (progress: number) => Pose {
  return (progress) => {
    const t = easeTravel(progress);
    return {
      x: lerp(from.x, to.x, t),
      y: lerp(from.y, to.y, t),
      zoom: lerp(from.zoom, to.zoom, t),
      around: lerp(from.around, to.around, t),
    };
  };
}

function endOf(move: CameraMove, pace: Pace, durationS: number): Pose {
  const end = ends[move];
  const share = reachOf(pace, durationS);
  return { x: end.x * share, y: end.y * share, zoom: lerp(1, end.zoom, share), around: end.around * share };
}

/** A pose as a memo keeps it. */
export function placeOfPose({ x, y, zoom, around }: Pose): Place {
  return { x, y, zoom, turn: around };
}

export function poseOf({ x, y, zoom, turn }: Place): Pose {
  return { x, y, zoom, around: turn };
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
