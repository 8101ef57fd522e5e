import { expect } from 'vitest';
import { unescapeMarkup } from '../../../src/bots/discord/markup.ts';
import { parseActionId } from '../../../src/commands/actions.ts';
import type { ActionName } from '../../../src/commands/action-names.ts';
import type { FakeDiscord } from '../../fakes/discord/fake-discord.ts';
import type { FakeInteraction } from '../../fakes/discord/fake-interaction.ts';
import type { FakeMessage } from '../../fakes/discord/fake-message.ts';
import { MESSAGE_FLAGS } from '../../fakes/discord/message-shape.ts';
import type { DiscordScene } from './open-discord.ts';

/** A channel and a person of one's own, so that tests can share a studio and nothing else. */
export interface Corner {
  readonly discord: FakeDiscord;
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
}

export function corner({ discord, guildId }: Pick<DiscordScene, 'discord' | 'guildId'>, name = 'Grace'): Corner {
  const channelId = discord.addChannel({ guildId }).id;
  return { discord, guildId, channelId, userId: member({ discord, guildId }, name) };
}

/** One more member of a server. */
export function member(
  { discord, guildId }: Pick<DiscordScene, 'discord' | 'guildId'>,
  name: string,
  rights: Parameters<FakeDiscord['setMember']>[2] = {},
): string {
  const { id } = discord.addUser({ name });
  discord.setMember(guildId, id, rights);
  return id;
}

/** What a moderator may do: see, write, and take away messages. */
export const moderatorRights = { permissions: (1n << 5n) | (1n << 10n) | (1n << 11n) | (1n << 13n) } as const;

/** The answer of an interaction, once it is more than "thinking". */
export async function answerOf(asked: FakeInteraction): Promise<FakeMessage> {
  let answer = asked.original();
  await expect
    .poll(() => {
      answer = asked.original();
      return answer !== undefined && (answer.flags & MESSAGE_FLAGS.loading) === 0 && answer.words() !== '';
    })
    .toBe(true);
  if (answer === undefined) throw new Error('There is no answer');
  return answer;
}

/** What people read: the text of a message without the signs that keep it literal. */
export function readable(message: FakeMessage | undefined): string {
  return unescapeMarkup(message?.words() ?? '');
}

/** Messages of a channel with such a button of ours, oldest first. */
export function withButton(messages: readonly FakeMessage[], action: ActionName): readonly FakeMessage[] {
  return messages.filter((message) => buttonOf(message, action) !== undefined);
}

/** The id of such a button of a message. */
export function buttonOf(message: FakeMessage, action: ActionName): string | undefined {
  return message.buttons().find(({ customId = '' }) => customId.startsWith(`1.${action}.`))?.customId;
}

/** Presses such a button of a message. */
export function press(
  discord: FakeDiscord,
  message: FakeMessage,
  action: ActionName,
  userId: string,
  locale?: string,
): FakeInteraction {
  const customId = buttonOf(message, action);
  if (customId === undefined) throw new Error(`There is no button ${action}`);
  return discord.press({ userId, messageId: message.id, customId, ...(locale === undefined ? {} : { locale }) });
}

/** Presses Delete, and says yes where that is asked once more. */
export async function deleteForGood(discord: FakeDiscord, message: FakeMessage, userId: string): Promise<void> {
  const question = await answerOf(press(discord, message, 'delete', userId));
  const [sure] = question.buttons();
  if (sure?.customId === undefined) throw new Error('Nothing was asked once more');
  discord.press({ userId, messageId: question.id, customId: sure.customId });
  await expect.poll(() => discord.messages(message.channelId).some(({ id }) => id === message.id)).toBe(false);
}

/** The task that a message of ours is about. */
export function taskIn(message: FakeMessage): string {
  const id = message.buttons().find(({ customId }) => customId?.startsWith('1.'))?.customId;
  return parseActionId(id ?? '').taskId;
}

/** All messages of a channel and of the threads on it. */
export function everywhere(discord: FakeDiscord, channelId: string): readonly FakeMessage[] {
  return [channelId, ...discord.threads(channelId).map(({ id }) => id)].flatMap((id) => discord.messages(id));
}

/** The outcomes in a channel and its threads, once there are so many, oldest first. */
export async function outcomes(discord: FakeDiscord, channelId: string, count = 1): Promise<readonly FakeMessage[]> {
  const find = (): readonly FakeMessage[] => withButton(everywhere(discord, channelId), 'again');
  await expect.poll(() => find().length).toBe(count);
  return find();
}

/** The newest outcome in a channel and its threads, once there are so many. */
export async function outcome(discord: FakeDiscord, channelId: string, count = 1): Promise<FakeMessage> {
  const newest = (await outcomes(discord, channelId, count)).toSorted((a, b) => a.createdAtMs - b.createdAtMs).at(-1);
  if (newest === undefined) throw new Error('There is no outcome');
  return newest;
}
