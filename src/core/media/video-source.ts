import path from 'node:path';
import {
  AV_CODEC_ID_AV1,
  AV_CODEC_ID_GIF,
  AV_CODEC_ID_H264,
  AV_CODEC_ID_HEVC,
  AV_CODEC_ID_VP8,
  AV_CODEC_ID_VP9,
  AV_DISPOSITION_ATTACHED_PIC,
  avGetCodecName,
  AVERROR_EOF,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
  AVSEEK_FLAG_BACKWARD,
  Dictionary,
  FormatContext,
  Packet,
  type AVCodecID,
  type Stream,
} from 'node-av';
import { MoraError, systemCode } from '../errors.ts';
import type { Size } from '../size.ts';
import { checkResult } from './ffmpeg-result.ts';

/**
 * What a video file may be. FFmpeg reads hundreds of formats: some follow the paths that a file names (a list script
 * that is called .mp4 would be obeyed), and rare decoders have open holes. Nothing but these is opened, and nothing but
 * local files.
 */
const allowed = {
  format_whitelist: 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,gif',
  codec_whitelist:
    'h264,hevc,vp8,libvpx,vp9,libvpx-vp9,av1,libdav1d,gif,' +
    'aac,mp3,mp3float,opus,libopus,vorbis,libvorbis,alac,flac,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_f32le,pcm_f32be',
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

/** What a file says of itself before any of its packets is read. */
export interface VideoHeader {
  readonly streams: number;
  /** 0 where it does not say. */
  readonly durationS: number;
  /** Of each video stream that states one. */
  readonly sizes: readonly Size[];
}

export interface VideoSourceOptions {
  /** Called before anything is read past the header; what it throws refuses the file. */
  readonly checkHeader?: (header: VideoHeader) => void;
}

/** The duration of a whole file is counted in microseconds. */
const ticksPerSecond = 1_000_000;

/** The video stream of a file of whatever origin, and its sound, packet by packet. */
export class VideoSource implements AsyncDisposable {
  readonly stream: Stream;
  /** The best sound of the file, of whatever codec. */
  readonly soundStream: Stream | undefined;
  /** Seconds that the file's header promises; 0 where it does not say. */
  readonly promisedS: number;
  readonly #context: FormatContext;

  private constructor(context: FormatContext, stream: Stream) {
    this.#context = context;
    this.stream = stream;
    this.soundStream = context.streams[context.findBestStream(AVMEDIA_TYPE_AUDIO)];
    this.promisedS = readHeader(context).durationS;
  }

  /** Throws `bad-media` where the file is no video that we take. */
  static async open(file: string, { checkHeader }: VideoSourceOptions = {}): Promise<VideoSource> {
    const context = new FormatContext();
    try {
      checkResult(
        await context.openInput(`file:${path.resolve(file)}`, null, Dictionary.fromObject(allowed)),
        'open the video',
      );
      checkHeader?.(readHeader(context));
      checkResult(await context.findStreamInfo(), 'read the video');
      // What only shows now (some files have no header worth the name) is checked again.
      checkHeader?.(readHeader(context));
      return new VideoSource(context, findPicture(context));
    } catch (cause) {
      await context.closeInput();
      throw unreadable(cause);
    }
  }

  /**
   * The packets of a stream (the picture's where none is named) in decoding order. A packet is only valid until the
   * next one is asked for.
   */
  async *packets(stream: Stream = this.stream): AsyncGenerator<Packet, void> {
    for await (const packet of this.allPackets()) {
      if (packet.streamIndex === stream.index) yield packet;
    }
  }

  /** The packets of all streams as they lie in the file. A packet is only valid until the next one is asked for. */
  async *allPackets(): AsyncGenerator<Packet, void> {
    const packet = new Packet();
    packet.alloc();
    try {
      for (;;) {
        const result = await this.#context.readFrame(packet);
        if (result === AVERROR_EOF) return;
        checkResult(result, 'read the video');
        yield packet;
        packet.unref();
      }
    } catch (cause) {
      throw unreadable(cause);
    } finally {
      packet.free();
    }
  }

  /** Seconds in a tick of a packet's times. */
  tickSOf({ streamIndex }: Packet): number {
    return this.#context.streams[streamIndex]?.timeBase.toDouble() ?? 0;
  }

  /** Goes to the last picture from which decoding can start. False where the file cannot be searched. */
  async seekToLastKeyframe(): Promise<boolean> {
    const farTick = BigInt(Math.ceil(this.promisedS / this.stream.timeBase.toDouble()));
    return (await this.#context.seekFrame(this.stream.index, farTick, AVSEEK_FLAG_BACKWARD)) >= 0;
  }

  /** Goes to the last key frame whose decoding time is not after a tick, before packets are read. False where it cannot. */
  async seekToKeyframeBefore(tick: bigint): Promise<boolean> {
    return (await this.#context.seekFrame(this.stream.index, tick, AVSEEK_FLAG_BACKWARD)) >= 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.closeInput();
  }
}

function readHeader({ streams, duration }: FormatContext): VideoHeader {
  return {
    streams: streams.length,
    durationS: duration > 0n ? Number(duration) / ticksPerSecond : 0,
    sizes: streams
      .filter(({ codecpar }) => codecpar.codecType === AVMEDIA_TYPE_VIDEO && codecpar.width > 0)
      .map(({ codecpar: { width, height } }) => ({ width, height })),
  };
}

function findPicture(context: FormatContext): Stream {
  const stream = context.streams[context.findBestStream(AVMEDIA_TYPE_VIDEO)];
  if (stream === undefined || stream.hasDisposition(AV_DISPOSITION_ATTACHED_PIC)) {
    throw new MoraError(
      'bad-media',
      'This file has no moving picture in it. Send an MP4, MOV, WebM or GIF that has one.',
    );
  }
  const { codecId, width } = stream.codecpar;
  if (!allowedCodecs.has(codecId)) {
    throw new MoraError(
      'bad-media',
      'This video is in a format that we cannot read. Save it as an MP4 (H.264) and send that.',
      {
        detail: `codec ${avGetCodecName(codecId) ?? codecId}`,
      },
    );
  }
  if (width <= 0) throw new Error('the video has no size');
  return stream;
}

/** What went wrong with a video that came from outside, in a sentence for who sent it. */
export function unreadable(cause: unknown): MoraError {
  if (cause instanceof MoraError) return cause;
  return new MoraError(
    'bad-media',
    'This file is no video that we can read, or it is damaged. Send an MP4, MOV, WebM or GIF.',
    {
      cause,
      detail: systemCode(cause) ?? (cause instanceof Error ? cause.message : String(cause)),
    },
  );
}
