import type { Frame } from 'node-av';
import { openCaption, type Caption } from '../effects/caption.ts';
import { loopFrames } from '../effects/loop-frames.ts';
import type { VideoShape } from '../fit-video.ts';
import type { FinishInput } from './contract.ts';
import { playPart } from './part-frames.ts';
import type { EncodedRun } from './plan-finish.ts';

/**
 * The frames of a run with what is asked to be done to them all; a loop or a caption is only asked of a run that is the
 * whole video. A frame is only valid until the next one is asked for. Throws `provider-failed` and `bad-media`.
 */
export async function* playRun(run: EncodedRun, shape: VideoShape, input: FinishInput): AsyncGenerator<Frame, void> {
  const played = playParts(run, shape, input.out);
  const frames = input.loopFrames === 0 ? played : loopFrames(played, framesOf(run, input), input.loopFrames);
  yield* input.caption === undefined ? frames : withCaption(frames, await openCaption(input.caption, shape));
}

/** How many frames a run gives. */
export function framesOf({ parts }: EncodedRun, { loopFrames: overlap }: FinishInput): number {
  return parts.reduce((sum, { frames }) => sum + frames, 0) - overlap;
}

async function* playParts({ parts }: EncodedRun, shape: VideoShape, scratch: string): AsyncGenerator<Frame, void> {
  for (const part of parts) yield* playPart(part, shape, scratch);
}

async function* withCaption(frames: AsyncIterable<Frame>, caption: Caption): AsyncGenerator<Frame, void> {
  for await (const frame of frames) {
    caption.draw(frame);
    yield frame;
  }
}
