import {
  AV_CODEC_ID_GIF,
  AVCOL_SPC_BT709,
  AVCOL_SPC_SMPTE170M,
  AVCOL_SPC_UNSPECIFIED,
  Frame,
  type CodecContext,
} from 'node-av';
import { checkResult, isDrained } from './ffmpeg-result.ts';
import { openDecoder } from './open-decoder.ts';
import { unreadable, type VideoSource } from './video-source.ts';

/** Frames that wait between threads take memory; two keep two cores busy. */
const threads = 2;

/**
 * A video's frames in the order in which they show, with their times in `timeBase`. A frame is only valid until the
 * next one is asked for. Throws `bad-media`.
 */
export async function* decodeVideo(source: VideoSource): AsyncGenerator<Frame, void> {
  using decoder = await openDecoder(source.stream, threads);
  using frame = new Frame();
  frame.alloc();
  try {
    for await (const packet of source.packets()) {
      checkResult(await decoder.sendPacket(packet), 'decode the video');
      yield* drain(decoder, frame, source);
    }
    checkResult(await decoder.sendPacket(null), 'decode the video');
    yield* drain(decoder, frame, source);
  } catch (cause) {
    throw unreadable(cause);
  }
}

async function* drain(decoder: CodecContext, frame: Frame, source: VideoSource): AsyncGenerator<Frame, void> {
  for (;;) {
    const result = await decoder.receiveFrame(frame);
    if (isDrained(result)) return;
    checkResult(result, 'decode the video');
    frame.pts = frame.bestEffortTimestamp;
    frame.timeBase = source.stream.timeBase;
    if (frame.colorSpace === AVCOL_SPC_UNSPECIFIED) assumeColorSpace(frame, source);
    yield frame;
  }
}

/** Files that do not say which colours they mean are shown by players as television of their size: so are they here. */
function assumeColorSpace(frame: Frame, { stream }: VideoSource): void {
  if (stream.codecpar.codecId === AV_CODEC_ID_GIF) return;
  frame.colorSpace = frame.height >= 720 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
}
