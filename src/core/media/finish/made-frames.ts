import type { Frame } from 'node-av';
import { fitVideo, type VideoShape } from '../fit-video.ts';
import { inspectVideo } from '../inspect-video.ts';
import { atMost, withoutFirst, withoutLast } from './frame-rows.ts';
import { withCorrection, type MadeClip } from './made-clip.ts';
import { planColours } from './plan-colours.ts';
import { framesAt, type MadePart } from './plan-finish.ts';
import { playReversed } from './reversed-frames.ts';

/**
 * The frames of a made stretch in the order in which they play, in the shape and with the colours of the whole, without
 * those that repeat others. There may be more than are wanted, but none before the first one, and fewer. A frame is only
 * valid until the next one is asked for. `scratch` is the beginning of paths that may be used meanwhile. Throws
 * `bad-media`.
 */
export async function* playMade(part: MadePart, shape: VideoShape, scratch: string): AsyncGenerator<Frame, void> {
  const { clips, repeats, reversed } = part.segment;
  const corrections = await planColours(part);
  const row: MadeClip[] = [];
  for (const [index, path] of clips.entries()) {
    const goesOn = index < clips.length - 1 || repeats === 'both';
    row.push({
      path,
      frames: framesAt((await inspectVideo(path)).facts, shape.fps, goesOn),
      repeatsFirst: index > 0 || repeats !== 'none',
      repeatsLast: index === clips.length - 1 && repeats === 'both',
      correction: corrections[index],
    });
  }
  if (reversed) yield* playReversed(row, part.frames, shape, scratch);
  else for (const clip of row) yield* playClip(clip, shape);
}

async function* playClip(clip: MadeClip, shape: VideoShape): AsyncGenerator<Frame, void> {
  const fitted = withCorrection(atMost(fitVideo(clip.path, shape), clip.frames), clip, (index) => index);
  const frames = withoutFirst(fitted, clip.repeatsFirst ? 1 : 0);
  yield* clip.repeatsLast ? withoutLast(frames) : frames;
}
