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
  type AVColorPrimaries,
  type AVColorSpace,
  type AVColorTransferCharacteristic,
  type Frame,
} from 'node-av';
import { MoraError } from '../errors.ts';
import { checkResult, isDrained } from './ffmpeg-result.ts';
import { toFrameRate } from './frame-rate.ts';

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

/** What x264 itself leaves out of a first pass: what it learns hardly depends on it. */
const firstPassParams = 'ref=1:partitions=none:8x8dct=0:me=dia:subme=2:trellis=0';

/** What H.264 level 4.2 can hold (ITU-T H.264 table A-1): phones and chat apps decode up to there in hardware. */
const maxMacroblocks = 8_704;
const maxMacroblocksPerSecond = 522_240;

/** How good the pictures are: even quality, or a size by two passes (the first one's packets are thrown away). */
export type H264Quality =
  | {
      readonly crf: number;
      /** Makes this the first of two passes. */
      readonly statsPath?: string;
    }
  | {
      /** Bits a second. */
      readonly bitrate: number;
      readonly pass: 1 | 2;
      /** What the first pass learns. x264 puts a second file beside it. */
      readonly statsPath: string;
    };

/** What the numbers of a picture mean, as H.264 says it (ITU-T H.273). */
export interface ColourTags {
  readonly space: AVColorSpace;
  readonly primaries: AVColorPrimaries;
  readonly transfer: AVColorTransferCharacteristic;
}

export interface H264EncoderOptions {
  /** Even. */
  readonly width: number;
  /** Even. */
  readonly height: number;
  /** Frames a second, constant. */
  readonly fps: number;
  /** `masterSettings` where it is not given. */
  readonly quality?: H264Quality | undefined;
  /** The id of the parameter sets, 0 to 31: streams that are to be joined differ in it. */
  readonly spsId?: number | undefined;
  /** BT.709 where it is not given. */
  readonly colour?: ColourTags | undefined;
}

/** Encodes yuv420p frames (limited range). The same frames give the same packets. Dispose it. */
export class H264Encoder implements Disposable {
  /** Of the packets: a frame is one tick. */
  readonly timeBase: Rational;
  readonly frameRate: Rational;
  /** What a file says of the stream. */
  readonly parameters: CodecParameters;
  /** By how many frames decoding must run ahead of showing: the first packet's dts is less than its pts by it. */
  readonly delay: number;
  readonly #encoder: CodecContext;
  readonly #packet: Packet;
  #frames = 0n;

  private constructor(encoder: CodecContext) {
    this.#encoder = encoder;
    this.timeBase = encoder.timeBase;
    this.frameRate = encoder.framerate;
    this.delay = encoder.hasBFrames;
    this.parameters = new CodecParameters();
    this.parameters.alloc();
    checkResult(this.parameters.fromContext(encoder), 'describe the encoder');
    this.#packet = new Packet();
    this.#packet.alloc();
  }

  /** Throws `not-supported` for a size and rate past level 4.2. */
  static async open(options: H264EncoderOptions): Promise<H264Encoder> {
    // x264 and the muxer tell their whole life on standard error otherwise.
    Log.setLevel(AV_LOG_ERROR);
    refuseBeyondLevel(options);
    return new H264Encoder(await openEncoder(options));
  }

  /**
   * Encodes the next frame; its time is its place in the row; `null` ends the row. The frame may be changed afterwards.
   * Gives the packets that are ready, each only valid until the next one is asked for. Take them all.
   */
  async *encode(frame: Frame | null): AsyncGenerator<Packet, void> {
    if (frame !== null) {
      frame.pts = this.#frames;
      frame.duration = 1n;
      this.#frames += 1n;
    }
    checkResult(await this.#encoder.sendFrame(frame), 'encode a frame');
    for (;;) {
      const result = await this.#encoder.receivePacket(this.#packet);
      if (isDrained(result)) return;
      checkResult(result, 'encode');
      this.#packet.duration = 1n;
      yield this.#packet;
    }
  }

  [Symbol.dispose](): void {
    this.#packet.free();
    this.parameters.free();
    this.#encoder.freeContext();
  }
}

async function openEncoder(options: H264EncoderOptions): Promise<CodecContext> {
  const frameRate = toFrameRate(options.fps);
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
  if (codec === null) throw new Error('this build of node-av has no libx264');
  const encoder = new CodecContext();
  encoder.allocContext3(codec);
  encoder.width = options.width;
  encoder.height = options.height;
  encoder.pixelFormat = AV_PIX_FMT_YUV420P;
  encoder.sampleAspectRatio = new Rational(1, 1);
  encoder.timeBase = new Rational(frameRate.den, frameRate.num);
  encoder.framerate = frameRate;
  encoder.gopSize = Math.max(1, Math.round(frameRate.toDouble() * masterSettings.keyframeS));
  encoder.threadCount = masterSettings.threads;
  encoder.colorSpace = options.colour?.space ?? AVCOL_SPC_BT709;
  encoder.colorPrimaries = options.colour?.primaries ?? AVCOL_PRI_BT709;
  encoder.colorTrc = options.colour?.transfer ?? AVCOL_TRC_BT709;
  encoder.colorRange = AVCOL_RANGE_MPEG;
  encoder.chromaLocation = AVCHROMA_LOC_LEFT;
  // MP4 keeps the parameter sets in its header.
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER, AV_CODEC_FLAG_CLOSED_GOP);
  const settings = Dictionary.fromObject(settingsFor(encoder, options));
  try {
    checkResult(await encoder.open2(codec, settings), 'open the encoder');
    return encoder;
  } catch (error) {
    encoder.freeContext();
    throw error;
  }
}

function settingsFor(encoder: CodecContext, options: H264EncoderOptions): Record<string, string | number> {
  const { quality = { crf: masterSettings.crf }, spsId = 0 } = options;
  const base = { preset: masterSettings.preset, profile: 'high' };
  const parameters = masterSettings.x264Params + (spsId === 0 ? '' : `:sps-id=${spsId}`);
  if ('crf' in quality) {
    const { crf, statsPath } = quality;
    if (statsPath === undefined) return { ...base, crf, 'x264-params': parameters };
    return { ...base, crf, stats: statsPath, 'x264-params': `${parameters}:pass=1:${firstPassParams}` };
  }
  encoder.bitRate = BigInt(Math.round(quality.bitrate));
  return { ...base, stats: quality.statsPath, 'x264-params': `${parameters}:pass=${quality.pass}` };
}

function refuseBeyondLevel({ width, height, fps }: H264EncoderOptions): void {
  const macroblocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  if (macroblocks <= maxMacroblocks && macroblocks * fps <= maxMacroblocksPerSecond) return;
  throw new MoraError('not-supported', 'This video would be too large for most players. Ask for a smaller size.', {
    detail: `${width}x${height} at ${fps} fps`,
  });
}
