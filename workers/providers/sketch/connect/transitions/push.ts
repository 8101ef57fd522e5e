import type { Size } from '../../../../../src/core/size.ts';
import { smoothstep } from '../../kit/math.ts';
import { ease, easeSpeed, goOn, leadIn } from '../motion.ts';
import type { Direction, Ends, Transition } from '../transition.ts';

/** How much of a frame's way is smeared: a shutter that is open half of the time. */
const shutter = 0.5;
/** Half the width of the soft edge between the pictures, as a share of the way. */
const softness = 0.012;

/** The second picture comes in from one side and pushes the first out at the other. */
export function openPush({ first, second }: Ends, direction: Direction): Transition {
  return (moment) => {
    const way = wayOf(direction, moment);
    const length = Math.abs(way.x + way.y);
    const gone = ease(moment.progress);
    const speed = (easeSpeed(moment.progress) / moment.steps) * length * shutter;
    const soft = softness * length;
    // The edge stands beyond the frame at both ends, all of its softness: a sliver that stays shows at the seam.
    const edge = (length + 4 * soft) * gone - 2 * soft;
    return {
      first: { zoom: 1, x: way.x * gone, y: way.y * gone, shifts: goOn(first, moment) },
      second: { zoom: 1, x: way.x * (gone - 1), y: way.y * (gone - 1), shifts: leadIn(second, moment) },
      share: (x, y) => 1 - smoothstep(edge - soft, edge + soft, fromEntry(x, y, way)),
      smear: way.x === 0 ? { x: 0, y: speed } : { x: speed, y: 0 },
    };
  };
}

/** The way of a whole frame in a direction, in pixels. */
export function wayOf(direction: Direction, { width, height }: Size): { readonly x: number; readonly y: number } {
  switch (direction) {
    case 'left':
      return { x: -width, y: 0 };
    case 'right':
      return { x: width, y: 0 };
    case 'up':
      return { x: 0, y: -height };
    case 'down':
      return { x: 0, y: height };
  }
}

/** How far a place is from the side where things come in. */
function fromEntry(x: number, y: number, way: { readonly x: number; readonly y: number }): number {
  if (way.y === 0) return way.x > 0 ? x : -way.x - x;
  return way.y > 0 ? y : -way.y - y;
}
