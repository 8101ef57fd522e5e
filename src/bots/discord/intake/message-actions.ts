import type { Command, CommandContext, CommandReply } from '../../../commands/define-command.ts';
import type { Meaning } from '../../../commands/meant-by.ts';
import { isWithinReach } from '../../../commands/reach.ts';
import { pickForConnect } from '../../../commands/connect-picks.ts';
import { MoraError } from '../../../core/errors.ts';
import { deliveryOf } from '../../delivery.ts';
import type { Translator } from '../../locales/translate.ts';
import { messageActionId, type MessageAction } from '../ids.ts';
import type { DiscordParts } from '../parts.ts';
import type { Entries } from '../place/entries.ts';
import type { DiscordMessage } from '../wire.ts';
import { sortAttachments, type OpenAttachment } from './attachments.ts';
import { contextOf, type Place } from './context.ts';
import { modalOf } from './modals.ts';
import type { Origin } from './origin.ts';
import { readMention } from './read-mention.ts';
import { readTarget, targetOfTask, taskOf, type Target } from './read-target.ts';

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

const noPicture = 'There is no picture in this message. Choose Animate on a message with one.';
const noVideo = 'There is no video in this message. Choose this on a message with one.';
const noMedia = 'There is no picture or video in this message.';

export function createMessageActions(parts: DiscordParts, entries: Entries, open: OpenAttachment): MessageActions {
  const { api, memory, studio, commands, botId } = parts;

  const targetOf = (message: DiscordMessage, asker: Place) =>
    readTarget(message, asker, { studio, memory, open, botId: botId() });

  function demandCommand(name: Meaning): Command {
    const command = commands.find((known) => known.name === name);
    if (command !== undefined) return command;
    throw new MoraError('not-supported', 'This cannot be done here.');
  }

  async function run(name: string, message: DiscordMessage, context: CommandContext): Promise<CommandReply> {
    const target = await targetOf(message, context);
    const { images, videos, taskId } = target;
    switch (name) {
      case 'Animate':
        if (images.length === 0) throw new MoraError('bad-input', noPicture);
        return demandCommand('i2v').run({}, { ...context, images });
      case 'Extend':
        if (videos.length === 0) throw new MoraError('bad-input', noVideo);
        return demandCommand('extend').run({}, { ...context, videos: videos.slice(0, 1) });
      case 'Connect': {
        const [video] = videos;
        if (video === undefined) throw new MoraError('bad-input', noVideo);
        return pickForConnect(video, context);
      }
      case 'Info':
        return describe(taskId, target, context);
      case 'Edit…':
        throw new MoraError('bad-input', noMedia);
      default:
        throw new MoraError(
          'bad-input',
          'This command is from another version. Type / to see those that there are now.',
        );
    }
  }

  /** What is known of a message. */
  async function describe(
    taskId: string | undefined,
    { images, videos }: Awaited<ReturnType<typeof readTarget>>,
    context: CommandContext,
  ): Promise<CommandReply> {
    const task = taskId === undefined ? undefined : await studio.find(taskId);
    if (task === undefined || !isWithinReach(task, context)) {
      const what = videos.length > 0 ? 'Extend, Edit… or Connect' : 'Animate';
      const hint = `This was not made here. Choose ${what} in the menu of the message to go on from it.`;
      return {
        kind: 'text',
        text: images.length + videos.length === 0 ? noMedia : hint,
      };
    }
    const { plan, person, outcome } = task;
    const facts = outcome === undefined ? [] : deliveryOf(plan, person, outcome).facts;
    const items = [
      { text: `${plan.request.kind} by ${person.name}` },
      ...(plan.request.prompt === '' ? [] : [{ text: `“${plan.request.prompt}”` }]),
      ...facts.map(([name, value]) => ({ text: `${name}: ${value}` })),
    ];
    return { kind: 'list', items };
  }

  async function runWithWords(action: MessageAction, words: string, context: CommandContext): Promise<CommandReply> {
    const { images, videos } = (await keptTarget(action, context)) ?? (await askedTarget(action, context));
    return demandCommand(action.meaning).run({ prompt: words }, { ...context, images, videos: videos.slice(0, 1) });
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
      const question = hasVideo
        ? { title: 'Change this video', label: 'What should change', required: true, prefilled: false }
        : { title: 'Animate this picture', label: 'How it should move or change', required: false, prefilled: false };
      return modalOf(id, question, '', translator);
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
      return demandCommand(meaning).run({ prompt: words }, context);
    },
  };
}
