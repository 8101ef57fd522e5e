import type { PlannedAsk } from './plan-storm.ts';

/** People of one chat. What they do may fail or reach nobody: then they see that, as people do. */
export interface People {
  /** Asks for something; the words are nobody else's. */
  ask(ask: PlannedAsk, words: string): Promise<void>;
  /** Presses Cancel on one of the cards that have it. */
  cancel(which: number): Promise<void>;
  /** How many messages there are with the end of each task, by its id. */
  outcomes(): Promise<ReadonlyMap<string, number>>;
  /** How many cards of each task there are, by its id. Where a card does not tell its task, by the card. */
  cards(): Promise<ReadonlyMap<string, number>>;
}

/** Counts how often each comes. */
export function tally(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** The task of a button's id, where the button is for that. */
export function taskOfButton(id: string | undefined, action: string): string | undefined {
  const [version, name, taskId] = (id ?? '').split('.');
  return version === '1' && name === action ? taskId : undefined;
}

/** One of several, by a number as large as it likes. */
export function choose<Item>(items: readonly Item[], which: number): Item | undefined {
  return items[which % Math.max(1, items.length)];
}
