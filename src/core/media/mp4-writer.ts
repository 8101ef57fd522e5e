import { rename, rm } from 'node:fs/promises';
import { Dictionary, FormatContext, type CodecParameters, type Packet, type Rational } from 'node-av';
import { checkResult } from './ffmpeg-result.ts';

/** What a new MP4 file holds: one video stream. */
export interface Mp4Options {
  readonly path: string;
  /** The stream's codec parameters are copied. */
  readonly parameters: CodecParameters;
  /** Of the packets that will be written. */
  readonly timeBase: Rational;
  readonly frameRate: Rational;
  /** `title`, `comment`, `artist`, `copyright`, `description` are what MP4 has a place for; others are dropped. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * Writes an MP4 with the index in front (it plays while it loads). The file appears under its name when it is whole:
 * until `finish` it is beside it with the ending `.part`, which disposing removes.
 */
export class Mp4Writer implements AsyncDisposable {
  readonly #path: string;
  readonly #context: FormatContext;
  readonly #packetTimeBase: Rational;
  readonly #streamTimeBase: Rational;
  #open = true;

  private constructor(path: string, context: FormatContext, packetTimeBase: Rational, streamTimeBase: Rational) {
    this.#path = path;
    this.#context = context;
    this.#packetTimeBase = packetTimeBase;
    this.#streamTimeBase = streamTimeBase;
  }

  static async open(options: Mp4Options): Promise<Mp4Writer> {
    const context = new FormatContext();
    try {
      checkResult(context.allocOutputContext2(null, 'mp4', partOf(options.path)), 'prepare the file');
      const stream = context.newStream();
      checkResult(options.parameters.copy(stream.codecpar), 'describe the stream');
      // The tag is the container's own; the muxer picks MP4's.
      stream.codecpar.codecTag = 0;
      stream.timeBase = options.timeBase;
      stream.avgFrameRate = options.frameRate;
      context.metadata = Dictionary.fromObject({ ...options.metadata });
      checkResult(await context.openOutput(), 'create the file');
      const muxing = Dictionary.fromObject({ movflags: '+faststart', fflags: '+bitexact' });
      checkResult(await context.writeHeader(muxing), 'begin the file');
      return new Mp4Writer(options.path, context, options.timeBase, stream.timeBase);
    } catch (error) {
      await discard(context, options.path);
      throw error;
    }
  }

  /** Takes over a packet of the stream, in decoding order. */
  async write(packet: Packet): Promise<void> {
    packet.streamIndex = 0;
    packet.rescaleTs(this.#packetTimeBase, this.#streamTimeBase);
    checkResult(await this.#context.interleavedWriteFrame(packet), 'write the file');
  }

  /** Completes the file and gives it its name. */
  async finish(): Promise<void> {
    checkResult(await this.#context.writeTrailer(), 'complete the file');
    this.#open = false;
    await this.#context.closeOutput();
    this.#context.freeContext();
    await rename(partOf(this.#path), this.#path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await discard(this.#context, this.#path);
  }
}

function partOf(path: string): string {
  return `${path}.part`;
}

async function discard(context: FormatContext, path: string): Promise<void> {
  await context.closeOutput();
  context.freeContext();
  await rm(partOf(path), { force: true });
}
