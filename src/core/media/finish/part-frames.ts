import type { Frame } from 'node-av';
import { fitVideo, type VideoShape } from '../fit-video.ts';
import { unreadable } from '../video-source.ts';
import { asProviders, damagedClip } from './damaged-clip.ts';
import { exactly, maxHeldAt } from './frame-rows.ts';
import { playMade } from './made-frames.ts';
import type { EncodedPart } from './plan-finish.ts';

/**
 * The frames of a stretch that is encoded, as many as planned, in the shape of the whole. A frame is only valid until
 * the next one is asked for. Throws `provider-failed` for a clip that is damaged or too short, `bad-media` for a kept
 * video. `scratch` is the beginning of paths that may be used meanwhile.
 */
export async function* playPart(part: EncodedPart, shape: VideoShape, scratch: string): AsyncGenerator<Frame, void> {
  const maxHeld = maxHeldAt(shape.fps);
  if (part.kind === 'kept') {
    const tooShort = (count: number): Error => unreadable(new Error(`${count} frames of ${part.frames}`));
    yield* exactly(fitVideo(part.path, shape), part.frames, maxHeld, tooShort);
    return;
  }
  const tooShort = (count: number): Error => damagedClip(`${count} frames of ${part.frames}`);
  try {
    yield* exactly(playMade(part, shape, scratch), part.frames, maxHeld, tooShort);
  } catch (error) {
    throw asProviders(error);
  }
}
