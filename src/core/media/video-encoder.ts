import {
  AV_PIX_FMT_RGBA,
  AV_PIX_FMT_YUV420P,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_SPC_RGB,
  AVCOL_TRC_BT709,
  Frame,
  SoftwareScaleContext,
  type AVPixelFormat,
} from 'node-av';
import type { VideoFacts } from '../agents.ts';
import { checkResult } from './ffmpeg-result.ts';
import { H264File, type H264FileOptions } from './h264-file.ts';
import { measureVideo } from './measure-video.ts';

/** What a new video is: see `H264FileOptions`. */
export type VideoEncoderOptions = H264FileOptions;

/**
 * Turns RGBA pictures into the studio's MP4 (`masterSettings`). Use it in a child process: it takes hundreds of
 * megabytes. The same pictures give the same bytes. Dispose it; unless it was finished no file is left.
 */
export class VideoEncoder implements AsyncDisposable {
  readonly #options: VideoEncoderOptions;
  readonly #file: H264File;
  readonly #scaler = openScaler();
  readonly #picture: Frame;
  readonly #frame: Frame;
  #encoding: Promise<void> = Promise.resolve();

  private constructor(options: VideoEncoderOptions, file: H264File) {
    this.#options = options;
    this.#file = file;
    this.#picture = allocateFrame(options, AV_PIX_FMT_RGBA);
    this.#picture.colorSpace = AVCOL_SPC_RGB;
    this.#picture.colorRange = AVCOL_RANGE_JPEG;
    this.#frame = allocateFrame(options, AV_PIX_FMT_YUV420P);
    this.#frame.colorSpace = AVCOL_SPC_BT709;
    this.#frame.colorRange = AVCOL_RANGE_MPEG;
  }

  /** Throws `not-supported` for a size and rate that ordinary players cannot take. */
  static async open(options: VideoEncoderOptions): Promise<VideoEncoder> {
    return new VideoEncoder(options, await H264File.open(options));
  }

  /**
   * Takes the next picture: RGBA, `width * height * 4` bytes, rows without gaps; alpha is ignored. The bytes are copied
   * once before this returns its promise's result, so the same buffer may be painted again. It resolves when the
   * encoder has taken the picture before this one: painting and encoding run side by side, one picture apart.
   */
  async write(rgba: Uint8Array): Promise<void> {
    const sizeBytes = this.#options.width * this.#options.height * 4;
    if (rgba.byteLength !== sizeBytes) throw new RangeError(`a picture of ${sizeBytes} bytes, not ${rgba.byteLength}`);
    await this.#encoding;
    checkResult(this.#picture.fromBuffer(Buffer.from(rgba.buffer, rgba.byteOffset, rgba.byteLength)), 'copy a picture');
    this.#encoding = this.#encode();
    // The failure is thrown by the next write or by finish.
    this.#encoding.catch(() => {});
  }

  /** Completes the file and measures it. */
  async finish(): Promise<VideoFacts> {
    await this.#encoding;
    await this.#file.finish();
    await this[Symbol.asyncDispose]();
    return measureVideo(this.#options.path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled([this.#encoding]);
    this.#scaler.freeContext();
    this.#picture.free();
    this.#frame.free();
    await this.#file[Symbol.asyncDispose]();
  }

  async #encode(): Promise<void> {
    // The encoder may still look at the frame before: then it is copied, not written over.
    checkResult(this.#frame.makeWritable(), 'make room for a frame');
    checkResult(await this.#scaler.scaleFrame(this.#frame, this.#picture), 'convert a picture');
    await this.#file.write(this.#frame);
  }
}

/** A scaler that reads sizes, formats and colour matrices off its frames. Rounding is exact: the same on every processor. */
function openScaler(): SoftwareScaleContext {
  const scaler = new SoftwareScaleContext();
  scaler.allocContext();
  checkResult(scaler.setOption('sws_flags', 'bicubic+accurate_rnd+full_chroma_inp+bitexact'), 'set up the scaler');
  return scaler;
}

function allocateFrame(size: { readonly width: number; readonly height: number }, format: AVPixelFormat): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.width = size.width;
  frame.height = size.height;
  frame.format = format;
  frame.colorPrimaries = AVCOL_PRI_BT709;
  frame.colorTrc = AVCOL_TRC_BT709;
  checkResult(frame.getBuffer(), 'make room for a picture');
  return frame;
}
