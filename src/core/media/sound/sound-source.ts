import { AV_CODEC_ID_AAC, type Packet, type Stream } from 'node-av';
import { VideoSource } from '../video-source.ts';

/** The sound of a kept video, packet by packet. */
export class SoundSource implements AsyncDisposable {
  readonly stream: Stream;
  readonly #source: VideoSource;

  private constructor(source: VideoSource, stream: Stream) {
    this.#source = source;
    this.stream = stream;
  }

  /** `undefined` where the video is silent: the intake leaves no sound but AAC. Throws `bad-media`. */
  static async open(file: string): Promise<SoundSource | undefined> {
    const source = await VideoSource.open(file);
    const stream = source.soundStream;
    if (stream?.codecpar.codecId === AV_CODEC_ID_AAC) return new SoundSource(source, stream);
    await source[Symbol.asyncDispose]();
    return undefined;
  }

  /** In order. A packet is only valid until the next one is asked for. Throws `bad-media`. */
  packets(): AsyncGenerator<Packet, void> {
    return this.#source.packets(this.stream);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#source[Symbol.asyncDispose]();
  }
}

/** Whether a kept video has sound. Throws `bad-media`. */
export async function hasSound(file: string): Promise<boolean> {
  await using source = await SoundSource.open(file);
  return source !== undefined;
}
