import type { Size } from '../../../../../src/core/size.ts';
import { smoothstep } from '../../kit/math.ts';
import { ease, goOn, leadIn, unsmeared } from '../motion.ts';
import type { Ends, Transition } from '../transition.ts';

/** The first picture is this many times as large when it has gone past. */
const largest = 4;
/** The second is this small when it is first seen. */
const smallest = 0.4;
/** Width of the soft rim between them, as a share of half the frame. */
const rim = 0.3;

/** The camera flies into the middle of the first picture, where the second opens up: round at first, then as the frame is. */
export function openZoomThrough({ first, second }: Ends): Transition {
  return (moment) => {
    const gone = ease(moment.progress);
    // From a point that cannot be seen yet to beyond the frame.
    const radius = gone * (1 + rim);
    const roundness = 2 / (1 - Math.min(gone, 0.99));
    return {
      first: { zoom: largest ** gone, x: 0, y: 0, shifts: goOn(first, moment) },
      second: { zoom: smallest ** (1 - gone), x: 0, y: 0, shifts: leadIn(second, moment) },
      share: (x, y) => 1 - smoothstep(radius - rim, radius, fromMiddle(x, y, roundness, moment)),
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
