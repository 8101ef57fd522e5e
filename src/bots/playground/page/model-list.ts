import type { ModelSuggestion } from '../wire.ts';

/** How long a list is good for: models come and go with the workers. */
const freshMs = 10_000;

/** Keeps the models that can be chosen. What was asked for long ago is asked for again the next time somebody looks. */
export function createModelList(
  load: () => Promise<readonly ModelSuggestion[]>,
  nowMs: () => number = () => performance.now(),
): () => readonly ModelSuggestion[] {
  let known: readonly ModelSuggestion[] = [];
  let askedAtMs: number | undefined;

  async function refresh(): Promise<void> {
    try {
      known = await load();
    } catch {
      // The studio cannot be reached: the older list will do until it can.
      askedAtMs = undefined;
    }
  }

  return () => {
    if (askedAtMs === undefined || nowMs() - askedAtMs > freshMs) {
      askedAtMs = nowMs();
      void refresh();
    }
    return known;
  };
}
