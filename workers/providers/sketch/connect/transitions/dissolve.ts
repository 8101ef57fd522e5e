import { atRest, ease, goOn, leadIn, unsmeared } from '../motion.ts';
import type { Ends, Transition } from '../transition.ts';

/** One picture shines through the other, both moving on. */
export function openDissolve({ first, second }: Ends): Transition {
  return (moment) => {
    const share = ease(moment.progress);
    return {
      first: atRest(goOn(first, moment)),
      second: atRest(leadIn(second, moment)),
      share: () => share,
      smear: unsmeared,
    };
  };
}
