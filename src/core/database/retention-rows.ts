import { and, asc, eq, isNotNull, isNull, lt, sql } from './drizzle.ts';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { z } from 'zod';
import { outcomeSchema } from '../outcome.ts';
import { clips, tasks } from './schema.ts';

/** A task that ended, with the artifacts that outlive it: its video, and what it was asked with. */
export interface EndedTask {
  readonly taskId: string;
  readonly keep: readonly string[];
}

/** What is due to be removed. */
export interface RetentionRows {
  /** Tasks that ended before a time and still have what was made on the way, the oldest first. */
  unswept(before: Date, limit: number): Promise<readonly EndedTask[]>;
  /** Records that a task has only what outlives it. */
  markSwept(taskId: string): Promise<void>;
  /** Tasks that ended before a time and are needed by nobody: neither shown in a gallery nor used by a task under way. */
  expired(before: Date, limit: number): Promise<readonly string[]>;
  /** Bytes of all videos that are kept. */
  keptBytes(): Promise<number>;
  /** Videos that nobody needs, the oldest first. */
  oldest(limit: number): Promise<readonly { readonly taskId: string; readonly sizeBytes: number }[]>;
}

export function retentionRows(database: NodePgDatabase): RetentionRows {
  /** Whether a task or its video is shown, or used by a task that has not ended. */
  const isNeeded = (id: typeof tasks.id | typeof clips.id) => sql`(
    EXISTS (
      SELECT 1 FROM mora.gallery_entries entry
      WHERE entry.clip_id = ${id} AND (entry.withdrawn_at IS NULL OR entry.published = 'shown')
    ) OR EXISTS (
      SELECT 1 FROM mora.tasks other
      WHERE other.outcome IS NULL AND other.id <> ${id}
        AND (other.plan -> 'request')::text LIKE '%"' || ${id} || '-%'
    )
  )`;
  /** A video that is still on its way into its thread is needed there. */
  const isDelivered = sql`EXISTS (SELECT 1 FROM mora.tasks own WHERE own.id = ${clips.id} AND own.delivered_at IS NOT NULL)`;
  const sizeBytes = sql<number>`(${clips.clip} ->> 'sizeBytes')::float8`;

  return {
    async unswept(before, limit) {
      const rows = await database
        .select({ id: tasks.id, outcome: tasks.outcome, request: sql<string>`(${tasks.plan} -> 'request')::text` })
        .from(tasks)
        .where(and(isNotNull(tasks.deliveredAt), isNull(tasks.sweptAt), lt(tasks.endedAt, before)))
        .orderBy(asc(tasks.endedAt))
        .limit(limit);
      return rows.map(({ id, outcome, request }) => {
        const asked = [...request.matchAll(new RegExp(`"(${id}-[^"]*)"`, 'gu'))].flatMap(
          ([, artifact]) => artifact ?? [],
        );
        const ended = outcomeSchema.parse(outcome);
        const made = ended.status === 'done' ? [ended.clip.video, ended.clip.poster] : [];
        return { taskId: id, keep: [...new Set([...made, ...asked])] };
      });
    },

    async markSwept(taskId) {
      await database
        .update(tasks)
        .set({ sweptAt: sql`now()` })
        .where(eq(tasks.id, taskId));
    },

    async expired(before, limit) {
      const rows = await database
        .select({ id: tasks.id })
        .from(tasks)
        .where(and(isNotNull(tasks.deliveredAt), lt(tasks.endedAt, before), sql`NOT ${isNeeded(tasks.id)}`))
        .orderBy(asc(tasks.endedAt))
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    async keptBytes() {
      const [row] = await database
        .select({ bytes: sql`coalesce(sum(${sizeBytes}), 0)` })
        .from(clips)
        .where(isNull(clips.removedAt));
      return z.coerce.number().parse(row?.bytes);
    },

    async oldest(limit) {
      return database
        .select({ taskId: clips.id, sizeBytes })
        .from(clips)
        .where(and(isNull(clips.removedAt), isDelivered, sql`NOT ${isNeeded(clips.id)}`))
        .orderBy(asc(clips.createdAt))
        .limit(limit);
    },
  };
}
