import { parseActionId, runAction, type Action } from '../../../commands/actions.ts';
import { isWithinReach } from '../../../commands/reach.ts';
import { MoraError } from '../../../core/errors.ts';
import { inTime } from '../../../core/in-time.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import { commandFor } from '../../message-menu.ts';
import { questions } from '../../questions.ts';
import type { Place } from '../../target.ts';
import { kindActionId, switchForm } from '../forms/command-form.ts';
import { newVideoActionId, refreshActionId } from '../forms/home.ts';
import { wordsForm } from '../forms/words-form.ts';
import { parseMessageAction, type MessageAction } from '../ids.ts';
import { isDirect } from '../parts.ts';
import { platform } from '../people.ts';
import { refusalOf, toDeliveryError } from '../refusal.ts';
import { shownPrompt } from '../show/render-result.ts';
import { pressSchema, type Press, type SlackMessage } from '../wire.ts';
import type { Waiting } from './answers.ts';
import { askerOf } from './asker.ts';
import { contextOf } from './context.ts';
import type { IntakeParts } from './intake-parts.ts';
import { sourceOf, threadOf, type Mention } from './take-mention.ts';
import { formFor, openForm } from './take-command.ts';
import { writeWordRequest, wordsCallbackId } from './word-request.ts';

export interface PressParts extends IntakeParts {
  readonly readMention: (message: SlackMessage, channel: string, asker: Place) => Promise<Mention>;
  readonly showHome: (space: string, userId: string) => Promise<void>;
}

/** Milliseconds within which what a modal needs of the database must be there: its trigger lives three seconds in all. */
const patienceMs = 1_500;

/** Takes presses of buttons in messages, in the form and in the Home tab. */
export function createPressTaker({ parts, answers, entries, claims, readMention, showHome }: PressParts) {
  const { apiOf, people, studio, commands, logger } = parts;

  async function take(space: string, raw: unknown, respond: Waiting['respond']): Promise<void> {
    const press = pressSchema.parse(raw);
    const [{ action_id: id, value, selected_option: chosen, action_ts: at }] = press.actions;
    const { user, trigger_id: triggerId, view } = press;
    const translator = translatorFor(localeFrom(people.knownLocale(space, user.id)));
    if (id === kindActionId && view !== undefined) {
      const next = switchForm(view, chosen?.value ?? '', commands, translator);
      return (await apiOf(space)).updateView(view.id, next, view.hash);
    }
    if (id === newVideoActionId) {
      const form = formFor('', commands);
      return form && openForm(parts, space, user.id, triggerId, undefined, form);
    }
    if (id === refreshActionId) return showHome(space, user.id);

    const action = readAction(id);
    if (action !== undefined && questions[action.name] !== undefined) return askForWords(space, press, action);
    const button = `${messageKeyOf(space, press)} ${id} ${user.id}`;
    if (!(await claims.firstPress(button, Number(at)))) return logger.debug({ button }, 'double-click');
    await work(space, press, respond, action, parseMessageAction(id, value), `press-${button}-${at}`);
  }

  async function work(
    space: string,
    press: Press,
    respond: Waiting['respond'],
    action: Action | undefined,
    asked: MessageAction | undefined,
    sourceId: string,
  ): Promise<void> {
    const place = await placeOf(space, press);
    const waiting: Waiting = { place, respond };
    try {
      if (asked !== undefined) return await answerQuestion(waiting, press, asked);
      if (action === undefined) {
        throw new MoraError('bad-input', 'This button is from another version. Please type the command instead.');
      }
      const reply = await runAction(action, await contextOf(place, sourceId, parts, entries));
      if (reply.kind === 'deleted') await takeAway(space, press);
      await answers.reply(waiting, reply);
      if (press.view?.type === 'home') await showHome(space, press.user.id);
    } catch (error) {
      await answers.problem(waiting, error);
    }
  }

  /** What is pressed in the Home tab is answered in the private talk. */
  async function placeOf(space: string, { user, channel, message }: Press): Promise<Place> {
    const id = channel?.id ?? (await (await apiOf(space)).direct(user.id));
    const thread = message === undefined ? undefined : threadOf({ ...message, channel: id });
    return askerOf(parts, space, user.id, id, thread);
  }

  async function askForWords(space: string, press: Press, action: Action): Promise<void> {
    const question = questions[action.name];
    if (question === undefined) return;
    const { user, channel, message, trigger_id: triggerId } = press;
    const locale = people.knownLocale(space, user.id);
    const words = question.prefilled ? (shownPrompt(message?.blocks) ?? (await keptPrompt(space, press, action))) : '';
    const id = channel?.id;
    const thread = message === undefined || id === undefined ? undefined : threadOf({ ...message, channel: id });
    const metadata = writeWordRequest({
      kind: 'action',
      ...action,
      place: { channel: id ?? user.id, ...(thread === undefined ? {} : { thread }) },
    });
    const view = wordsForm(question, wordsCallbackId, metadata, words, translatorFor(localeFrom(locale)));
    await (await apiOf(space)).openView(triggerId, view);
  }

  /** A prompt that is too long to be shown whole. Without it, the modal opens empty: better than too late. */
  async function keptPrompt(space: string, { user, channel }: Press, { taskId }: Action): Promise<string> {
    const task = await inTime(studio.find(taskId), patienceMs, () => undefined).catch(() => undefined);
    const asker = {
      person: { platform, id: user.id, name: '', moderator: false },
      thread: { platform, space, channel: channel?.id ?? '' },
      direct: channel === undefined || isDirect(channel.id),
    };
    return task !== undefined && isWithinReach(task, asker) ? task.plan.request.prompt : '';
  }

  /** What somebody chose where their message could mean several things. Only they can. */
  async function answerQuestion(
    waiting: Waiting,
    press: Press,
    { meaning, channel, ts }: MessageAction,
  ): Promise<void> {
    const { place } = waiting;
    const { space } = place.thread;
    const api = await apiOf(space);
    const message = await readBack(space, channel, ts, press.message?.thread_ts);
    if (message.user !== place.person.id) {
      throw new MoraError('not-allowed', 'Only the person who asked can choose. Ask me yourself by mentioning me.');
    }
    const { words, images, videos } = await readMention(message, channel, place);
    // The message is the source: however often a button is pressed, it makes one task.
    const context = await contextOf(place, sourceOf({ channel, ts }), parts, entries, { images, videos });
    const reply = await commandFor(meaning, commands).run({ prompt: words }, context);
    // The question is answered.
    if (press.message !== undefined) await api.delete(channel, press.message.ts).catch(ignore);
    await answers.reply(waiting, reply);
  }

  async function readBack(
    space: string,
    channel: string,
    ts: string,
    threadTs: string | undefined,
  ): Promise<SlackMessage> {
    const gone = 'The message that asked for this is gone.';
    const api = await apiOf(space);
    // A reply stands in its thread only; what it answers stands there first.
    const { messages } = await api
      .replies(channel, threadTs ?? ts, { oldest: ts, inclusive: true, limit: 2 })
      .catch((cause: unknown) => {
        throw refusalOf(cause) === 'later' ? toDeliveryError(cause) : new MoraError('not-found', gone, { cause });
      });
    const message = messages.find((one) => one.ts === ts);
    if (message === undefined) throw new MoraError('not-found', gone);
    return message;
  }

  /** A video that was deleted goes with its message and its file. */
  async function takeAway(space: string, { channel, message }: Press): Promise<void> {
    if (channel === undefined || message === undefined) return;
    const api = await apiOf(space);
    const removals = [
      () => api.delete(channel.id, message.ts),
      ...message.files.map((file) => () => api.deleteFile(file.id)),
    ];
    for (const remove of removals) {
      await remove().catch((error: unknown) => {
        // Whoever deleted it by hand has done this part.
        if (refusalOf(error) === 'later') throw toDeliveryError(error);
      });
    }
  }

  function ignore(error: unknown): void {
    logger.debug({ err: error }, 'call-ignored');
  }

  return take;
}

function messageKeyOf(space: string, { channel, message, view }: Press): string {
  return `${space}.${channel?.id ?? 'home'}.${message?.ts ?? view?.id ?? ''}`;
}

/** Undefined for a button that is none of ours, or of a version that is long gone. */
function readAction(id: string): Action | undefined {
  try {
    return parseActionId(id);
  } catch {
    return undefined;
  }
}
