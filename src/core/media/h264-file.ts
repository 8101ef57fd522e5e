import {
  AV_CODEC_FLAG_CLOSED_GOP,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_LOG_ERROR,
  AV_PIX_FMT_YUV420P,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_TRC_BT709,
  AVCHROMA_LOC_LEFT,
  Codec,
  CodecContext,
  CodecParameters,
  Dictionary,
  FF_ENCODER_LIBX264,
  Log,
  Packet,
  Rational,
  type Frame,
} from 'node-av';
import { MoraError } from '../errors.ts';
import { checkResult, isDrained } from './ffmpeg-result.ts';
import { toFrameRate } from './frame-rate.ts';
import { Mp4Writer } from './mp4-writer.ts';

/**
 * How the studio's own videos are encoded. `crf` 18 looks like the source. `aq-mode` 3 spends bits on dark and even
 * areas, and the weaker deblocking keeps the fine grain in them: without both, skies and dusk show steps. The same frames
 * shall give the same file: so two threads whatever the machine has (x264's bytes depend on their number), and
 * `cpu-independent`, without which its macroblock tree differs from run to run at widths such as 320 (measured; it
 * costs a tenth of the speed).
 */
export const masterSettings = {
  preset: 'medium',
  crf: 18,
  threads: 2,
  x264Params: 'aq-mode=3:aq-strength=1.2:deblock=-1,-1:cpu-independent=1',
  /** Longest distance between two key frames, in seconds: how finely players can seek. */
  keyframeS: 2,
} as const;

/** What H.264 level 4.2 can hold (ITU-T H.264 table A-1): phones and chat apps decode up to there in hardware. */
const maxMacroblocks = 8_704;
const maxMacroblocksPerSecond = 522_240;

export interface H264FileOptions {
  readonly path: string;
  /** Even. */
  readonly width: number;
  /** Even. */
  readonly height: number;
  /** Frames a second, constant. */
  readonly fps: number;
  /** See `Mp4Options`. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** Encodes yuv420p frames (BT.709, limited range) into an MP4 at `masterSettings`. The same frames give the same bytes. */
export class H264File implements AsyncDisposable {
  readonly #encoder: CodecContext;
  readonly #file: Mp4Writer;
  readonly #packet: Packet;
  #frames = 0n;

  private constructor(encoder: CodecContext, file: Mp4Writer) {
    this.#encoder = encoder;
    this.#file = file;
    this.#packet = new Packet();
    this.#packet.alloc();
  }

  /** Throws `not-supported` for a size and rate past level 4.2. */
  static async open(options: H264FileOptions): Promise<H264File> {
    // x264 and the muxer tell their whole life on standard error otherwise.
    Log.setLevel(AV_LOG_ERROR);
    refuseBeyondLevel(options);
    const frameRate = toFrameRate(options.fps);
    const timeBase = new Rational(frameRate.den, frameRate.num);
    const encoder = await openEncoder(options, frameRate, timeBase);
    try {
      const parameters = new CodecParameters();
      parameters.alloc();
      checkResult(parameters.fromContext(encoder), 'describe the encoder');
      const { path, metadata } = options;
      return new H264File(encoder, await Mp4Writer.open({ path, parameters, timeBase, frameRate, metadata }));
    } catch (error) {
      encoder.freeContext();
      throw error;
    }
  }

  /** Encodes the next frame; its time is its place in the row. The frame may be changed afterwards. */
  async write(frame: Frame): Promise<void> {
    frame.pts = this.#frames;
    frame.duration = 1n;
    this.#frames += 1n;
    checkResult(await this.#encoder.sendFrame(frame), 'encode a frame');
    await this.#drain();
  }

  /** Completes the file under its name. */
  async finish(): Promise<void> {
    checkResult(await this.#encoder.sendFrame(null), 'end the encoding');
    await this.#drain();
    await this.#file.finish();
    await this[Symbol.asyncDispose]();
  }

  /** Leaves no file behind unless it was finished. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#packet.free();
    this.#encoder.freeContext();
    await this.#file[Symbol.asyncDispose]();
  }

  async #drain(): Promise<void> {
    for (;;) {
      const result = await this.#encoder.receivePacket(this.#packet);
      if (isDrained(result)) return;
      checkResult(result, 'encode');
      this.#packet.duration = 1n;
      await this.#file.write(this.#packet);
    }
  }
}

async function openEncoder(options: H264FileOptions, frameRate: Rational, timeBase: Rational): Promise<CodecContext> {
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
  if (codec === null) throw new Error('this build of node-av has no libx264');
  const encoder = new CodecContext();
  encoder.allocContext3(codec);
  encoder.width = options.width;
  encoder.height = options.height;
  encoder.pixelFormat = AV_PIX_FMT_YUV420P;
  encoder.sampleAspectRatio = new Rational(1, 1);
  encoder.timeBase = timeBase;
  encoder.framerate = frameRate;
  encoder.gopSize = Math.max(1, Math.round(frameRate.toDouble() * masterSettings.keyframeS));
  encoder.threadCount = masterSettings.threads;
  encoder.colorSpace = AVCOL_SPC_BT709;
  encoder.colorPrimaries = AVCOL_PRI_BT709;
  encoder.colorTrc = AVCOL_TRC_BT709;
  encoder.colorRange = AVCOL_RANGE_MPEG;
  encoder.chromaLocation = AVCHROMA_LOC_LEFT;
  // MP4 keeps the parameter sets in its header.
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER, AV_CODEC_FLAG_CLOSED_GOP);
  const settings = Dictionary.fromObject({
    preset: masterSettings.preset,
    crf: masterSettings.crf,
    profile: 'high',
    'x264-params': masterSettings.x264Params,
  });
  try {
    checkResult(await encoder.open2(codec, settings), 'open the encoder');
    return encoder;
  } catch (error) {
    encoder.freeContext();
    throw error;
  }
}

function refuseBeyondLevel({ width, height, fps }: H264FileOptions): void {
  const macroblocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  if (macroblocks <= maxMacroblocks && macroblocks * fps <= maxMacroblocksPerSecond) return;
  throw new MoraError('not-supported', 'This video would be too large for most players. Ask for a smaller size.', {
    detail: `${width}x${height} at ${fps} fps`,
  });
}
