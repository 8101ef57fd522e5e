import type { Frame } from 'node-av';
import { correct, type Correction } from '../effects/match-colour.ts';

/** One clip of a made stretch, and what of it is not to be shown. */
export interface MadeClip {
  readonly path: string;
  /** At the rate of the whole. */
  readonly frames: number;
  /** Whether its first and its last frame are there already. */
  readonly repeatsFirst: boolean;
  readonly repeatsLast: boolean;
  readonly correction: Correction | undefined;
}

/** The frames with the clip's colours corrected; `placeOf` tells which frame of the clip the one at an index is. */
export async function* withCorrection(
  frames: AsyncIterable<Frame>,
  { frames: count, correction }: MadeClip,
  placeOf: (index: number) => number,
): AsyncGenerator<Frame, void> {
  let index = 0;
  for await (const frame of frames) {
    const progress = placeOf(index) / Math.max(1, count - 1);
    if (correction !== undefined) correct(frame, correction, Math.min(1, Math.max(0, progress)));
    yield frame;
    index += 1;
  }
}
