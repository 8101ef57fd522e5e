import { decodePackets, type Placed } from '../sound/decode-packets.ts';
import { sampleRate, slice, type Pcm } from '../sound/pcm.ts';
import { VideoSource } from '../video-source.ts';
import type { Stretch } from './stretch.ts';

/** Gaps and overlaps of more than this many seconds are filled or cut; less is rounding. */
const minGapS = 0.01;

/** A file's sound from its first frame on, to the end of its last. Gaps are silence. Throws `bad-media`. */
export async function* decodeForeignSound(path: string, stretch: Stretch): AsyncGenerator<Pcm, void> {
  let left = Math.round(stretch.durationS * sampleRate);
  for await (const { pcm } of decodeFrom(path, stretch)) {
    yield slice(pcm, 0, left);
    left -= pcm.left.length;
    if (left <= 0) return;
  }
}

async function* decodeFrom(path: string, stretch: Stretch): AsyncGenerator<Placed, void> {
  await using source = await VideoSource.open(path);
  const { soundStream } = source;
  if (soundStream !== undefined) {
    yield* decodePackets(source.packets(soundStream), soundStream, resamplingFor(stretch));
  }
}

function resamplingFor({ firstS }: Stretch): string {
  return `asetpts=PTS-(${firstS})/TB,aresample=${sampleRate}:async=1:min_hard_comp=${minGapS}:first_pts=0`;
}
