import { createRecentMap } from '../core/recent-map.ts';
import type { Pace } from './pace.ts';
import { createWindow, type Window } from './sliding-window.ts';

/** Which group each key belongs to, and what each group, and all together, have run lately. */
export interface Groups {
  knows(key: string): boolean;
  /** Learns the group of a key. */
  ask(key: string): Promise<void>;
  /** Milliseconds until anything may run again; 0 for now, Infinity where a run has to end first. */
  waitForAllMs(): number;
  /** The same for a key's group. */
  waitMs(key: string): number;
  /** Counts a run of a key; to be called back at its end. */
  charge(key: string): () => void;
}

/** Keys whose group is remembered; the oldest are asked for again. */
const maxKeys = 10_000;

export function createGroups(
  { perGroup, overall }: Pick<Pace, 'perGroup' | 'overall'>,
  groupOf: (key: string) => Promise<string | undefined>,
): Groups {
  const known = createRecentMap<string, string | undefined>(maxKeys);
  const windows = new Map<string, Window>();
  const all = overall === undefined ? undefined : createWindow(overall);

  /** Groups that have rested are forgotten. */
  function windowOf(key: string): Window | undefined {
    const group = known.get(key);
    return group === undefined ? undefined : windows.get(group);
  }

  return {
    knows: (key) => known.has(key),
    async ask(key) {
      known.set(key, await groupOf(key));
    },
    waitForAllMs: () => all?.waitMs() ?? 0,
    waitMs: (key) => windowOf(key)?.waitMs() ?? 0,
    charge(key) {
      const group = known.get(key);
      if (group !== undefined && perGroup !== undefined && !windows.has(group)) {
        for (const [name, window] of windows) if (window.isEmpty()) windows.delete(name);
        windows.set(group, createWindow(perGroup));
      }
      const ends = [all?.charge(), windowOf(key)?.charge()];
      return () => {
        for (const end of ends) end?.();
      };
    },
  };
}
