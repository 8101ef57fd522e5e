import { setTimeout as sleep } from 'node:timers/promises';
import { ComponentType, InteractionResponseType, MessageFlags } from 'discord.js';
import { videoActions } from '../../../commands/action-names.ts';
import { parseActionId, runAction, type Action } from '../../../commands/actions.ts';
import type { CommandContext, CommandReply } from '../../../commands/define-command.ts';
import { isWithinReach } from '../../../commands/reach.ts';
import { MoraError } from '../../../core/errors.ts';
import { accents, text } from '../show/components.ts';
import type { Acknowledged } from '../api.ts';
import { parseMessageActionId } from '../ids.ts';
import type { DiscordParts } from '../parts.ts';
import type { CardStart } from '../place/cards.ts';
import type { Entries } from '../place/entries.ts';
import { interactionSchema, type DiscordInteraction, type InteractionOf } from '../wire.ts';
import { translatorOf, type Answers, type Waiting } from './answers.ts';
import type { OpenAttachment } from './attachments.ts';
import { complete } from './autocomplete.ts';
import { askOnceMore, parseDeletion, removeVideo } from './confirm-delete.ts';
import { contextOf, type Given } from './context.ts';
import type { Place } from '../../target.ts';
import { inTime } from '../../../core/in-time.ts';
import { questions } from '../../questions.ts';
import type { MessageActions } from './message-actions.ts';
import { modalOf, shownPrompt, wordsOf } from './modals.ts';
import { originOf } from './origin.ts';
import { findCommand, readCommand } from './read-command.ts';
import { remixPlace } from './remix-place.ts';

export interface InteractionParts {
  readonly parts: DiscordParts;
  readonly answers: Answers;
  readonly entries: Entries;
  readonly messageActions: MessageActions;
  readonly open: OpenAttachment;
}

/** What an interaction may lead to: a task, nothing but talk with one person, or a change of the message it came from. */
type Manner = 'task' | 'talk' | 'change';

/** Milliseconds within which what an answer needs of the database must be there: Discord waits three seconds in all. */
const patienceMs = 1_500;

/** Claims matter for seconds: these are the last hours of a busy community. */
const keptClaims = 100_000;
const claimsBetweenPrunings = 10_000;

/** Milliseconds after which nobody else has claimed an interaction that Discord calls answered. */
const takeOverMs = 2_000;

/** What somebody asked for, once it is acknowledged. */
type Work = (waiting: Waiting) => Promise<Done>;

/** What is answered: the reply of a command, or a message of our own. */
type Done =
  | { readonly reply: CommandReply; readonly start?: CardStart }
  | { readonly body: Readonly<Record<string, unknown>> };

/**
 * Takes interactions as the gateway brings them: acknowledges first, before any database or queue, then works, then
 * answers. What another process of ours acknowledged is left to it.
 */
export function createInteractions({
  parts,
  answers,
  entries,
  messageActions,
  open,
}: InteractionParts): (raw: unknown) => Promise<void> {
  const { api, studio, commands, memory, logger, nowMs, signal } = parts;

  let claimed = 0;

  async function take(raw: unknown): Promise<void> {
    const parsed = interactionSchema.safeParse(raw);
    if (!parsed.success) return logger.debug({ err: parsed.error }, 'interaction-unknown');
    const interaction = parsed.data;
    switch (interaction.type) {
      case 2:
        return interaction.data.type === 3 ? takeMessageCommand(interaction) : takeCommand(interaction);
      case 3:
        return takePress(interaction);
      case 4:
        return takeTyping(interaction);
      case 5:
        return takeModal(interaction);
    }
  }

  /** Acknowledges, works and answers. Errors end in the answer. */
  async function work(interaction: DiscordInteraction, what: Work, manner: Manner = 'task'): Promise<void> {
    const origin = originOf(interaction);
    const beside = manner === 'change';
    const waiting: Waiting = { id: interaction.id, token: interaction.token, origin, atMs: nowMs(), beside };
    // Where the bot is no member, the answer itself becomes the card, for all to see.
    const whisper = origin.member || manner === 'talk' ? { data: { flags: MessageFlags.Ephemeral } } : {};
    const acknowledged = await api.answer(
      interaction,
      beside
        ? { type: InteractionResponseType.DeferredMessageUpdate }
        : { type: InteractionResponseType.DeferredChannelMessageWithSource, ...whisper },
    );
    if (!(await claim(interaction, acknowledged))) {
      return logger.debug({ interactionId: interaction.id }, 'interaction-taken-elsewhere');
    }
    try {
      const done = await what(waiting);
      if ('body' in done) await api.editAnswer(waiting.token, { body: done.body });
      else await answers.reply(waiting, done.reply, done.start);
    } catch (error) {
      await answers.problem(waiting, error);
    }
  }

  /**
   * Exactly one process works on an interaction. Where Discord says that it is answered already, that was another process
   * of ours, or ourselves by a call whose answer was lost: whoever acknowledged claims it at once, and only where nobody
   * has done so after a while, it is taken over.
   */
  async function claim({ id }: DiscordInteraction, acknowledged: Acknowledged): Promise<boolean> {
    if (acknowledged === 'late') return false;
    if (acknowledged === 'taken') await sleep(takeOverMs, undefined, { signal });
    claimed += 1;
    if (claimed % claimsBetweenPrunings === 0) await memory.claims.prune(keptClaims);
    return memory.claims.insertOnce(id, { atMs: nowMs() });
  }

  const contextFor = (interaction: DiscordInteraction, place: Place, given?: Given): Promise<CommandContext> =>
    contextOf(place, `interaction-${interaction.id}`, parts, entries, given);

  function takeCommand(interaction: InteractionOf<2>): Promise<void> {
    const { options: nested, resolved } = interaction.data;
    const run: Work = async ({ origin }) => {
      const { command, options, images, videos } = readCommand(nested, resolved.attachments ?? {}, commands, open);
      const context = await contextFor(interaction, origin, { images, videos });
      return { reply: await command.run(options, context) };
    };
    return work(interaction, run, findCommand(nested, commands)?.command.makesVideo === true ? 'task' : 'talk');
  }

  async function takeMessageCommand(interaction: InteractionOf<2>): Promise<void> {
    const { name, target_id: targetId, resolved } = interaction.data;
    const message = resolved.messages?.[targetId ?? ''];
    const origin = originOf(interaction);
    const modal = message === undefined ? undefined : messageActions.modalFor(name, message, translatorOf(origin));
    if (message !== undefined && modal !== undefined) {
      if ((await api.answer(interaction, modal)) === 'done') await messageActions.keepTarget(message, origin.person.id);
      return;
    }
    return work(interaction, async () => {
      if (message === undefined) throw new MoraError('not-found', 'That message is gone.');
      const context = await contextFor(interaction, origin);
      return { reply: await messageActions.run(name, message, context) };
    });
  }

  async function takePress(interaction: InteractionOf<3>): Promise<void> {
    const { message } = interaction;
    const asked = parseMessageActionId(interaction.data.custom_id);
    if (asked !== undefined) {
      return work(interaction, async ({ origin }) => {
        const reply = await messageActions.answerQuestion(asked, origin);
        // The question is answered.
        await api.delete(message.channel_id, message.id).catch(ignore);
        return { reply, start: { replyTo: asked.messageId } };
      });
    }
    const deletion = parseDeletion(interaction.data.custom_id);
    if (deletion !== undefined) {
      const remove: Work = async ({ origin }) => removeVideo(deletion, await contextFor(interaction, origin), api);
      return work(interaction, remove, 'change');
    }
    const action = readAction(interaction.data.custom_id);
    const question = action && questions[action.name];
    if (action !== undefined && question !== undefined) {
      const origin = originOf(interaction);
      const value = question.prefilled ? (shownPrompt(message) ?? (await keptPrompt(action, origin))) : '';
      return void (await api.answer(
        interaction,
        modalOf(interaction.data.custom_id, question, value, translatorOf(origin)),
      ));
    }
    const origin = originOf(interaction);
    if (action?.name === 'delete' && origin.member) {
      return work(interaction, () => askOnceMore(interaction.message, action, origin, studio), 'talk');
    }
    const press: Work = (waiting) => act(interaction, waiting, action, '');
    // Where the bot is no member it cannot delete its message, but the press may change it.
    if (action?.name === 'delete') return work(interaction, press, 'change');
    return work(interaction, press, action !== undefined && videoActions.has(action.name) ? 'task' : 'talk');
  }

  /** A prompt that is too long to be shown whole. Without it, the modal opens empty: better than too late. */
  async function keptPrompt({ taskId }: Action, origin: Waiting['origin']): Promise<string> {
    const task = await inTime(studio.find(taskId), patienceMs, () => undefined).catch(ignore);
    return task !== undefined && isWithinReach(task, origin) ? task.plan.request.prompt : '';
  }

  function takeModal(interaction: InteractionOf<5>): Promise<void> {
    const words = wordsOf(interaction.data.components);
    const asked = parseMessageActionId(interaction.data.custom_id);
    return work(interaction, async (waiting) => {
      if (asked === undefined) return act(interaction, waiting, readAction(interaction.data.custom_id), words);
      const context = await contextFor(interaction, waiting.origin);
      return { reply: await messageActions.runWithWords(asked, words, context) };
    });
  }

  async function act(
    interaction: InteractionOf<3> | InteractionOf<5>,
    { origin, token }: Waiting,
    action: Action | undefined,
    words: string,
  ): ReturnType<Work> {
    if (action === undefined) {
      throw new MoraError('bad-input', 'This button is from another version. Please type the command instead.');
    }
    const { message } = interaction;
    const place = action.name === 'remix' ? await remixPlace(message, action.taskId, origin, parts) : origin;
    const context = await contextFor(interaction, place);
    const reply = await runAction(action, context, words);
    if (reply.kind === 'deleted') {
      await api.editAnswer(token, { body: goneBody(translatorOf(origin).text('This video was deleted.')) });
    }
    return { reply };
  }

  async function takeTyping(interaction: InteractionOf<4>): Promise<void> {
    const origin = originOf(interaction);
    const completion = complete(interaction.data.options, origin, commands, studio, translatorOf(origin));
    const nothing = { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices: [] } };
    await api.answer(interaction, (await inTime(completion, patienceMs, () => nothing).catch(ignore)) ?? nothing);
  }

  function ignore(error: unknown): undefined {
    logger.debug({ err: error }, 'call-ignored');
  }

  return take;
}

function goneBody(words: string): Record<string, unknown> {
  const components = [{ type: ComponentType.Container, accent_color: accents.cancelled, components: [text(words)] }];
  return { flags: MessageFlags.IsComponentsV2, content: null, components, attachments: [] };
}

/** Undefined for a button that is none of ours, or of a version that is long gone. */
function readAction(customId: string): Action | undefined {
  try {
    return parseActionId(customId);
  } catch {
    return undefined;
  }
}
