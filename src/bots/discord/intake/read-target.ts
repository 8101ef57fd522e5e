import { parseActionId } from '../../../commands/actions.ts';
import type { Studio } from '../../../core/studio/studio.ts';
import { targetOfTask, type Place, type Target } from '../../target.ts';
import type { Memory } from '../memory.ts';
import { flattenComponents, type DiscordMessage } from '../wire.ts';
import { sortAttachments, type OpenAttachment } from './attachments.ts';

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
