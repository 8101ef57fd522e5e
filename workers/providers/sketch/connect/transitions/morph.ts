import { noFlow, type Flow } from '../flow.ts';
import { sampleGrid } from '../luma.ts';
import { atRest, ease, unsmeared } from '../motion.ts';
import type { End, Ends, Transition } from '../transition.ts';

/**
 * What is alike in both pictures goes from its place in one to its place in the other: it leaves with the speed that it
 * had and arrives with the one that it will have (a Hermite curve), while the one picture turns into the other.
 */
export function openMorph({ first, second, there, back }: Ends): Transition {
  const [leaving, arriving] = [speedOf(first), speedOf(second)];
  const arrivingThere = carry(arriving, there);
  const leavingBack = carry(leaving, back);
  return ({ progress: t, steps }) => {
    const share = ease(t);
    const travelled = t * t * (3 - 2 * t);
    const left = t * (1 - t) * (1 - t) * steps;
    const arrived = t * t * (t - 1) * steps;
    return {
      first: atRest([
        { flow: there, times: travelled },
        { flow: leaving, times: left },
        { flow: arrivingThere, times: arrived },
      ]),
      second: atRest([
        { flow: back, times: 1 - travelled },
        { flow: leavingBack, times: left },
        { flow: arriving, times: arrived },
      ]),
      share: () => share,
      smear: unsmeared,
    };
  };
}

function speedOf({ camera, local }: End): Flow {
  const flow = noFlow(camera);
  for (let at = 0; at < flow.x.length; at++) {
    flow.x[at] = (camera.x[at] ?? 0) + (local.x[at] ?? 0);
    flow.y[at] = (camera.y[at] ?? 0) + (local.y[at] ?? 0);
  }
  return flow;
}

/** What another flow says of the places that a flow leads to. */
function carry({ x: u, y: v, ...size }: Flow, along: Flow): Flow {
  const carried = noFlow(size);
  for (let y = 0, at = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, at++) {
      const [column, row] = [x + (along.x[at] ?? 0), y + (along.y[at] ?? 0)];
      carried.x[at] = sampleGrid(u, size, column, row);
      carried.y[at] = sampleGrid(v, size, column, row);
    }
  }
  return carried;
}
