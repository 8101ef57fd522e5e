import { decodeSound } from './decode-sound.ts';
import { blockLength, concat, sampleRate, silence, silentBlocks, slice, type Pcm } from './pcm.ts';

interface KeptStretch {
  readonly kind: 'kept';
  /** A kept video with sound. */
  readonly path: string;
  readonly length: number;
}

/** Part of the sound of a video in the making; `length` in samples. */
export type SoundStretch =
  | KeptStretch
  /** A kept video without sound: it stays so. */
  | { readonly kind: 'silent'; readonly length: number }
  /** What was made has no sound of its own: its neighbours are heard in it. */
  | { readonly kind: 'made'; readonly length: number };

/** How long the sound of a kept video goes on into what was made beside it, at most: 0.75 s. */
const ringingLength = sampleRate * 0.75;
/** The most of a kept video's sound that is held to be mirrored: 10 s take 4 MB. */
const maxHeldLength = sampleRate * 10;

/**
 * The sound of stretches one after the other. What was made has none of its own: that of its neighbours goes on in it,
 * mirrored in time, so that nothing breaks off. After a kept one it fades out, before one it fades in; between two, one
 * fades into the other over the whole stretch with equal power.
 */
export async function* mixSound(stretches: readonly SoundStretch[]): AsyncGenerator<Pcm, void> {
  let tail = silence(0);
  for (const [index, stretch] of stretches.entries()) {
    const after = stretches[index + 1];
    switch (stretch.kind) {
      case 'kept': {
        const held = new Tail(after?.kind === 'made' ? fadeLengthAt(stretches, index + 1) : 0);
        for await (const part of decodeSound(stretch.path, stretch.length)) {
          held.add(part);
          yield part;
        }
        tail = held.take();
        break;
      }
      case 'silent':
        yield* silentBlocks(stretch.length);
        break;
      case 'made': {
        const { length } = stretch;
        const fadeLength = fadeLengthAt(stretches, index);
        const head = after?.kind === 'kept' ? await readHead(after, fadeLength) : silence(0);
        yield* mixBridge({ length, fadeLength, tail, head });
        break;
      }
    }
    if (stretch.kind !== 'kept') tail = silence(0);
  }
}
/** How long the neighbours of a made stretch are heard in it. */
function fadeLengthAt(stretches: readonly SoundStretch[], index: number): number {
  const [before, length = 0, after] = [stretches[index - 1], stretches[index]?.length, stretches[index + 1]];
  const bridged = before?.kind === 'kept' && after?.kind === 'kept';
  return bridged ? length : Math.min(length, ringingLength);
}

async function readHead({ path, length }: KeptStretch, wanted: number): Promise<Pcm> {
  const parts: Pcm[] = [];
  for await (const part of decodeSound(path, Math.min(length, wanted, maxHeldLength))) parts.push(part);
  return concat(parts);
}

interface Bridge {
  readonly length: number;
  /** How long each side is heard. */
  readonly fadeLength: number;
  /** The end of what plays before, and the beginning of what plays after; empty for none. */
  readonly tail: Pcm;
  readonly head: Pcm;
}

function* mixBridge({ length, fadeLength, tail, head }: Bridge): Generator<Pcm, void> {
  if (tail.left.length + head.left.length === 0) {
    yield* silentBlocks(length);
    return;
  }
  for (let start = 0; start < length; start += blockLength) {
    const block = silence(Math.min(blockLength, length - start));
    for (const side of ['left', 'right'] as const) {
      const [row, ending, beginning] = [block[side], tail[side], head[side]];
      for (let index = 0; index < row.length; index += 1) {
        const since = start + index;
        const until = length - 1 - since;
        const fading = gain(since, fadeLength) * (ending[ending.length - 1 - bounce(since, ending.length)] ?? 0);
        const rising = gain(until, fadeLength) * (beginning[bounce(until, beginning.length)] ?? 0);
        row[index] = fading + rising;
      }
    }
    yield block;
  }
}

/** Loudness at a distance from the seam: the squares of two that meet add up to one. */
function gain(distance: number, fadeLength: number): number {
  return distance >= fadeLength ? 0 : Math.cos((Math.PI / 2) * ((distance + 0.5) / fadeLength));
}

/** The place of a sample that runs to and fro in a row of `length`. */
function bounce(distance: number, length: number): number {
  const place = distance % (length * 2);
  return place < length ? place : length * 2 - 1 - place;
}

/** Remembers the last samples of what goes by. */
class Tail {
  readonly #length: number;
  #parts: Pcm[] = [];
  #held = 0;

  constructor(length: number) {
    this.#length = Math.min(length, maxHeldLength);
  }

  add(part: Pcm): void {
    this.#parts.push(part);
    this.#held += part.left.length;
    for (let first = this.#parts[0]; first !== undefined; first = this.#parts[0]) {
      if (this.#held - first.left.length < this.#length) return;
      this.#held -= first.left.length;
      this.#parts.shift();
    }
  }

  take(): Pcm {
    return this.#length === 0 ? silence(0) : slice(concat(this.#parts), Math.max(0, this.#held - this.#length));
  }
}
