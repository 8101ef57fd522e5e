import { AV_FRAME_FLAG_INTERLACED, type Frame } from 'node-av';
import { MoraError } from '../../errors.ts';
import { decodeVideo } from '../decode-video.ts';
import { VideoSource } from '../video-source.ts';

/** Whether a file gives so many whole pictures of one size when it is decoded. */
export async function decodesEvenly(path: string, frames: number): Promise<boolean> {
  await using source = await VideoSource.open(path);
  const { width, height } = source.stream.codecpar;
  let decoded = 0;
  try {
    for await (const frame of decodeVideo(source)) {
      if (frame.width !== width || frame.height !== height) return false;
      if (frame.hasFlags(AV_FRAME_FLAG_INTERLACED)) return false;
      decoded += 1;
    }
  } catch (error) {
    if (error instanceof MoraError && error.code === 'bad-media') return false;
    throw error;
  }
  return decoded === frames;
}

/** The pictures of a file, in the order in which they show. Each is only valid until the next is asked for. */
export async function* framesOf(path: string): AsyncGenerator<Frame, void> {
  await using source = await VideoSource.open(path);
  yield* decodeVideo(source);
}
