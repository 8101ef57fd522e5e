import type { Standing } from '../../../src/core/provider.ts';
import { createRecentMap } from '../../../src/core/recent-map.ts';
import { percentOf } from './progress.ts';
import type { Prediction } from './prediction.ts';

/** Remembers of each running prediction how far it was. */
export interface Pace {
  /** What a look at a running prediction comes to. A share never goes backwards. */
  step(prediction: Prediction, options: { readonly begun: boolean }): Extract<Standing, { state: 'running' }>;
  /** It is not asked for any more. */
  forget(id: string): void;
}

/** As often as people look at a clock; a video that is there waits for nobody longer. */
const gapMs = 1_000;
/** 3,000 looks a minute are allowed to an account: one process keeps to half of that, however many it follows. */
const shareMs = 40;
/** Where Replicate itself tells of the end, looking is a safeguard. */
const toldMs = 30_000;
/** Predictions that one process follows; whatever is beyond has ended unseen. */
const mostRemembered = 1_000;
/** The last bar of a log is not the end: the file has to be written and handed over. */
const mostPercent = 99;

/** `webhooks`: whether Replicate tells of the beginning and the end by itself. */
export function createPace({ webhooks }: { readonly webhooks: boolean }): Pace {
  const known = createRecentMap<string, number | undefined>(mostRemembered);

  return {
    step({ id, logs }, { begun }) {
      const before = known.get(id);
      const told = percentOf(logs ?? '');
      const percent = told === undefined ? before : Math.min(mostPercent, Math.max(told, before ?? 0));
      known.set(id, percent);
      const againMs = begun && webhooks ? toldMs : Math.max(gapMs, known.size * shareMs);
      const phase = begun ? 'making' : 'starting';
      return { state: 'running', progress: { phase, ...(percent === undefined ? {} : { percent }) }, againMs };
    },
    forget(id) {
      known.take(id);
    },
  };
}
