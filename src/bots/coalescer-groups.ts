import type { Pace } from './coalescer.ts';

/** Which group each key belongs to, and what each group has run lately. */
export interface Groups {
  knows(key: string): boolean;
  /** Learns the group of a key. */
  ask(key: string): Promise<void>;
  /** Milliseconds until a key's group may run again; 0 for now, Infinity where a run has to end first. */
  waitMs(key: string): number;
  /**
   * Counts a run of a key; to be called back at its end, where its window begins: what it does may reach the platform
   * as late as that.
   */
  charge(key: string): () => void;
}

/** Keys whose group is remembered; the oldest are asked for again. */
const maxKeys = 10_000;

export function createGroups(
  { count, windowMs }: NonNullable<Pace['perGroup']>,
  groupOf: (key: string) => Promise<string | undefined>,
): Groups {
  const known = new Map<string, string | undefined>();
  /** When the runs of each group ended; Infinity for those under way. */
  const runs = new Map<string, readonly number[]>();

  function lately(group: string): readonly number[] {
    const since = performance.now() - windowMs;
    const kept = (runs.get(group) ?? []).filter((atMs) => atMs > since);
    if (kept.length === 0) runs.delete(group);
    else runs.set(group, kept);
    return kept;
  }

  return {
    knows: (key) => known.has(key),
    async ask(key) {
      const group = await groupOf(key);
      known.set(key, group);
      const [oldest] = known.keys();
      if (known.size > maxKeys && oldest !== undefined) known.delete(oldest);
    },
    waitMs(key) {
      const group = known.get(key);
      if (group === undefined) return 0;
      const last = lately(group).toSorted((a, b) => a - b);
      const oldest = last[last.length - count];
      return oldest === undefined ? 0 : Math.max(1, Math.ceil(oldest + windowMs - performance.now()));
    },
    charge(key) {
      const group = known.get(key);
      if (group === undefined) return () => undefined;
      runs.set(group, [...lately(group), Infinity]);
      return () => {
        const others = [...lately(group)];
        others.splice(others.indexOf(Infinity), 1, performance.now());
        runs.set(group, others);
      };
    },
  };
}
