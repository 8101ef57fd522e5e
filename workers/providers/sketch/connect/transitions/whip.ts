import { smoothstep } from '../../kit/math.ts';
import { easeSharply, easeSharplySpeed, goOn, leadIn } from '../motion.ts';
import type { Direction, Ends, Transition } from '../transition.ts';
import { wayOf } from './push.ts';

/** The camera turns past this many frames' worth of picture, mirrored side by side. */
const turns = 2;
/** When nothing can be told apart any more, the one gives way to the other. */
const [changeFrom, changeTo] = [0.4, 0.6];

/** The camera whips around, too fast to see anything, and stops at the second picture. */
export function openWhip({ first, second }: Ends, direction: Direction): Transition {
  return (moment) => {
    const way = wayOf(direction, moment);
    const gone = easeSharply(moment.progress) * turns;
    const left = gone - turns;
    const speed = (easeSharplySpeed(moment.progress) * turns) / moment.steps;
    const share = smoothstep(changeFrom, changeTo, moment.progress);
    return {
      first: { zoom: 1, x: way.x * gone, y: way.y * gone, shifts: goOn(first, moment) },
      second: { zoom: 1, x: way.x * left, y: way.y * left, shifts: leadIn(second, moment) },
      share: () => share,
      smear: { x: Math.abs(way.x) * speed, y: Math.abs(way.y) * speed },
    };
  };
}
