import { concat, slice, type Pcm } from './pcm.ts';

/**
 * Makes sound run round: of `length + overlap` samples it gives `length`, from the one at `overlap` on; the last
 * `overlap` of them fade, with equal power, into the ones before that. It is what `loopFrames` does to the picture.
 */
export async function* loopSound(
  sound: AsyncIterable<Pcm>,
  length: number,
  overlap: number,
): AsyncGenerator<Pcm, void> {
  const heads: Pcm[] = [];
  let head: Pcm | undefined;
  let at = 0;
  for await (const part of sound) {
    const size = part.left.length;
    const cut = Math.min(size, Math.max(0, overlap - at));
    if (cut > 0) heads.push(slice(part, 0, cut));
    const seam = Math.min(size, Math.max(cut, length - at));
    if (seam > cut) yield slice(part, cut, seam);
    if (seam < size) {
      head ??= concat(heads);
      yield fade(slice(part, seam), head, at + seam - length, overlap);
    }
    at += size;
  }
}

/** `ending` starts `from` samples into the fade. */
function fade(ending: Pcm, head: Pcm, from: number, overlap: number): Pcm {
  const mix = (row: Float32Array, into: Float32Array): Float32Array =>
    row.map((value, index) => {
      const angle = (Math.PI / 2) * ((from + index + 0.5) / overlap);
      return value * Math.cos(angle) + (into[from + index] ?? 0) * Math.sin(angle);
    });
  return { left: mix(ending.left, head.left), right: mix(ending.right, head.right) };
}
