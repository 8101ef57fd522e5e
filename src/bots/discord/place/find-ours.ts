import type { DiscordApi } from '../api.ts';
import { flattenComponents, type DiscordMessage } from '../wire.ts';

/** Messages of one call: the most that Discord gives. */
export const pageSize = 100;

/** Whether a message is the bot's own and has a button with this id: how it is known again after a crash. */
export function isMarked({ author, components }: DiscordMessage, mark: string, botId: string): boolean {
  return author.id === botId && flattenComponents(components).some(({ custom_id: id }) => id === mark);
}

/** The bot's own message with such a button, among the newest of a channel. */
export async function findOurs(
  api: Pick<DiscordApi, 'messages'>,
  channelId: string,
  mark: string,
  botId: string,
): Promise<DiscordMessage | undefined> {
  const messages = await api.messages(channelId, pageSize);
  return messages.find((message) => isMarked(message, mark, botId));
}
