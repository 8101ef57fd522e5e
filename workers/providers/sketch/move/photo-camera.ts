import type { Size } from '../../../../src/core/size.ts';
import { clamp, easeTravel, lerp } from '../kit/math.ts';
import type { Place } from '../memo.ts';
import { reachOf, type CameraMove, type Pace } from './camera.ts';

/** What the camera sees of a photograph: its middle in shares of the picture, how close it is, and how it leans. */
export interface PhotoView {
  readonly x: number;
  readonly y: number;
  /** 1 shows as much as there is in the frame's shape; 2 a quarter of it. */
  readonly zoom: number;
  /** Radians. */
  readonly lean: number;
}

/** All of a picture. */
export const fullView: PhotoView = { x: 0.5, y: 0.5, zoom: 1, lean: 0 };

/** A view as a memo keeps it. */
export function placeOfView({ x, y, zoom, lean }: PhotoView): Place {
  return { x, y, zoom, turn: lean };
}

export function viewOf({ x, y, zoom, turn }: Place): PhotoView {
  return { x, y, zoom, lean: turn };
}

/**
 * A move that goes on from a view: toward where the move `at` would end; where that is about the same view, to where it
 * would begin, or else a little closer.
 */
export function planPhotoOnward(
  move: CameraMove,
  at: (progress: number) => PhotoView,
  from: PhotoView,
): { readonly from: PhotoView; readonly to: PhotoView; readonly at: (progress: number) => PhotoView } {
  const apart = (to: PhotoView): number =>
    Math.abs(to.x - from.x) + Math.abs(to.y - from.y) + Math.abs(Math.log(to.zoom / from.zoom));
  const closer = { ...from, zoom: from.zoom * 1.12 };
  const to = move === 'still' ? from : ([at(1), at(0)].find((view) => apart(view) > 0.04) ?? closer);
  return { from, to, at: viewTravel(from, to) };
}

/** From one view to another, gently off and gently to a stop. */
export function viewTravel(from: PhotoView, to: PhotoView): (progress: number) => PhotoView {
  return (progress) => blend(from, to, easeTravel(progress));
}

function blend(from: PhotoView, to: PhotoView, t: number): PhotoView {
  return {
    x: lerp(from.x, to.x, t),
    y: lerp(from.y, to.y, t),
    zoom: lerpZoom(from.zoom, to.zoom, t),
    lean: lerp(from.lean, to.lean, t),
  };
}

/** How close the camera comes at the widest pace. More would show the pixels. */
const closest = 1.5;
/** How close it is when it pans, so that there is something to pan over. */
const panning = 1.2;
/** The longest pan, as a share of what the camera sees. */
const longestPan = 0.5;

/**
 * A camera move over a photograph: from the share of the time that has passed to the view. It never leaves the picture.
 * A pan goes along all of the picture that is beyond the frame, within reason.
 */
export function planPhotoCamera(
  move: CameraMove,
  pace: Pace,
  durationS: number,
  picture: Size,
  frame: Size,
): (progress: number) => PhotoView {
  const reach = reachOf(pace, durationS);
  const close = lerp(1, closest, reach);
  const middle = fullView;
  const pan = lerp(1.08, panning, reach);
  const room = roomAround(picture, frame, pan);
  const half = (free: number, seen: number): number => Math.min(free, (seen * longestPan * reach) / 2);
  const across = half(room.x, room.seenX);
  const down = half(room.y, room.seenY);
  const between = (from: Partial<PhotoView>, to: Partial<PhotoView>): ((progress: number) => PhotoView) =>
    viewTravel({ ...middle, ...from }, { ...middle, ...to });
  switch (move) {
    case 'still':
      return () => middle;
    case 'none':
      return between({}, { zoom: lerp(1, 1.18, reach) });
    case 'zoom-in':
      return between({}, { zoom: close });
    case 'zoom-out':
      return between({ zoom: close }, {});
    case 'pan-left':
      return between({ x: 0.5 + across, zoom: pan }, { x: 0.5 - across, zoom: pan });
    case 'pan-right':
      return between({ x: 0.5 - across, zoom: pan }, { x: 0.5 + across, zoom: pan });
    case 'tilt-up':
      return between({ y: 0.5 + down, zoom: pan }, { y: 0.5 - down, zoom: pan });
    case 'tilt-down':
      return between({ y: 0.5 - down, zoom: pan }, { y: 0.5 + down, zoom: pan });
    case 'walk':
      return (progress) => step(progress, durationS, close);
    case 'orbit':
      return (progress) => arc(easeTravel(progress, 0.35), reach, picture, frame);
  }
}

/** Steps a second of somebody who strolls. */
const stepsPerSecond = 1.7;

/** Walking in: closer at an even pace, with the small rise and sway of each step. */
function step(progress: number, durationS: number, close: number): PhotoView {
  const t = easeTravel(progress, 0.12);
  const steps = progress * durationS * stepsPerSecond * Math.PI;
  // It fades in with the first step: the film begins with the whole picture.
  const stride = clamp(progress * durationS);
  const zoom = lerpZoom(1.06, close * 1.06, t);
  const room = (1 - 1 / zoom) / 2;
  return {
    x: 0.5 + Math.sin(steps / 2) * Math.min(room, 0.006) * stride,
    y: 0.5 - Math.abs(Math.sin(steps)) * Math.min(room, 0.008) * stride,
    zoom,
    lean: Math.sin(steps / 2) * 0.0025 * stride,
  };
}

/** A half turn around the middle: aside, a little up and back down, leaning into it. */
function arc(t: number, reach: number, picture: Size, frame: Size): PhotoView {
  const zoom = lerp(1.14, 1.26, reach);
  const lean = (0.5 - t) * 0.05 * reach;
  // Leaning shows a little more at the corners.
  const room = roomAround(picture, frame, zoom * 0.94);
  const angle = Math.PI * t;
  return {
    x: 0.5 - Math.cos(angle) * Math.min(room.x, room.seenX * 0.12) * 0.8,
    y: 0.5 - (Math.sin(angle) - 0.5) * Math.min(room.y, room.seenY * 0.06) * 0.8,
    zoom,
    lean,
  };
}

/** How far the middle of the view can go from the middle of the picture, and how much the view sees, in shares of it. */
function roomAround(picture: Size, frame: Size, zoom: number): { x: number; y: number; seenX: number; seenY: number } {
  const scale = Math.min(picture.width / frame.width, picture.height / frame.height) / zoom;
  const seenX = (frame.width * scale) / picture.width;
  const seenY = (frame.height * scale) / picture.height;
  return { x: clamp((1 - seenX) / 2), y: clamp((1 - seenY) / 2), seenX, seenY };
}

/** Zooming at an even speed: by equal factors in equal times. */
const lerpZoom = (a: number, b: number, t: number): number => a * (b / a) ** t;
