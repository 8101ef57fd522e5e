import { ButtonStyle, ComponentType } from 'discord.js';
import { z } from 'zod';
import { runAction, type Action } from '../../../commands/actions.ts';
import type { CommandContext } from '../../../commands/define-command.ts';
import { isWithinReach } from '../../../commands/reach.ts';
import { MoraError } from '../../../core/errors.ts';
import { isOwner } from '../../../core/studio/ownership.ts';
import type { Studio } from '../../../core/studio/studio.ts';
import { taskIdSchema } from '../../../core/task-id.ts';
import type { Translator } from '../../locales/translate.ts';
import { refusalOf, toDeliveryError, type DiscordApi } from '../api.ts';
import { snowflakeSchema, type DiscordMessage } from '../wire.ts';
import { translatorOf } from './answers.ts';
import type { Origin } from './origin.ts';

/** A video that somebody wants to delete, and the message that shows it. */
export interface Deletion {
  readonly taskId: string;
  readonly channelId: string;
  readonly messageId: string;
}

const schema = z.tuple([z.literal('1del'), taskIdSchema, snowflakeSchema, snowflakeSchema]);

/** Asks once more, as what is deleted cannot be had back. The button holds all that is needed. */
function confirmDelete({ taskId, channelId, messageId }: Deletion, { text: say }: Translator): Record<string, unknown> {
  const button = {
    type: ComponentType.Button,
    style: ButtonStyle.Danger,
    custom_id: `1del.${taskId}.${channelId}.${messageId}`,
    label: say('Delete for good'),
  };
  return {
    content: say('Delete this video here, in the gallery and in the studio? It cannot be had back.'),
    components: [{ type: ComponentType.ActionRow, components: [button] }],
  };
}

/**
 * Asks the owner of a video, or a moderator, whether it is to be deleted. Throws `not-allowed` for anybody else, and
 * `not-found`.
 */
export async function askOnceMore(
  message: Pick<DiscordMessage, 'id' | 'channel_id'>,
  { taskId }: Action,
  origin: Pick<Origin, 'person' | 'thread' | 'direct'>,
  studio: Pick<Studio, 'find'>,
): Promise<{ readonly body: Record<string, unknown> }> {
  const task = await studio.find(taskId);
  const { person } = origin;
  if (task === undefined || !isWithinReach(task, origin)) {
    throw new MoraError('not-found', 'There is no such task here any more.');
  }
  if (!isOwner(task, person) && !person.moderator) {
    throw new MoraError('not-allowed', `Only ${task.person.name} or a moderator can delete this.`);
  }
  const deletion = { taskId, channelId: message.channel_id, messageId: message.id };
  return { body: confirmDelete(deletion, translatorOf({ person })) };
}

/** Deletes a video with the message that shows it. Throws `MoraError`. */
export async function removeVideo(
  { taskId, channelId, messageId }: Deletion,
  context: CommandContext,
  api: Pick<DiscordApi, 'delete'>,
): Promise<{ readonly body: Record<string, unknown> }> {
  await runAction({ name: 'delete', taskId }, context);
  await api.delete(channelId, messageId).catch((error: unknown) => {
    // Whoever deleted the message by hand has done this part.
    if (refusalOf(error) === 'later') throw toDeliveryError(error);
  });
  return { body: { content: translatorOf(context).text('Deleted.'), components: [] } };
}

/** What such a button means; undefined for any other. */
export function parseDeletion(customId: string): Deletion | undefined {
  const parsed = schema.safeParse(customId.split('.'));
  if (!parsed.success) return undefined;
  const [, taskId, channelId, messageId] = parsed.data;
  return { taskId, channelId, messageId };
}
