import { decodeSound } from './decode-sound.ts';
import { blockLength, concat, sampleRate, silence, silentBlocks, slice, type Pcm } from './pcm.ts';

/** Part of the sound of a video in the making; `length` in samples. `path` is a kept video with sound. */
export interface SoundStretch {
  readonly path?: string | undefined;
  readonly length: number;
}

/** How long the sound of a kept video goes on into what was made beside it, at most: 0.75 s. */
const ringingLength = sampleRate * 0.75;
/** The most of a kept video's sound that is held to be mirrored: 10 s take 4 MB. */
const maxHeldLength = sampleRate * 10;

/**
 * The sound of stretches one after the other. A stretch without a path was made and has no sound of its own: that of
 * its neighbours goes on in it, mirrored in time, so that nothing breaks off. After a kept one it fades out, before one
 * it fades in; between two, one fades into the other over the whole stretch with equal power.
 */
export async function* mixSound(stretches: readonly SoundStretch[]): AsyncGenerator<Pcm, void> {
  let tail = silence(0);
  for (const [index, { path, length }] of stretches.entries()) {
    const [before, after] = [stretches[index - 1]?.path, stretches[index + 1]];
    if (path === undefined) {
      const bridged = before !== undefined && after?.path !== undefined;
      const fadeLength = bridged ? length : Math.min(length, ringingLength);
      const head = after?.path === undefined ? silence(0) : await readHead(after, fadeLength);
      yield* mixBridge({ length, fadeLength, tail, head });
      tail = silence(0);
    } else {
      const held = new Tail(after?.path === undefined ? heldLength(stretches, index) : 0);
      for await (const part of decodeSound(path, length)) {
        held.add(part);
        yield part;
      }
      tail = held.take();
    }
  }
}

/** How much of the end of a kept stretch what follows needs. */
function heldLength(stretches: readonly SoundStretch[], index: number): number {
  const bridge = stretches[index + 1];
  if (bridge === undefined) return 0;
  const bridged = stretches[index + 2]?.path !== undefined;
  return Math.min(bridge.length, bridged ? maxHeldLength : ringingLength);
}

async function readHead({ path, length }: SoundStretch, wanted: number): Promise<Pcm> {
  if (path === undefined) return silence(0);
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
    this.#length = length;
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
