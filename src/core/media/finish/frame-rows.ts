import type { Frame } from 'node-av';

// A frame of these rows is only valid until the next one is asked for.

/** Models round what they are asked for: a stretch that is short by less than this holds a frame. */
const maxHoldS = 0.5;

/** How many frames may be missing: fewer than this. */
export function maxHeldAt(fps: number): number {
  return fps * maxHoldS;
}

/**
 * Exactly `wanted` frames: more are cut off, and where fewer than `maxHeld` are missing the last one stays. Throws what
 * `tooShort` makes of the number of frames that there are.
 */
export async function* exactly(
  frames: AsyncIterable<Frame>,
  wanted: number,
  maxHeld: number,
  tooShort: (count: number) => Error,
): AsyncGenerator<Frame, void> {
  let count = 0;
  let last: Frame | undefined;
  try {
    for await (const frame of frames) {
      last?.free();
      last = frame.clone() ?? undefined;
      count += 1;
      yield frame;
      if (count === wanted) return;
    }
    if (last === undefined || wanted - count >= maxHeld) throw tooShort(count);
    for (; count < wanted; count += 1) {
      using again = last.clone();
      if (again === null) throw new Error('no memory for a frame');
      yield again;
    }
  } finally {
    last?.free();
  }
}

/** The first `count` frames. */
export async function* atMost(frames: AsyncIterable<Frame>, count: number): AsyncGenerator<Frame, void> {
  let given = 0;
  if (count === 0) return;
  for await (const frame of frames) {
    yield frame;
    given += 1;
    if (given === count) return;
  }
}

/** The frames without the first `count`. */
export async function* withoutFirst(frames: AsyncIterable<Frame>, count: number): AsyncGenerator<Frame, void> {
  let skipped = 0;
  for await (const frame of frames) {
    if (skipped >= count) yield frame;
    else skipped += 1;
  }
}

/** The frames with the first one shown `count` times more. */
export async function* withFirstHeld(frames: AsyncIterable<Frame>, count: number): AsyncGenerator<Frame, void> {
  let missing = count;
  for await (const frame of frames) {
    for (; missing > 0; missing -= 1) {
      using again = frame.clone();
      if (again === null) throw new Error('no memory for a frame');
      yield again;
    }
    yield frame;
  }
}

/** The frames without the last one. */
export async function* withoutLast(frames: AsyncIterable<Frame>): AsyncGenerator<Frame, void> {
  let held: Frame | null = null;
  try {
    for await (const frame of frames) {
      const previous = held;
      held = frame.clone();
      if (previous === null) continue;
      try {
        yield previous;
      } finally {
        previous.free();
      }
    }
  } finally {
    held?.free();
  }
}
