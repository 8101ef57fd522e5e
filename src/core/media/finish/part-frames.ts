import type { Frame } from 'node-av';
import { fitVideo, type VideoShape } from '../fit-video.ts';
import { unreadable } from '../video-source.ts';
import { asProviders, damagedClip } from './damaged-clip.ts';
import { exactly, withoutFirst, withoutLast } from './frame-rows.ts';
import type { EncodedPart, MadeSegment } from './plan-finish.ts';

/** Models round what they are asked for: a stretch that is short by less than this holds its last frame. */
const maxHoldS = 0.5;

/**
 * The frames of a stretch that is encoded, as many as planned, in the shape of the whole. A frame is only valid until
 * the next one is asked for. Throws `provider-failed` for a clip that is damaged or too short, `bad-media` for a kept
 * video.
 */
export async function* playPart(part: EncodedPart, shape: VideoShape): AsyncGenerator<Frame, void> {
  const maxHeld = shape.fps * maxHoldS;
  if (part.kind === 'kept') {
    const tooShort = (count: number): Error => unreadable(new Error(`${count} frames of ${part.frames}`));
    yield* exactly(fitVideo(part.path, shape), part.frames, maxHeld, tooShort);
    return;
  }
  const tooShort = (count: number): Error => damagedClip(`${count} frames of ${part.frames}`);
  try {
    yield* exactly(playMade(part.segment, shape), part.frames, maxHeld, tooShort);
  } catch (error) {
    throw asProviders(error);
  }
}

async function* playMade({ clips, repeats }: MadeSegment, shape: VideoShape): AsyncGenerator<Frame, void> {
  for (const [index, clip] of clips.entries()) {
    const repeatsFirst = index > 0 || repeats !== 'none';
    const repeatsLast = index === clips.length - 1 && repeats === 'both';
    const frames = withoutFirst(fitVideo(clip, shape), repeatsFirst ? 1 : 0);
    yield* repeatsLast ? withoutLast(frames) : frames;
  }
}
