import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { ClipRows } from '../database/clip-rows.ts';
import type { TaskRows } from '../database/task-rows.ts';
import { MoraError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { PersonRef } from '../thread.ts';
import type { Gallery } from './gallery.ts';
import { isOwner } from './ownership.ts';

/** Where a finished video is known. */
export interface RemovalParts {
  readonly tasks: Pick<TaskRows, 'find'>;
  readonly clips: Pick<ClipRows, 'remove'>;
  readonly artifacts: Pick<ArtifactStore, 'remove'>;
  readonly gallery: Pick<Gallery, 'retire'>;
  readonly logger: Logger;
}

/**
 * Forgets a finished video for its owner or a moderator: its files, its place in the gallery. The record of its task
 * stays. Throws `not-allowed`, `not-found`, `bad-input`.
 */
export async function removeClip(taskId: string, person: PersonRef, parts: RemovalParts): Promise<void> {
  const { tasks, clips, artifacts, gallery, logger } = parts;
  const task = await tasks.find(taskId);
  if (task === undefined) throw new MoraError('not-found', 'There is no such task any more.');
  if (!isOwner(task, person) && !person.moderator) {
    throw new MoraError('not-allowed', `Only ${task.person.name} or a moderator can delete this.`);
  }
  if (task.outcome === undefined) throw new MoraError('bad-input', 'This is still being made. Cancel it first.');
  await gallery.retire(taskId);
  await clips.remove(taskId);
  if (task.outcome.status !== 'done') return;
  for (const id of [task.outcome.clip.video, task.outcome.clip.poster]) await artifacts.remove(id);
  logger.info({ taskId }, 'clip-removed');
}
