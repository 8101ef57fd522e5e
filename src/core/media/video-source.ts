import path from 'node:path';
import {
  AV_CODEC_ID_AV1,
  AV_CODEC_ID_GIF,
  AV_CODEC_ID_H264,
  AV_CODEC_ID_HEVC,
  AV_CODEC_ID_VP8,
  AV_CODEC_ID_VP9,
  AVERROR_EOF,
  AVMEDIA_TYPE_VIDEO,
  Dictionary,
  FormatContext,
  Packet,
  type AVCodecID,
  type Stream,
} from 'node-av';
import { MoraError, systemCode } from '../errors.ts';
import { checkResult } from './ffmpeg-result.ts';

/**
 * What a video file may be. FFmpeg reads hundreds of formats: some follow the paths that a file names (a list script
 * that is called .mp4 would be obeyed), and rare decoders have open holes. Nothing but these is opened, and nothing but
 * local files.
 */
const allowed = {
  format_whitelist: 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,gif',
  codec_whitelist: 'h264,hevc,vp8,libvpx,vp9,libvpx-vp9,av1,libdav1d,gif',
  protocol_whitelist: 'file,pipe',
} as const;

/** The same, for the stream that is decoded here: the list above only binds what FFmpeg decodes to look into a file. */
const allowedCodecs: ReadonlySet<AVCodecID> = new Set([
  AV_CODEC_ID_H264,
  AV_CODEC_ID_HEVC,
  AV_CODEC_ID_VP8,
  AV_CODEC_ID_VP9,
  AV_CODEC_ID_AV1,
  AV_CODEC_ID_GIF,
]);

/** The video stream of a file of whatever origin, packet by packet. */
export class VideoSource implements AsyncDisposable {
  readonly stream: Stream;
  readonly #context: FormatContext;

  private constructor(context: FormatContext, stream: Stream) {
    this.#context = context;
    this.stream = stream;
  }

  /** Throws `bad-media` where the file is no video that we take. */
  static async open(file: string): Promise<VideoSource> {
    const context = new FormatContext();
    try {
      checkResult(
        await context.openInput(`file:${path.resolve(file)}`, null, Dictionary.fromObject(allowed)),
        'open the video',
      );
      checkResult(await context.findStreamInfo(), 'read the video');
      const index = checkResult(context.findBestStream(AVMEDIA_TYPE_VIDEO), 'find the picture');
      const stream = context.streams[index];
      if (stream === undefined || stream.codecpar.width <= 0) throw new Error('the video has no size');
      if (!allowedCodecs.has(stream.codecpar.codecId)) throw new Error(`codec ${stream.codecpar.codecId}`);
      return new VideoSource(context, stream);
    } catch (cause) {
      await context.closeInput();
      throw unreadable(cause);
    }
  }

  /** The stream's packets in decoding order. A packet is only valid until the next one is asked for. */
  async *packets(): AsyncGenerator<Packet, void> {
    const packet = new Packet();
    packet.alloc();
    try {
      for (;;) {
        const result = await this.#context.readFrame(packet);
        if (result === AVERROR_EOF) return;
        checkResult(result, 'read the video');
        if (packet.streamIndex === this.stream.index) yield packet;
        packet.unref();
      }
    } catch (cause) {
      throw unreadable(cause);
    } finally {
      packet.free();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.closeInput();
  }
}

/** What went wrong with a video that came from outside, in a sentence for who sent it. */
export function unreadable(cause: unknown): MoraError {
  if (cause instanceof MoraError) return cause;
  return new MoraError('bad-media', 'This file is not a video that we can read. Send an MP4, WebM or GIF.', {
    cause,
    detail: systemCode(cause) ?? (cause instanceof Error ? cause.message : String(cause)),
  });
}
