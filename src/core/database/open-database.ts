import { drizzle } from './drizzle.ts';
import { bringUpToDate } from './migrate.ts';
import type { Pool } from 'pg';
import type { DatabasePool } from './pool.ts';
import { openCollections, type OpenCollection } from './records.ts';
import { clipRows, type ClipRows } from './clip-rows.ts';
import { galleryRows, type GalleryRows } from './gallery-rows.ts';
import { retentionRows, type RetentionRows } from './retention-rows.ts';
import { openSpaceEraser, type SpaceEraser } from './space-eraser.ts';
import { stageRunsTable, type StageRuns } from './stage-runs.ts';
import { taskRows, type TaskRows } from './task-rows.ts';

/** What must outlive the jobs: who asked, how it ended, what adapters remember. */
export interface Database {
  readonly tasks: TaskRows;
  readonly clips: ClipRows;
  readonly gallery: GalleryRows;
  readonly stageRuns: StageRuns;
  readonly collection: OpenCollection;
  readonly eraser: SpaceEraser;
  readonly retention: RetentionRows;
}

/** Brings the tables up to date and opens them. The pool stays the caller's to end. Throws as `bringUpToDate` does. */
export async function openDatabase(pool: DatabasePool): Promise<Database> {
  // drizzle asks for the class of pg but calls only what DatabasePool has.
  const client = pool as unknown as Pool;
  const database = drizzle({ client, casing: 'snake_case' });
  await bringUpToDate(pool, database);
  return {
    tasks: taskRows(database),
    clips: clipRows(database),
    gallery: galleryRows(database),
    stageRuns: stageRunsTable(database),
    collection: openCollections(database),
    eraser: openSpaceEraser(database),
    retention: retentionRows(database),
  };
}
