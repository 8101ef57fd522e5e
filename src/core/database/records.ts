import { and, asc, desc, eq, gt, lt, max, sql } from './drizzle.ts';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { z } from 'zod';
import { records } from './schema.ts';

/** A document with its place in the order of arrival. */
export interface Kept<T> {
  readonly key: string;
  /** Grows with each new document; gaps are possible. */
  readonly position: number;
  readonly value: T;
}

/** Which part of a collection to list. */
export interface RecordRange {
  /** Only documents that came after this position. */
  readonly after?: number;
  /** Only documents that came before this position. */
  readonly before?: number;
  /** At most so many: with `after` the oldest of them, else the newest. They are returned oldest first. */
  readonly limit: number;
}

/** Small JSON documents of one kind, by key and in the order in which they came. For what an adapter must remember. */
export interface RecordCollection<T> {
  /** False where the key is taken: nothing is changed then. That makes it the way to do something once. */
  insertOnce(key: string, value: T): Promise<boolean>;
  /** Sets the value; a document that is there keeps its position. */
  put(key: string, value: T): Promise<void>;
  get(key: string): Promise<Kept<T> | undefined>;
  list(range: RecordRange): Promise<readonly Kept<T>[]>;
  /** The highest position so far, 0 in an empty collection. */
  lastPosition(): Promise<number>;
  delete(key: string): Promise<void>;
  /** Keeps the newest documents, so many at the least, and forgets those before. */
  prune(keep: number): Promise<void>;
}

/** Opens a collection whose documents are checked by `schema` when they are read. */
export type OpenCollection = <T>(collection: string, schema: z.ZodType<T>) => RecordCollection<T>;

export function openCollections(database: NodePgDatabase): OpenCollection {
  return <T>(collection: string, schema: z.ZodType<T>): RecordCollection<T> => {
    const here = eq(records.collection, collection);
    const kept = (row: typeof records.$inferSelect): Kept<T> => ({
      key: row.key,
      position: row.position,
      value: schema.parse(row.value),
    });
    return {
      async insertOnce(key, value) {
        const inserted = await database
          .insert(records)
          .values({ collection, key, value })
          .onConflictDoNothing()
          .returning({ key: records.key });
        return inserted.length === 1;
      },
      async put(key, value) {
        await database
          .insert(records)
          .values({ collection, key, value })
          .onConflictDoUpdate({ target: [records.collection, records.key], set: { value: sql`excluded.value` } });
      },
      async get(key) {
        const [row] = await database
          .select()
          .from(records)
          .where(and(here, eq(records.key, key)));
        return row && kept(row);
      },
      async list({ after, before, limit }) {
        const rows = await database
          .select()
          .from(records)
          .where(
            and(
              here,
              after === undefined ? undefined : gt(records.position, after),
              before === undefined ? undefined : lt(records.position, before),
            ),
          )
          .orderBy(after === undefined ? desc(records.position) : asc(records.position))
          .limit(limit);
        return rows.map(kept).toSorted((a, b) => a.position - b.position);
      },
      async lastPosition() {
        const [row] = await database
          .select({ last: max(records.position) })
          .from(records)
          .where(here);
        return row?.last ?? 0;
      },
      async prune(keep) {
        const [row] = await database
          .select({ last: max(records.position) })
          .from(records)
          .where(here);
        await database.delete(records).where(and(here, lt(records.position, (row?.last ?? 0) - keep)));
      },
      async delete(key) {
        await database.delete(records).where(and(here, eq(records.key, key)));
      },
    };
  };
}
