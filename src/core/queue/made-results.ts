import type { StageResults } from './task-queue.ts';

/** Enough for all that is between two of its stages in a busy process; what is dropped is read from the queue. */
const mostKept = 500;

/**
 * What stages of this process handed on, until the next stage takes it: where that runs here too, it need not be read.
 * Only what the queue has surely kept may be put in; that never changes.
 */
export interface MadeResults {
  keep(stageId: string, results: StageResults): void;
  /** The results, once; undefined where they are not known here. */
  take(stageId: string): StageResults | undefined;
}

export function createMadeResults(): MadeResults {
  const kept = new Map<string, StageResults>();
  return {
    keep: (stageId, results) => {
      kept.set(stageId, results);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    },
    take: (stageId) => {
      const results = kept.get(stageId);
      kept.delete(stageId);
      return results;
    },
  };
}
