import type { Packet } from 'node-av';
import type { Mp4Writer } from '../mp4-writer.ts';
import type { SoundTrack } from '../sound/sound-track.ts';

/** Writes a track of sound beside the picture, so that players find both in one place. Dispose it, then the track. */
export class SoundFeed implements AsyncDisposable {
  readonly #file: Mp4Writer;
  readonly #packets: AsyncGenerator<Packet, void>;
  readonly #tickS: number;
  #next: Packet | undefined;
  #started = false;

  constructor(track: SoundTrack, file: Mp4Writer) {
    this.#file = file;
    this.#packets = track.packets();
    this.#tickS = track.timeBase.toDouble();
  }

  /** Writes what is heard before a moment of the video; all of it for infinity. */
  async writeUpTo(timeS: number): Promise<void> {
    if (!this.#started) await this.#advance();
    while (this.#next !== undefined && Number(this.#next.pts) * this.#tickS < timeS) {
      await this.#file.writeSound(this.#next);
      await this.#advance();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#next = undefined;
    await this.#packets.return();
  }

  async #advance(): Promise<void> {
    this.#started = true;
    const { value } = await this.#packets.next();
    this.#next = value ?? undefined;
  }
}
