import type { Raster } from './raster.ts';
import type { Tone } from './tone.ts';

/** Which frame of a film is changed. A still is frame 0. */
export interface GradeMoment {
  readonly frame: number;
  /** Seconds from the first frame. */
  readonly timeS: number;
}

/** Changes a picture in place, of the size it was prepared for. */
export type Change = (raster: Raster, moment: GradeMoment) => void;

/** A step of a look: a tone, which joins its neighbours, or a change of its own. */
export type Part = Tone | Change;
