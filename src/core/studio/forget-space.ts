import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { SpaceEraser } from '../database/space-eraser.ts';
import type { ThreadRef } from '../thread.ts';

export interface ForgettingParts {
  readonly eraser: SpaceEraser;
  readonly artifacts: Pick<ArtifactStore, 'remove' | 'removeAll'>;
  /** Ends what is still being made there. */
  readonly cancelAll: () => Promise<unknown>;
  /** Drops what was picked there and not used; returns the artifacts of it. */
  readonly clearPicks: () => Promise<readonly string[]>;
}

/** Tasks of one page. */
const pageSize = 100;

/**
 * Removes all that is kept of a space: tasks with what people wrote and sent, videos with their files, the gallery, the
 * settings. A task goes after its files, so that a crash leaves something to begin again with. Files that a task of
 * another space was made from stay with that task.
 */
export async function forgetSpace(
  space: Pick<ThreadRef, 'platform' | 'space'>,
  { eraser, artifacts, cancelAll, clearPicks }: ForgettingParts,
): Promise<{ readonly tasks: number; readonly clips: number }> {
  const counted = await eraser.count(space);
  await cancelAll();
  for (;;) {
    const taskIds = await eraser.taskIds(space, pageSize);
    if (taskIds.length === 0) break;
    for (const taskId of taskIds) {
      await artifacts.removeAll(`${taskId}-`, await eraser.usedElsewhere(taskId, space));
      await eraser.eraseTask(taskId);
    }
  }
  // A video that was picked for a connection is kept with no task.
  for (const id of await clearPicks()) {
    await artifacts.removeAll(`${id}-`);
    await artifacts.remove(id);
  }
  await eraser.eraseDocuments(space);
  return counted;
}
