import type { TaskRow } from '../database/task-rows.ts';
import type { PersonRef } from '../thread.ts';

/** Whether a task is this person's own. */
export function isOwner(task: Pick<TaskRow, 'person'>, person: PersonRef): boolean {
  return task.person.platform === person.platform && task.person.id === person.id;
}
