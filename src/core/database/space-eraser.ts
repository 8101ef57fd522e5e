import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { and, asc, count, eq, inArray, isNull, like, ne, not, or, sql } from './drizzle.ts';
import { clips, galleryEntries, galleryVotes, records, tasks } from './schema.ts';

/** A server or workspace. */
interface SpaceRef {
  readonly platform: string;
  readonly space: string;
}

/** Takes all that is kept of a space out of the tables. What it removes is gone for good. */
export interface SpaceEraser {
  /** How many tasks of a space are kept, and how many of their videos. */
  count(space: SpaceRef): Promise<{ readonly tasks: number; readonly clips: number }>;
  /** Ids of tasks of a space, the oldest first. */
  taskIds(space: SpaceRef, limit: number): Promise<readonly string[]>;
  /** Artifacts of a task from which tasks of other spaces were made. */
  usedElsewhere(taskId: string, space: SpaceRef): Promise<readonly string[]>;
  /** Removes a task with its video, its entry, its votes and the documents whose keys begin with its id; its own row last. */
  eraseTask(taskId: string): Promise<void>;
  /** Removes what is kept by the space itself: documents whose keys begin with it, and votes of its people have gone with the clips. */
  eraseDocuments(space: SpaceRef): Promise<void>;
}

export function openSpaceEraser(database: NodePgDatabase): SpaceEraser {
  const inSpace = ({ platform, space }: SpaceRef) =>
    and(eq(tasks.platform, platform), eq(sql`${tasks.thread} ->> 'space'`, space));

  return {
    async count(space) {
      const [all] = await database.select({ tasks: count() }).from(tasks).where(inSpace(space));
      const ofSpace = database.select({ id: tasks.id }).from(tasks).where(inSpace(space));
      const [kept] = await database
        .select({ clips: count() })
        .from(clips)
        .where(and(inArray(clips.id, ofSpace), isNull(clips.removedAt)));
      return { tasks: all?.tasks ?? 0, clips: kept?.clips ?? 0 };
    },

    async taskIds(space, limit) {
      const rows = await database
        .select({ id: tasks.id })
        .from(tasks)
        .where(inSpace(space))
        .orderBy(asc(tasks.createdAt))
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    async usedElsewhere(taskId, space) {
      const request = sql<string>`(${tasks.plan} -> 'request')::text`;
      const rows = await database
        .select({ request })
        .from(tasks)
        .where(and(ne(tasks.id, taskId), not(inSpace(space) ?? sql`false`), like(request, `%"${taskId}-%`)));
      const named = rows.flatMap((row) => [...row.request.matchAll(new RegExp(`"(${taskId}-[^"]*)"`, 'gu'))]);
      return [...new Set(named.flatMap(([, id]) => id ?? []))];
    },

    async eraseTask(taskId) {
      await database.delete(galleryVotes).where(eq(galleryVotes.clipId, taskId));
      await database.delete(galleryEntries).where(eq(galleryEntries.clipId, taskId));
      await database.delete(clips).where(eq(clips.id, taskId));
      await database.delete(records).where(or(eq(records.key, taskId), like(records.key, `${taskId}-%`)));
      await database.delete(tasks).where(eq(tasks.id, taskId));
    },

    async eraseDocuments({ platform, space }) {
      const ownKey = `${platform}/${space}`;
      await database
        .delete(records)
        .where(
          or(
            eq(records.key, ownKey),
            like(records.key, `${escapeLike(ownKey)}/%`),
            like(records.key, `${escapeLike(space)}.%`),
          ),
        );
    },
  };
}

/** A text in which nothing stands for anything else. */
function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/gu, String.raw`\$&`);
}
