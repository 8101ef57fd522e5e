import { mediaLimits } from '../media-limits.ts';

/** When a video's frames show. */
export interface FrameTiming {
  /** Frames a second of the house form. */
  readonly fps: number;
  /** Whether the frames lie on that rate's grid already, each less than half a frame off. */
  readonly constant: boolean;
  /** From the first frame's start to the last one's end. */
  readonly durationS: number;
}

/** Rates that cameras and software mean. */
const usualRates: readonly number[] = [24_000 / 1001, 24, 25, 30_000 / 1001, 30, 48, 50, 60_000 / 1001, 60];

/** Frames for which the last one may show and still be one of many. */
const longHold = 1.5;

/** Millisecond timestamps make 30 into 30.3; what is off by less than this part of a rate means it. */
const sameRate = 0.02;

/**
 * Finds the constant rate for frames that show at `startsS` (ascending) until `endS`. Where they lie on a grid it is
 * that grid's. Else it is their average, or how fast most of them follow each other where that is faster: a film that
 * rests now and then must not jerk where it moves.
 */
export function timeFrames(startsS: readonly number[], endS: number): FrameTiming {
  const firstS = startsS[0] ?? 0;
  const lastS = startsS.at(-1) ?? firstS;
  const intervals = startsS.slice(1).map((startS, index) => startS - (startsS[index] ?? 0));
  const medianS = median(intervals);
  const average = lastS > firstS ? (startsS.length - 1) / (lastS - firstS) : undefined;
  if (average === undefined || medianS === undefined) {
    const durationS = endS > firstS ? endS - firstS : 1 / mediaLimits.video.gifFps;
    return { fps: inRange(toThousandths(1 / durationS)), constant: true, durationS };
  }
  for (const fps of [nearestUsual(average), toThousandths(average)]) {
    const holds = (endS - lastS) * fps > longHold;
    if (fps === inRange(fps) && liesOnGrid(startsS, fps) && !holds) {
      return { fps, constant: true, durationS: startsS.length / fps };
    }
  }
  // A last frame that hardly shows does not say how long it shall.
  const durationS = Math.max(endS, lastS + medianS) - firstS;
  return { fps: inRange(nearestUsual(Math.max(average, medianS > 0 ? 1 / medianS : 0))), constant: false, durationS };
}

function liesOnGrid(startsS: readonly number[], fps: number): boolean {
  const firstS = startsS[0] ?? 0;
  return startsS.every((startS, index) => Math.abs((startS - firstS) * fps - index) < 0.5);
}

function nearestUsual(fps: number): number {
  const nearest = usualRates.toSorted((a, b) => Math.abs(a - fps) - Math.abs(b - fps))[0] ?? fps;
  return Math.abs(nearest - fps) <= fps * sameRate ? nearest : toThousandths(fps);
}

/** Slide shows keep their pictures longer: those are shown several times. */
function inRange(fps: number): number {
  const { minFps, maxFps } = mediaLimits.video;
  const times = fps < minFps ? Math.ceil(minFps / Math.max(fps, 0.001)) : 1;
  return Math.min(maxFps, Math.max(fps, 0.001) * times);
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function toThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
