import { smoothstep } from '../../kit/math.ts';
import { ease, goOn, leadIn, unsmeared } from '../motion.ts';
import type { Ends, Transition } from '../transition.ts';

/** The first picture is this many times as large when it has gone past. */
const largest = 4;
/** The second is this small when it is first seen. */
const smallest = 0.5;
/** Width of the soft rim between them, as a share of half the frame. */
const rim = 0.3;

/** The camera flies into the middle of the first picture, where the second opens up. */
export function openZoomThrough({ first, second }: Ends): Transition {
  return (moment) => {
    const { width, height } = moment;
    const gone = ease(moment.progress);
    // From a point that is not there yet to beyond the corners.
    const radius = gone * (Math.SQRT2 + rim);
    return {
      first: { zoom: largest ** gone, x: 0, y: 0, shifts: goOn(first, moment) },
      second: { zoom: smallest ** (1 - gone), x: 0, y: 0, shifts: leadIn(second, moment) },
      share: (x, y) => 1 - smoothstep(radius - rim, radius, Math.hypot((2 * x) / width - 1, (2 * y) / height - 1)),
      smear: unsmeared,
    };
  };
}
