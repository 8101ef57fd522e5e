import { parseActionId } from '../../../commands/actions.ts';
import { targetOfTask, type Place, type Target } from '../../target.ts';
import { fileKey, messageKey } from '../memory.ts';
import type { SlackParts } from '../parts.ts';
import { actionIdsOf, type SlackMessage } from '../wire.ts';
import { sortFiles, type OpenFile } from './files.ts';

/** Reads a message: our own is known by its buttons, its place or its file; another one by what is attached to it. */
export async function readTarget(
  message: SlackMessage,
  channel: string,
  asker: Place,
  { studio, memory, botOf }: Pick<SlackParts, 'studio' | 'memory' | 'botOf'>,
  open: OpenFile,
): Promise<Target> {
  const { space } = asker.thread;
  const bot = await botOf(space);
  const isOurs = bot !== undefined && message.user === bot.userId;
  const taskId = isOurs ? (taskIn(message) ?? (await keptTask(message, channel, space, memory))) : undefined;
  return taskId === undefined ? sortFiles(space, message.files, open) : targetOfTask(taskId, asker, studio);
}

/** A card that is done has no buttons any more, but its place and its files. */
async function keptTask(
  { ts, files }: SlackMessage,
  channel: string,
  space: string,
  memory: SlackParts['memory'],
): Promise<string | undefined> {
  const byPlace = await memory.threads.get(messageKey(space, { channel, ts }));
  if (byPlace !== undefined) return byPlace.value.taskId;
  for (const { id } of files) {
    const byFile = await memory.files.get(fileKey(space, id));
    if (byFile !== undefined) return byFile.value.taskId;
  }
  return undefined;
}

/** The task that the buttons of a message are about. */
export function taskIn({ blocks }: Pick<SlackMessage, 'blocks'>): string | undefined {
  for (const id of actionIdsOf(blocks)) {
    try {
      return parseActionId(id).taskId;
    } catch {
      // A button of something else.
    }
  }
  return undefined;
}
