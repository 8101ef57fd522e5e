import { isWithinReach } from '../commands/reach.ts';
import type { ImageSource, VideoSource } from '../core/studio/incoming.ts';
import type { Studio } from '../core/studio/studio.ts';
import type { PersonRef, ThreadRef } from '../core/thread.ts';

/** Who asks, and where. */
export interface Place {
  readonly person: PersonRef;
  readonly thread: ThreadRef;
  /** Whether it is a private talk with the bot. */
  readonly direct?: boolean;
}

/** What a message has to go on from. */
export interface Target {
  readonly images: readonly ImageSource[];
  readonly videos: readonly VideoSource[];
  /** The task whose outcome or card it is, where the message is ours. */
  readonly taskId?: string;
}

/** What the outcome of a task has to go on from; nothing where it is another server's or no longer kept. */
export async function targetOfTask(taskId: string, asker: Place, studio: Studio): Promise<Target> {
  const [row, task] = [await studio.clip(taskId), await studio.find(taskId)];
  if (row === undefined || task === undefined || !isWithinReach(task, asker)) return { images: [], videos: [], taskId };
  return { images: [{ artifact: row.clip.poster }], videos: [{ clip: taskId }], taskId };
}
