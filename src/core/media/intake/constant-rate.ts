import type { Frame } from 'node-av';
import type { FrameTiming } from './frame-timing.ts';

/**
 * The frames that show at each tick of a constant rate. Each frame comes at the tick nearest to its time and holds until
 * the next one; of several at one tick the last one shows. Frames come in with their times; one that goes out is only
 * valid until the next is asked for.
 */
export async function* atConstantRate(
  frames: AsyncIterable<Frame>,
  firstS: number,
  { fps, durationS }: FrameTiming,
): AsyncGenerator<Frame, void> {
  const total = Math.max(1, Math.round(durationS * fps));
  let shown = 0;
  let held: Frame | undefined;
  try {
    for await (const frame of frames) {
      const start = Math.round((Number(frame.pts) * frame.timeBase.toDouble() - firstS) * fps);
      if (held !== undefined) {
        const times = Math.max(0, Math.min(start, total) - shown);
        yield* repeat(held, times);
        shown += times;
        held.free();
      }
      held = frame.clone() ?? undefined;
    }
    if (held !== undefined) yield* repeat(held, total - shown);
  } finally {
    held?.free();
  }
}

function* repeat(frame: Frame, times: number): Generator<Frame, void> {
  for (let index = 0; index < times; index += 1) yield frame;
}
