import type { Size } from '../../../../src/core/size.ts';
import { smoothstep } from '../kit/math.ts';
import type { Change } from './part.ts';

/** Steps of a channel: smaller changes are noise, larger ones are motion. */
const noiseSteps = 6;
const motionSteps = 22;
/** The share of a change that is followed where it is noise. */
const noiseShare = 0.22;

/**
 * Calms the noise of a film before it is drawn anew: styles with few shades and sharp lines would make every grain of
 * it jump. What changes by little follows slowly, what moves follows at once. It remembers the frame before.
 */
export function openSteadier({ width, height }: Size): Change {
  const calm = new Float32Array(width * height * 4);
  const shares = Float32Array.from(
    { length: 256 },
    (_, steps) => noiseShare + (1 - noiseShare) * smoothstep(noiseSteps, motionSteps, steps),
  );
  return ({ data }, { frame }) => {
    if (frame === 0) {
      calm.set(data);
      return;
    }
    for (let at = 0; at < calm.length; at++) {
      const before = calm[at] ?? 0;
      const change = (data[at] ?? 0) - before;
      const value = before + change * (shares[change < 0 ? -change | 0 : change | 0] ?? 1);
      calm[at] = value;
      data[at] = value;
    }
  };
}
