import { parseActionId } from '../../../commands/actions.ts';
import { isWithinReach } from '../../../commands/reach.ts';
import type { ImageSource, VideoSource } from '../../../core/studio/incoming.ts';
import type { Studio } from '../../../core/studio/studio.ts';
import type { Memory } from '../memory.ts';
import { flattenComponents, type DiscordMessage } from '../wire.ts';
import { sortAttachments, type OpenAttachment } from './attachments.ts';
import type { Place } from './context.ts';

/** What a message has to go on from. */
export interface Target {
  readonly images: readonly ImageSource[];
  readonly videos: readonly VideoSource[];
  /** The task whose outcome or card it is, where the message is ours. */
  readonly taskId?: string;
}

/** What a message is read with. */
export interface TargetSources {
  readonly studio: Studio;
  readonly memory: Pick<Memory, 'threads'>;
  readonly open: OpenAttachment;
  /** Id of the bot's own user. */
  readonly botId: string;
}

/** Reads a message: our own is known by its buttons, which work for ever, or by the thread on it; another one by what is attached to it. */
export async function readTarget(
  message: DiscordMessage,
  asker: Place,
  { studio, memory, open, botId }: TargetSources,
): Promise<Target> {
  // A card that is done has no buttons any more, but its thread, which has its id.
  const taskId =
    message.author.id === botId ? (taskOf(message) ?? (await memory.threads.get(message.id))?.value.taskId) : undefined;
  if (taskId === undefined) return sortAttachments(message.attachments, open);
  return targetOfTask(taskId, asker, studio);
}

/** What the outcome of a task has to go on from; nothing where it is another server's or no longer kept. */
export async function targetOfTask(taskId: string, asker: Place, studio: Studio): Promise<Target> {
  const [row, task] = [await studio.clip(taskId), await studio.find(taskId)];
  if (row === undefined || task === undefined || !isWithinReach(task, asker)) return { images: [], videos: [], taskId };
  return { images: [{ artifact: row.clip.poster }], videos: [{ clip: taskId }], taskId };
}

/** The task that the buttons of a message are about. */
export function taskOf({ components }: Pick<DiscordMessage, 'components'>): string | undefined {
  for (const { custom_id: id } of flattenComponents(components)) {
    try {
      if (id !== undefined) return parseActionId(id).taskId;
    } catch {
      // A button of something else.
    }
  }
  return undefined;
}
