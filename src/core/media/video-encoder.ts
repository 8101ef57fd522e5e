import {
  AV_PIX_FMT_RGBA,
  AV_PIX_FMT_YUV420P,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_SPC_RGB,
  type Frame,
} from 'node-av';
import type { VideoFacts } from '../video-facts.ts';
import { checkResult } from './ffmpeg-result.ts';
import { H264File, type H264FileOptions } from './h264-file.ts';
import { inspectVideo } from './inspect-video.ts';
import { allocateFrame, openScaler } from './picture-frame.ts';

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
    this.#picture = allocateFrame(options, {
      format: AV_PIX_FMT_RGBA,
      colorSpace: AVCOL_SPC_RGB,
      colorRange: AVCOL_RANGE_JPEG,
    });
    this.#frame = allocateFrame(options, {
      format: AV_PIX_FMT_YUV420P,
      colorSpace: AVCOL_SPC_BT709,
      colorRange: AVCOL_RANGE_MPEG,
    });
  }

  /** Throws `not-supported` for a size and rate that ordinary players cannot take. */
  static async open(options: VideoEncoderOptions): Promise<VideoEncoder> {
    return new VideoEncoder(options, await H264File.open(options));
  }

  /**
   * Takes the next picture: RGBA, `width * height * 4` bytes, rows without gaps; alpha is ignored. It resolves
   * when the bytes are copied, so the same buffer may be painted again, and that happens when the encoder has taken the
   * picture before this one: painting and encoding run side by side, one picture apart.
   */
  async write(rgba: Uint8Array): Promise<void> {
    const sizeBytes = this.#options.width * this.#options.height * 4;
    if (rgba.byteLength !== sizeBytes) throw new RangeError(`a picture of ${sizeBytes} bytes, not ${rgba.byteLength}`);
    await this.#encoding;
    copyPicture(rgba, this.#picture, this.#options.width * 4);
    this.#encoding = this.#encode();
    // The failure is thrown by the next write or by finish.
    this.#encoding.catch(() => {});
  }

  /** Completes the file and measures it. */
  async finish(): Promise<VideoFacts> {
    await this.#encoding;
    await this.#file.finish();
    await this[Symbol.asyncDispose]();
    return (await inspectVideo(this.#options.path)).facts;
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

/** node-av's `fromBuffer` does not copy: it would leave the frame pointing into the caller's memory. */
function copyPicture(rgba: Uint8Array, picture: Frame, rowBytes: number): void {
  const plane = picture.data?.[0];
  const strideBytes = picture.linesize[0];
  if (plane === undefined || strideBytes === undefined) throw new Error('the picture has no memory');
  if (strideBytes === rowBytes) {
    plane.set(rgba);
    return;
  }
  for (let start = 0, target = 0; start < rgba.byteLength; start += rowBytes, target += strideBytes) {
    plane.set(rgba.subarray(start, start + rowBytes), target);
  }
}
