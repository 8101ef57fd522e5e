import { createRecentMap, type RecentMap } from '../recent-map.ts';
import type { StageResults } from './task-queue.ts';

/** Enough for all that is between two of its stages in a busy process; what is dropped is read from the queue. */
const mostKept = 500;

/**
 * What stages of this process handed on, by the stage's id, until the next stage takes it: where that runs here too, it
 * need not be read. Only what the queue has surely kept may be put in; that never changes.
 */
export type MadeResults = Pick<RecentMap<string, StageResults>, 'set' | 'take'>;

export function createMadeResults(): MadeResults {
  return createRecentMap(mostKept);
}
