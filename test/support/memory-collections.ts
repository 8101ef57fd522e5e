import type { Kept, OpenCollection } from '../../src/core/database/records.ts';

/** Collections in memory that behave as the database's do: values are checked when they are read. */
export function createMemoryCollections(): OpenCollection {
  const stores = new Map<string, Map<string, { position: number; value: unknown }>>();
  let last = 0;

  return (name, schema) => {
    const store = stores.get(name) ?? new Map<string, { position: number; value: unknown }>();
    stores.set(name, store);
    const read = ([key, { position, value }]: [string, { position: number; value: unknown }]) => ({
      key,
      position,
      value: schema.parse(value),
    });
    // What is stored is JSON: anything else would not come back from the database either.
    const write = (key: string, value: unknown): void => {
      last += 1;
      store.set(key, {
        position: store.get(key)?.position ?? last,
        value: JSON.parse(JSON.stringify(value)) as unknown,
      });
    };
    return {
      insertOnce(key, value) {
        const isNew = !store.has(key);
        if (isNew) write(key, value);
        return Promise.resolve(isNew);
      },
      put: (key, value) => Promise.resolve(write(key, value)),
      get(key) {
        const entry = store.get(key);
        return Promise.resolve(entry && read([key, entry]));
      },
      list({ after, before, limit }) {
        const kept: Kept<ReturnType<typeof schema.parse>>[] = [...store]
          .map(read)
          .filter(({ position }) => position > (after ?? -1) && position < (before ?? Infinity))
          .toSorted((a, b) => a.position - b.position);
        return Promise.resolve(after === undefined ? kept.slice(-limit) : kept.slice(0, limit));
      },
      lastPosition: () => Promise.resolve(Math.max(0, ...[...store.values()].map(({ position }) => position))),
      delete: (key) => Promise.resolve(void store.delete(key)),
    };
  };
}
