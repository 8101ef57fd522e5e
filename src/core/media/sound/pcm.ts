/** Samples a second of all sound that is made here. */
export const sampleRate = 48_000;

/** A stretch of stereo sound at `sampleRate`: two rows of equal length, −1 to 1. */
export interface Pcm {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** How many samples a mixer or encoder handles at a time: an AAC frame. */
export const blockLength = 1_024;

/** Silence, `length` samples long. */
export function silence(length: number): Pcm {
  return { left: new Float32Array(length), right: new Float32Array(length) };
}

/** Part of a stretch, without copying. */
export function slice({ left, right }: Pcm, start: number, end?: number): Pcm {
  return { left: left.subarray(start, end), right: right.subarray(start, end) };
}

/** Several stretches one after the other. */
export function concat(parts: readonly Pcm[]): Pcm {
  const whole = silence(parts.reduce((sum, part) => sum + part.left.length, 0));
  let at = 0;
  for (const { left, right } of parts) {
    whole.left.set(left, at);
    whole.right.set(right, at);
    at += left.length;
  }
  return whole;
}

/** Silence in blocks, `length` samples in all. */
export function* silentBlocks(length: number): Generator<Pcm, void> {
  for (let left = length; left > 0; left -= blockLength) yield silence(Math.min(blockLength, left));
}
