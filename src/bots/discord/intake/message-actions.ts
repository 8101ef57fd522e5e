import type { CommandContext, CommandReply } from '../../../commands/define-command.ts';
import { MoraError } from '../../../core/errors.ts';
import { commandFor, runMenuCommand } from '../../message-menu.ts';
import { menuQuestions } from '../../questions.ts';
import { targetOfTask, type Place, type Target } from '../../target.ts';
import type { Translator } from '../../locales/translate.ts';
import { messageActionId, type MessageAction } from '../ids.ts';
import type { DiscordParts } from '../parts.ts';
import type { Entries } from '../place/entries.ts';
import type { DiscordMessage } from '../wire.ts';
import { sortAttachments, type OpenAttachment } from './attachments.ts';
import { contextOf } from './context.ts';
import { modalOf } from './modals.ts';
import type { Origin } from './origin.ts';
import { readMention } from './read-mention.ts';
import { readTarget, taskOf } from './read-target.ts';

/** The commands in the menu of a message, and what is asked for by buttons under one. */
export interface MessageActions {
  /** The modal that a command of the menu opens, where it asks for words first. */
  modalFor(name: string, message: DiscordMessage, translator: Translator): Record<string, unknown> | undefined;
  /** Keeps what a modal was opened on, as Discord may not show it a second time. */
  keepTarget(message: DiscordMessage, personId: string): Promise<void>;
  /** Carries out a command of the menu. Throws `MoraError`. */
  run(name: string, message: DiscordMessage, context: CommandContext): Promise<CommandReply>;
  /** Carries out what was meant for a message, with the words that were typed. */
  runWithWords(action: MessageAction, words: string, context: CommandContext): Promise<CommandReply>;
  /** Carries out what somebody chose where their message could mean several things. Only they can. */
  answerQuestion(action: MessageAction, origin: Origin): Promise<CommandReply>;
}

export function createMessageActions(parts: DiscordParts, entries: Entries, open: OpenAttachment): MessageActions {
  const { api, memory, studio, commands, botId } = parts;

  const targetOf = (message: DiscordMessage, asker: Place) =>
    readTarget(message, asker, { studio, memory, open, botId: botId() });

  async function run(name: string, message: DiscordMessage, context: CommandContext): Promise<CommandReply> {
    return runMenuCommand(name, await targetOf(message, context), context, commands);
  }

  async function runWithWords(action: MessageAction, words: string, context: CommandContext): Promise<CommandReply> {
    const { images, videos } = (await keptTarget(action, context)) ?? (await askedTarget(action, context));
    return commandFor(action.meaning, commands).run(
      { prompt: words },
      { ...context, images, videos: videos.slice(0, 1) },
    );
  }

  async function keptTarget(
    { channelId, messageId }: MessageAction,
    context: CommandContext,
  ): Promise<Target | undefined> {
    const kept = (await memory.targets.get(context.person.id))?.value;
    if (kept?.channelId !== channelId || kept.messageId !== messageId) return undefined;
    if (kept.taskId !== undefined) return targetOfTask(kept.taskId, context, studio);
    return sortAttachments(kept.attachments, open);
  }

  async function askedTarget({ channelId, messageId }: MessageAction, context: CommandContext): Promise<Target> {
    const message = await api.message(channelId, messageId).catch((cause: unknown) => {
      throw new MoraError(
        'not-found',
        'That message is gone, or I may not read it. Attach the file to a command instead.',
        { cause },
      );
    });
    return targetOf(message, context);
  }

  const ownTaskOf = (message: DiscordMessage): string | undefined =>
    message.author.id === botId() ? taskOf(message) : undefined;

  return {
    run,
    runWithWords,

    modalFor(name, message, translator) {
      if (name !== 'Edit…') return undefined;
      const { images, videos } = sortAttachments(message.attachments, open);
      const hasVideo = ownTaskOf(message) !== undefined || videos.length > 0;
      if (!hasVideo && images.length === 0) return undefined;
      const meaning = hasVideo ? 'edit' : 'i2v';
      const id = messageActionId({ meaning, channelId: message.channel_id, messageId: message.id });
      return modalOf(id, menuQuestions[meaning], '', translator);
    },

    async keepTarget(message, personId) {
      const taskId = ownTaskOf(message);
      await memory.targets.put(personId, {
        channelId: message.channel_id,
        messageId: message.id,
        attachments: message.attachments,
        ...(taskId === undefined ? {} : { taskId }),
      });
    },

    async answerQuestion({ meaning, channelId, messageId }, origin) {
      const message = await api.message(channelId, messageId).catch((cause: unknown) => {
        throw new MoraError('not-found', 'The message that asked for this is gone.', { cause });
      });
      if (message.author.id !== origin.person.id) {
        throw new MoraError('not-allowed', 'Only the person who asked can choose. Ask me yourself by mentioning me.');
      }
      const { words, images, videos } = await readMention(message, origin, {
        studio,
        memory,
        open,
        botId: botId(),
      });
      // The message is the source: however often a button is pressed, it makes one task.
      const context = await contextOf(origin, `message-${messageId}`, parts, entries, { images, videos });
      return commandFor(meaning, commands).run({ prompt: words }, context);
    },
  };
}
