import { and, eq, isNull, sql } from './drizzle.ts';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { z } from 'zod';
import { clipSchema, type Clip } from '../outcome.ts';
import { taskIdSchema } from '../task-id.ts';
import { taskRequestSchema, type TaskRequest } from '../task.ts';
import { threadRefSchema, type ThreadRef } from '../thread.ts';
import { clips } from './schema.ts';

/** A finished video and where it comes from. */
export interface ClipRow {
  /** Its task's. */
  readonly id: string;
  readonly thread: ThreadRef;
  /** Ids of the clips that it was made from, in the order in which they play. */
  readonly parents: readonly string[];
  readonly request: TaskRequest;
  readonly clip: Clip;
}

/** The table of clips. */
export interface ClipRows {
  /** A clip that is recorded already stays as it is. */
  insert(row: ClipRow): Promise<void>;
  find(id: string): Promise<ClipRow | undefined>;
  /** Forgets a clip; one that is not kept is no error. */
  remove(id: string): Promise<void>;
}

export function clipRows(database: NodePgDatabase): ClipRows {
  return {
    async insert(row) {
      await database
        .insert(clips)
        .values({ ...row })
        .onConflictDoNothing();
    },

    async remove(id) {
      await database
        .update(clips)
        .set({ removedAt: sql`now()` })
        .where(eq(clips.id, id));
    },

    async find(id) {
      const [row] = await database
        .select()
        .from(clips)
        .where(and(eq(clips.id, id), isNull(clips.removedAt)));
      if (row === undefined) return undefined;
      return {
        id: row.id,
        thread: threadRefSchema.parse(row.thread),
        parents: z.array(taskIdSchema).parse(row.parents),
        request: taskRequestSchema.parse(row.request),
        clip: clipSchema.parse(row.clip),
      };
    },
  };
}
