import type { ArtifactStore } from '../../artifacts/artifact-store.ts';
import type { ClipRows } from '../../database/clip-rows.ts';
import type { RetentionRows } from '../../database/retention-rows.ts';
import type { SpaceEraser } from '../../database/space-eraser.ts';
import type { Logger } from '../../log.ts';

/** What an operator wants kept; absent is without end. */
export interface Keeping {
  readonly days?: number;
  /** Of all finished videos together. */
  readonly bytes?: number;
}

export interface SweepParts {
  readonly rows: RetentionRows;
  readonly eraser: Pick<SpaceEraser, 'eraseTask'>;
  readonly clips: Pick<ClipRows, 'remove'>;
  readonly artifacts: Pick<ArtifactStore, 'removeAll'>;
  readonly logger: Logger;
  readonly nowMs: number;
  /** Stops between two tasks. */
  readonly signal: AbortSignal;
}

/** What a sweep removed. */
export interface Swept {
  /** Tasks that lost what was made on the way. */
  readonly tidied: number;
  /** Tasks that were forgotten for their age. */
  readonly forgotten: number;
  /** Videos that went for want of room. */
  readonly removed: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** The queue forgets a job a day after its end; until then a stage may be asked for its result. */
const tidyAfterMs = 2 * dayMs;

/** Rows of one page. */
const pageSize = 100;

/** Once there is too much, so much of the bound is left: else each new video would have another one removed. */
const shareLeft = 0.9;

/**
 * Removes what is due: what was made on the way, two days after a task's end; whole tasks by age; the oldest videos where
 * all together are too large. Never what a gallery shows or a task under way needs. Files go before their rows, so that the
 * next sweep finishes one that was killed; two at a time do no harm.
 */
export async function sweep(keeping: Keeping, parts: SweepParts): Promise<Swept> {
  const forgotten = await forgetOld(keeping, parts);
  const tidied = await tidy(parts);
  const removed = await makeRoom(keeping, parts);
  if (tidied + forgotten + removed > 0) parts.logger.info({ tidied, forgotten, removed }, 'artifacts-swept');
  return { tidied, forgotten, removed };
}

async function forgetOld({ days }: Keeping, { rows, eraser, artifacts, nowMs, signal }: SweepParts): Promise<number> {
  if (days === undefined) return 0;
  const before = new Date(nowMs - days * dayMs);
  return eachOf(
    () => rows.expired(before, pageSize),
    async (taskId) => {
      await artifacts.removeAll(`${taskId}-`);
      await eraser.eraseTask(taskId);
    },
    signal,
  );
}

async function tidy({ rows, artifacts, nowMs, signal }: SweepParts): Promise<number> {
  const before = new Date(nowMs - tidyAfterMs);
  return eachOf(
    () => rows.unswept(before, pageSize),
    async ({ taskId, keep }) => {
      await artifacts.removeAll(`${taskId}-`, keep);
      await rows.markSwept(taskId);
    },
    signal,
  );
}

async function makeRoom({ bytes }: Keeping, { rows, clips, artifacts, signal }: SweepParts): Promise<number> {
  if (bytes === undefined) return 0;
  let kept = await rows.keptBytes();
  if (kept <= bytes) return 0;
  return eachOf(
    async () => (kept > bytes * shareLeft ? rows.oldest(1) : []),
    async ({ taskId, sizeBytes }) => {
      await artifacts.removeAll(`${taskId}-`);
      await clips.remove(taskId);
      kept -= sizeBytes;
    },
    signal,
  );
}

/** Works page by page until there is nothing more, or somebody wants it to stop. */
async function eachOf<T>(
  page: () => Promise<readonly T[]>,
  work: (one: T) => Promise<void>,
  signal: AbortSignal,
): Promise<number> {
  let done = 0;
  for (;;) {
    const some = signal.aborted ? [] : await page();
    if (some.length === 0) return done;
    for (const one of some) {
      if (signal.aborted) return done;
      await work(one);
      done += 1;
    }
  }
}
