import type { Pace } from './coalescer.ts';

/** Which group each key belongs to, and what each group has run lately. */
export interface Groups {
  knows(key: string): boolean;
  /** Learns the group of a key. */
  ask(key: string): Promise<void>;
  /** Milliseconds until a key's group may run again; 0 for now. */
  waitMs(key: string): number;
  /** Counts a run of a key. */
  charge(key: string): void;
}

/** Keys whose group is remembered; the oldest are asked for again. */
const maxKeys = 10_000;

export function createGroups(
  { count, windowMs }: NonNullable<Pace['perGroup']>,
  groupOf: (key: string) => Promise<string | undefined>,
): Groups {
  const known = new Map<string, string | undefined>();
  /** When each group ran, the oldest first. */
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
      const last = lately(group);
      const oldest = last[last.length - count];
      return oldest === undefined ? 0 : Math.max(1, Math.ceil(oldest + windowMs - performance.now()));
    },
    charge(key) {
      const group = known.get(key);
      if (group !== undefined) runs.set(group, [...lately(group), performance.now()]);
    },
  };
}
