import { rename, rm } from 'node:fs/promises';
import { Dictionary, FormatContext, type CodecParameters, type Packet, type Rational, type Stream } from 'node-av';
import { checkResult } from './ffmpeg-result.ts';

/** One stream of a new file. */
export interface Mp4Stream {
  /** They are copied. */
  readonly parameters: CodecParameters;
  /** Of the packets that will be written. */
  readonly timeBase: Rational;
}

/** What a new MP4 file holds: one video stream, and sound where there is some. */
export interface Mp4Options extends Mp4Stream {
  readonly path: string;
  readonly frameRate: Rational;
  readonly sound?: Mp4Stream | undefined;
  /** `title`, `comment`, `artist`, `copyright`, `description` are what MP4 has a place for; others are dropped. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** The time bases in which a stream's packets come and are written. */
interface StreamClock {
  readonly from: Rational;
  readonly to: Rational;
}

/**
 * Writes an MP4 with the index in front (it plays while it loads). The file appears under its name when it is whole:
 * until `finish` it is beside it with the ending `.part`, which disposing removes.
 */
export class Mp4Writer implements AsyncDisposable {
  readonly #path: string;
  readonly #context: FormatContext;
  /** The picture, then the sound where there is some. */
  readonly #clocks: readonly StreamClock[];
  #open = true;

  private constructor(path: string, context: FormatContext, clocks: readonly StreamClock[]) {
    this.#path = path;
    this.#context = context;
    this.#clocks = clocks;
  }

  static async open(options: Mp4Options): Promise<Mp4Writer> {
    const context = new FormatContext();
    try {
      checkResult(context.allocOutputContext2(null, 'mp4', partOf(options.path)), 'prepare the file');
      const picture = addStream(context, options);
      picture.avgFrameRate = options.frameRate;
      const sound = options.sound === undefined ? undefined : addStream(context, options.sound);
      context.metadata = Dictionary.fromObject({ ...options.metadata });
      checkResult(await context.openOutput(), 'create the file');
      const muxing = Dictionary.fromObject({ movflags: '+faststart', fflags: '+bitexact' });
      checkResult(await context.writeHeader(muxing), 'begin the file');
      // The muxer has now chosen its own time bases.
      const clocks = [{ from: options.timeBase, to: picture.timeBase }];
      if (sound !== undefined && options.sound !== undefined) {
        clocks.push({ from: options.sound.timeBase, to: sound.timeBase });
      }
      return new Mp4Writer(options.path, context, clocks);
    } catch (error) {
      await discard(context, options.path);
      throw error;
    }
  }

  /** Takes over a packet of the picture, in decoding order. */
  async write(packet: Packet): Promise<void> {
    await this.#write(packet, 0);
  }

  /** Takes over a packet of the sound. Give it side by side with the picture: what waits for the other is in memory. */
  async writeSound(packet: Packet): Promise<void> {
    await this.#write(packet, 1);
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

  async #write(packet: Packet, index: number): Promise<void> {
    const clock = this.#clocks[index];
    if (clock === undefined) throw new Error('the file has no such stream');
    packet.streamIndex = index;
    packet.rescaleTs(clock.from, clock.to);
    checkResult(await this.#context.interleavedWriteFrame(packet), 'write the file');
  }
}

function addStream(context: FormatContext, { parameters, timeBase }: Mp4Stream): Stream {
  const stream = context.newStream();
  checkResult(parameters.copy(stream.codecpar), 'describe a stream');
  // The tag is the container's own; the muxer picks MP4's.
  stream.codecpar.codecTag = 0;
  stream.timeBase = timeBase;
  return stream;
}

function partOf(path: string): string {
  return `${path}.part`;
}

async function discard(context: FormatContext, path: string): Promise<void> {
  await context.closeOutput();
  context.freeContext();
  await rm(partOf(path), { force: true });
}
