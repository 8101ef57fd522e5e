import { ButtonStyle, ComponentType, MessageType } from 'discord.js';
import type { Meaning } from '../../../commands/meant-by.ts';
import { MoraError, toMoraError } from '../../../core/errors.ts';
import { commandFor } from '../../message-menu.ts';
import { hello, meaningLabels, understand } from '../../talk.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor, type Translator } from '../../locales/translate.ts';
import { messageActionId, nonceOf } from '../ids.ts';
import type { DiscordParts } from '../parts.ts';
import type { Entries } from '../place/entries.ts';
import { renderText } from '../show/render-reply.ts';
import { messageSchema, type DiscordMessage } from '../wire.ts';
import type { Answers } from './answers.ts';
import type { OpenAttachment } from './attachments.ts';
import { contextOf } from './context.ts';
import { authorOf, threadRef } from './origin.ts';
import { readMention } from './read-mention.ts';

export interface MentionParts {
  readonly parts: DiscordParts;
  readonly answers: Answers;
  readonly entries: Entries;
  readonly open: OpenAttachment;
  /** The language of a server: a message does not tell that of its author. */
  readonly guildLocale: (guildId: string | undefined) => string | undefined;
}

/** Messages that somebody wrote; the others tell of joins, pins and the like. */
const spoken: ReadonlySet<number> = new Set([MessageType.Default, MessageType.Reply]);

const unseen =
  'I cannot see the message that you reply to. Open its menu, choose Apps, then Animate, Extend or Edit…: that always works.';

/** Takes messages that speak to the bot: those that mention it, those that reply to it, and all in direct messages. */
export function createMentions({
  parts,
  answers,
  entries,
  open,
  guildLocale,
}: MentionParts): (raw: unknown) => Promise<void> {
  const { api, channels, memory, studio, commands, botId, logger } = parts;

  async function takeMessage(raw: unknown): Promise<void> {
    const parsed = messageSchema.safeParse(raw);
    if (!parsed.success || !speaksToUs(parsed.data)) return;
    const message = parsed.data;
    const locale = guildLocale(message.guild_id);
    try {
      // A sign of life, before any work; whether it arrives does not matter.
      void api.typing(message.channel_id).catch((error: unknown) => logger.debug({ err: error }, 'typing-lost'));
      await take(message, locale);
    } catch (error) {
      const failure = toMoraError(error);
      if (failure.code === 'internal') logger.error({ err: error }, 'mention-failed');
      await answer(message, renderText(failure.userMessage, translatorFor(localeFrom(locale)))).catch(
        (cause: unknown) => {
          logger.warn({ err: cause }, 'answer-lost');
        },
      );
    }
  }

  function speaksToUs({ author, webhook_id: webhook, type, guild_id: guildId, mentions }: DiscordMessage): boolean {
    if (author.bot === true || webhook !== undefined) return false;
    if (!spoken.has(type)) return false;
    return guildId === undefined || mentions.some(({ id }) => id === botId());
  }

  async function take(message: DiscordMessage, locale: string | undefined): Promise<void> {
    const { guild_id: guildId, channel_id: channelId, id } = message;
    const channel = (await channels.find(channelId)) ?? { id: channelId };
    const thread = threadRef(guildId, channel);
    const asker = { person: authorOf(message, locale), thread, direct: guildId === undefined };
    const mention = await readMention(message, asker, { studio, memory, open, botId: botId() });
    const { words, images, videos, blank } = mention;
    if (blank && images.length + videos.length === 0) throw new MoraError('bad-input', unseen);
    const translator = translatorFor(localeFrom(locale));
    const understood = understand(words, { images: images.length, videos: videos.length });
    if (understood.kind === 'hello') return answer(message, renderText(hello, translator));
    if (understood.kind === 'ask') return ask(message, understood, translator);
    const command = commandFor(understood.meaning, commands);
    const context = await contextOf(asker, `message-${id}`, parts, entries, { images, videos });
    const reply = await command.run({ prompt: words }, context);
    if (reply.kind === 'task') await answers.begin(reply.taskId, { replyTo: id });
  }

  /** The question is a message like any other: its buttons hold all that is needed, for ever. */
  function ask(
    message: DiscordMessage,
    { meanings, question }: { readonly meanings: readonly Meaning[]; readonly question: string },
    { text: say }: Translator,
  ): Promise<void> {
    const { channel_id: channelId, id: messageId } = message;
    const buttons = meanings.map((meaning) => ({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      custom_id: messageActionId({ meaning, channelId, messageId }),
      label: say(meaningLabels[meaning]),
    }));
    const components = [{ type: ComponentType.ActionRow, components: buttons }];
    return answer(message, { content: say(question), components });
  }

  /** Says something in answer to a message; several processes that do so say it once. */
  async function answer({ channel_id: channelId, id }: DiscordMessage, body: Record<string, unknown>): Promise<void> {
    await api.post(channelId, { body, replyTo: id, nonce: nonceOf('r', id) });
  }

  return takeMessage;
}
