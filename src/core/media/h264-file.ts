import type { Frame } from 'node-av';
import { H264Encoder, type H264EncoderOptions } from './h264-encoder.ts';
import { Mp4Writer } from './mp4-writer.ts';

export interface H264FileOptions extends H264EncoderOptions {
  readonly path: string;
  /** See `Mp4Options`. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** Encodes yuv420p frames (BT.709, limited range) into an MP4. The same frames give the same bytes. */
export class H264File implements AsyncDisposable {
  readonly #encoder: H264Encoder;
  readonly #file: Mp4Writer;

  private constructor(encoder: H264Encoder, file: Mp4Writer) {
    this.#encoder = encoder;
    this.#file = file;
  }

  /** Throws `not-supported` for a size and rate past level 4.2. */
  static async open(options: H264FileOptions): Promise<H264File> {
    const encoder = await H264Encoder.open(options);
    try {
      const { path, metadata } = options;
      const { parameters, timeBase, frameRate } = encoder;
      return new H264File(encoder, await Mp4Writer.open({ path, parameters, timeBase, frameRate, metadata }));
    } catch (error) {
      encoder[Symbol.dispose]();
      throw error;
    }
  }

  /** Encodes the next frame; its time is its place in the row. The frame may be changed afterwards. */
  async write(frame: Frame): Promise<void> {
    await this.#encode(frame);
  }

  /** Completes the file under its name. */
  async finish(): Promise<void> {
    await this.#encode(null);
    await this.#file.finish();
    await this[Symbol.asyncDispose]();
  }

  /** Leaves no file behind unless it was finished. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#encoder[Symbol.dispose]();
    await this.#file[Symbol.asyncDispose]();
  }

  async #encode(frame: Frame | null): Promise<void> {
    for await (const packet of this.#encoder.encode(frame)) await this.#file.write(packet);
  }
}
