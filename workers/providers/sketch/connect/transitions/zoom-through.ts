import type { Size } from '../../../../../src/core/size.ts';
import { smoothstep } from '../../kit/math.ts';
import { ease, goOn, leadIn, unsmeared } from '../motion.ts';
import type { Ends, Transition } from '../transition.ts';

/** The first picture is this many times as large when it has gone past. */
const largest = 4;
/** The second is this small when it is first seen. */
const smallest = 0.1;
/** Width of the soft rim between them, as a share of the second picture, when it is small. */
const rim = 0.4;
/** Share of the way on which the second picture appears. */
const appearing = 0.12;

/** The camera flies into the middle of the first picture, where the second opens up: round at first, then as the frame is. */
export function openZoomThrough({ first, second }: Ends): Transition {
  return (moment) => {
    const gone = ease(moment.progress);
    const size = smallest ** (1 - gone);
    // Never past the second picture's own edges: a rounded shape that gets the frame's corners as it gets its size.
    const soft = size * Math.max(0.01, rim * (1 - gone));
    const roundness = 2 / (1 - Math.min(gone, 0.99));
    const presence = smoothstep(0, appearing, gone);
    return {
      first: { zoom: largest ** gone, x: 0, y: 0, shifts: goOn(first, moment) },
      second: { zoom: size, x: 0, y: 0, shifts: leadIn(second, moment) },
      share: (x, y) => presence * (1 - smoothstep(size - soft, size, fromMiddle(x, y, roundness, moment))),
      smear: unsmeared,
    };
  };
}

/** 0 in the middle of the frame, 1 at the middle of its sides; between a circle (`roundness` 2) and the frame itself. */
function fromMiddle(x: number, y: number, roundness: number, { width, height }: Size): number {
  const [across, down] = [Math.abs((2 * x) / width - 1), Math.abs((2 * y) / height - 1)];
  const larger = Math.max(across, down);
  if (larger === 0) return 0;
  return larger * (1 + (Math.min(across, down) / larger) ** roundness) ** (1 / roundness);
}
