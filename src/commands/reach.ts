import type { TaskRow } from '../core/database/task-rows.ts';
import type { TaskDraft } from '../core/studio/draft.ts';
import type { VideoSource } from '../core/studio/incoming.ts';
import { isOwner } from '../core/studio/ownership.ts';
import { clipInput } from '../core/studio/take-inputs.ts';
import type { CommandContext } from './define-command.ts';

type Asking = Pick<CommandContext, 'studio' | 'person' | 'thread' | 'direct'>;

/** Whether a task is there for who asks: it is of this space, or it is their own and they ask in private. */
export function isWithinReach(task: TaskRow, { person, thread, direct }: Omit<Asking, 'studio'>): boolean {
  if (task.person.platform !== thread.platform) return false;
  return task.plan.thread.space === thread.space || (direct === true && isOwner(task, person));
}

/** The space whose tasks of a person are listed: undefined for those of all spaces. */
export function spaceInReach({ thread, direct }: Pick<Asking, 'thread' | 'direct'>): string | undefined {
  return direct === true ? undefined : thread.space;
}

/** A draft in which a person's own clips of other spaces can be used where they ask in private. */
export async function withOwnClips(draft: TaskDraft, asking: Asking): Promise<TaskDraft> {
  if (asking.direct !== true) return draft;
  switch (draft.kind) {
    case 't2v':
    case 'i2v':
    case 'simulate':
      return draft;
    case 'extend':
    case 'edit':
      return { ...draft, video: await reachClip(draft.video, asking) };
    case 'connect':
      return { ...draft, videos: await Promise.all(draft.videos.map((video) => reachClip(video, asking))) };
  }
}

async function reachClip(source: VideoSource, asking: Asking): Promise<VideoSource> {
  if (!('clip' in source)) return source;
  const { studio, thread } = asking;
  const [row, task] = [await studio.clip(source.clip), await studio.find(source.clip)];
  if (row === undefined || task === undefined || row.thread.space === thread.space) return source;
  return isWithinReach(task, asking) ? { kept: clipInput(row) } : source;
}
