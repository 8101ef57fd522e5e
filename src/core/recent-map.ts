/** A map that forgets its oldest entries; what is set again counts as new. */
export interface RecentMap<K, V> {
  readonly size: number;
  has(key: K): boolean;
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  /** Forgets one, and returns what it was. */
  take(key: K): V | undefined;
  clear(): void;
}

export function createRecentMap<K, V>(most: number): RecentMap<K, V> {
  const entries = new Map<K, V>();
  return {
    get size() {
      return entries.size;
    },
    has: (key) => entries.has(key),
    get: (key) => entries.get(key),
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      const [oldest] = entries.keys();
      if (entries.size > most && oldest !== undefined) entries.delete(oldest);
    },
    take(key) {
      const value = entries.get(key);
      entries.delete(key);
      return value;
    },
    clear: () => entries.clear(),
  };
}
