import type { Frame } from 'node-av';
import { correct, type Correction } from '../effects/match-colour.ts';
import { fitVideo, type VideoShape } from '../fit-video.ts';
import { inspectVideo } from '../inspect-video.ts';
import { withoutFirst, withoutLast } from './frame-rows.ts';
import { planColours } from './plan-colours.ts';
import { framesAt, type MadePart } from './plan-finish.ts';

/**
 * The frames of a made stretch without those that repeat others, in the shape and with the colours of the whole. There
 * may be more or fewer than are wanted. A frame is only valid until the next one is asked for. Throws `bad-media`.
 */
export async function* playMade(part: MadePart, shape: VideoShape): AsyncGenerator<Frame, void> {
  const { clips, repeats } = part.segment;
  const corrections = await planColours(part);
  for (const [index, clip] of clips.entries()) {
    const repeatsFirst = index > 0 || repeats !== 'none';
    const repeatsLast = index === clips.length - 1 && repeats === 'both';
    const fitted = corrected(fitVideo(clip, shape), await countFrames(clip, shape), corrections[index]);
    const frames = withoutFirst(fitted, repeatsFirst ? 1 : 0);
    yield* repeatsLast ? withoutLast(frames) : frames;
  }
}

async function countFrames(clip: string, { fps }: VideoShape): Promise<number> {
  return framesAt((await inspectVideo(clip)).facts, fps);
}

async function* corrected(
  frames: AsyncIterable<Frame>,
  count: number,
  correction: Correction | undefined,
): AsyncGenerator<Frame, void> {
  let index = 0;
  for await (const frame of frames) {
    if (correction !== undefined) correct(frame, correction, Math.min(1, index / Math.max(1, count - 1)));
    yield frame;
    index += 1;
  }
}
