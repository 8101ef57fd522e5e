import type { Frame } from 'node-av';
import { planesOf, writablePlanesOf } from './planes.ts';

/**
 * Makes frames run round: of `total + overlap` yuv420p frames it gives `total`, from the one at `overlap` on; the last
 * `overlap` of them dissolve into the ones before that, so that the end runs into the beginning. It holds at most
 * `overlap` frames. A frame is only valid until the next one is asked for; frames past those are not asked for.
 */
export async function* loopFrames(
  frames: AsyncIterable<Frame>,
  total: number,
  overlap: number,
): AsyncGenerator<Frame, void> {
  if (overlap > total) throw new RangeError(`${overlap} frames cannot dissolve in ${total}`);
  const head: Frame[] = [];
  try {
    let index = 0;
    for await (const frame of frames) {
      const beginning = index < total ? undefined : head[index - total];
      if (index < overlap) head.push(reference(frame));
      else if (beginning === undefined) yield frame;
      else {
        dissolve(frame, beginning, smoothstep((index - total + 1) / overlap));
        yield frame;
        beginning.free();
      }
      index += 1;
      if (index === total + overlap) return;
    }
    throw new Error(`${index} frames are too few for a loop of ${total} + ${overlap}`);
  } finally {
    for (const frame of head) frame.free();
  }
}

/** Another name for the same pixels, which keeps them. */
function reference(frame: Frame): Frame {
  const kept = frame.clone();
  if (kept === null) throw new Error('there is no memory for a frame');
  return kept;
}

/** 0 to 1 with no corner at either end: the eye sees where a change of speed begins. */
function smoothstep(t: number): number {
  return t * t * (3 - 2 * t);
}

/** Mixes another picture in; `weight` 1 is all of it. */
function dissolve(frame: Frame, other: Frame, weight: number): void {
  const parts = Math.round(weight * 256);
  const sources = planesOf(other);
  for (const [index, plane] of writablePlanesOf(frame).entries()) {
    const source = sources[index];
    if (source?.width !== plane.width || source.height !== plane.height) throw new Error('frames differ in size');
    for (let y = 0; y < plane.height; y += 1) {
      let from = y * source.strideBytes;
      let at = y * plane.strideBytes;
      for (const end = at + plane.width; at < end; at += 1, from += 1) {
        const mixed = (plane.bytes[at] ?? 0) * (256 - parts) + (source.bytes[from] ?? 0) * parts;
        plane.bytes[at] = (mixed + 128) >> 8;
      }
    }
  }
}
