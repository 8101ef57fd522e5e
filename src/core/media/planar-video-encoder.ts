import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, AVCOL_SPC_BT709, type Frame } from 'node-av';
import type { VideoFacts } from '../video-facts.ts';
import { checkResult } from './ffmpeg-result.ts';
import { H264File, type H264FileOptions } from './h264-file.ts';
import { inspectVideo } from './inspect-video.ts';
import { allocateFrame } from './picture-frame.ts';
import { paintFrame, type PlanarPicture } from './planar-picture.ts';

/**
 * Turns planar pictures (BT.709, limited range) into the studio's MP4. The same pictures give the same bytes. Dispose
 * it; unless it was finished no file is left.
 */
export class PlanarVideoEncoder implements AsyncDisposable {
  readonly #path: string;
  readonly #file: H264File;
  readonly #frame: Frame;

  private constructor(options: H264FileOptions, file: H264File) {
    this.#path = options.path;
    this.#file = file;
    this.#frame = allocateFrame(options, {
      format: AV_PIX_FMT_YUV420P,
      colorSpace: AVCOL_SPC_BT709,
      colorRange: AVCOL_RANGE_MPEG,
    });
  }

  /** Throws `not-supported` for a size and rate that ordinary players cannot take. */
  static async open(options: H264FileOptions): Promise<PlanarVideoEncoder> {
    return new PlanarVideoEncoder(options, await H264File.open(options));
  }

  /** Takes the next picture, of the video's size; it may be painted over afterwards. */
  async write(picture: PlanarPicture): Promise<void> {
    // The encoder may still look at the frame before: then it is copied, not written over.
    checkResult(this.#frame.makeWritable(), 'make room for a frame');
    paintFrame(this.#frame, picture);
    await this.#file.write(this.#frame);
  }

  /** Completes the file and measures it. */
  async finish(): Promise<VideoFacts> {
    await this.#file.finish();
    await this[Symbol.asyncDispose]();
    return (await inspectVideo(this.#path)).facts;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#frame.free();
    await this.#file[Symbol.asyncDispose]();
  }
}
