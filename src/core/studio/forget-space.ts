import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { SpaceEraser } from '../database/space-eraser.ts';
import type { ThreadRef } from '../thread.ts';

export interface ForgettingParts {
  readonly eraser: SpaceEraser;
  readonly artifacts: Pick<ArtifactStore, 'removeAll'>;
  /** Ends what is still being made there. */
  readonly cancelAll: () => Promise<unknown>;
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
  { eraser, artifacts, cancelAll }: ForgettingParts,
): Promise<{ readonly tasks: number; readonly clips: number }> {
  const counted = await eraser.count(space);
  await cancelAll();
  for (;;) {
    const taskIds = await eraser.taskIds(space, pageSize);
    if (taskIds.length === 0) break;
    for (const taskId of taskIds) {
      if (!(await eraser.isUsedElsewhere(taskId, space))) await artifacts.removeAll(`${taskId}-`);
      await eraser.eraseTask(taskId);
    }
  }
  await eraser.eraseDocuments(space);
  return counted;
}
