import { decodePackets, type Placed } from './decode-packets.ts';
import { sampleRate, silentBlocks, slice, type Pcm } from './pcm.ts';
import { SoundSource } from './sound-source.ts';

/** Timestamps of sound are rounded; what is off by less than this is not. In samples: 10 ms. */
const tolerance = sampleRate / 100;

/**
 * The sound of a kept video from its first frame on, exactly `length` samples of it: gaps and what is missing at the end
 * are silence; all of it where the video has no sound. Throws `bad-media`.
 */
export async function* decodeSound(path: string, length: number): AsyncGenerator<Pcm, void> {
  let at = 0;
  for await (const { pcm, start } of placed(path)) {
    if (start > at + tolerance) {
      const gap = Math.min(start, length) - at;
      yield* silentBlocks(gap);
      at += gap;
    }
    // What lies before the first frame, or overlaps, is not heard.
    const late = at - start > tolerance ? at - start : 0;
    const part = slice(pcm, Math.min(late, pcm.left.length), late + length - at);
    if (part.left.length > 0) yield part;
    at += part.left.length;
    if (at >= length) return;
  }
  yield* silentBlocks(length - at);
}

async function* placed(path: string): AsyncGenerator<Placed, void> {
  await using source = await SoundSource.open(path);
  if (source !== undefined) yield* decodePackets(source.packets(), source.stream, `aresample=${sampleRate}`);
}
