import type { Size } from '../../../../src/core/size.ts';
import type { Flow } from './flow.ts';

/** Ways from one video to another. */
export const transitionKinds = ['dissolve', 'push', 'whip', 'zoom-through', 'morph'] as const;
export type TransitionKind = (typeof transitionKinds)[number];

/** Where what is seen goes. A camera goes the other way. */
export const directions = ['left', 'right', 'up', 'down'] as const;
export type Direction = (typeof directions)[number];

/** How all moves where a transition begins or ends. */
export interface End {
  /** Motion that goes for the whole, and what moves beside it: a frame's worth each. */
  readonly camera: Flow;
  readonly local: Flow;
}

/** What a transition is made from. All flows lie on one grid. */
export interface Ends {
  readonly first: End;
  readonly second: End;
  /** From the first video's last frame to the second's first and back. */
  readonly there: Flow;
  readonly back: Flow;
}

/** A moment between two videos. */
export interface Moment extends Size {
  /** Share of the way: above 0, below 1; the ends themselves are frames of the videos. */
  readonly progress: number;
  /** Frames from the first video's last frame to the second's first. */
  readonly steps: number;
}

/** A flow that pictures are moved along, so many times over. */
export interface Shift {
  readonly flow: Flow;
  readonly times: number;
}

/** How one of the two pictures is seen: shown larger by `zoom` about the middle, moved by pixels, and moved along flows. */
export interface View {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
  readonly shifts: readonly Shift[];
}

/** What one frame of a transition is made of. Where a view leaves its picture, the picture is mirrored. */
export interface Mix {
  readonly first: View;
  readonly second: View;
  /** Share of the second picture, 0 to 1, at a place in pixels. */
  readonly share: (x: number, y: number) => number;
  /** How far everything is smeared, in pixels to the right and down; one of both is 0. */
  readonly smear: { readonly x: number; readonly y: number };
}

/** A transition between two given ends: what each of its frames is made of. */
export type Transition = (moment: Moment) => Mix;
