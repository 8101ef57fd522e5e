import { localeFrom } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import { runMenuCommand } from '../../message-menu.ts';
import { menuQuestions } from '../../questions.ts';
import { wordsForm } from '../forms/words-form.ts';
import { messageShortcuts } from '../shortcuts.ts';
import { globalShortcutSchema, messageShortcutSchema, type MessageShortcut } from '../wire.ts';
import type { Waiting } from './answers.ts';
import { askerOf } from './asker.ts';
import { contextOf } from './context.ts';
import type { IntakeParts } from './intake-parts.ts';
import { readTarget, taskIn } from './read-target.ts';
import { formFor, openForm } from './take-command.ts';
import { threadOf } from './take-mention.ts';
import { slimFiles, writeWordRequest, wordsCallbackId } from './word-request.ts';

/** Takes what is chosen in the menu of a message, and the shortcut that opens the form anywhere. */
export function createShortcutTaker({ parts, answers, entries, claims, open }: IntakeParts) {
  const { apiOf, people, commands } = parts;

  async function takeMessage(space: string, raw: unknown, respond: Waiting['respond']): Promise<void> {
    const shortcut = messageShortcutSchema.parse(raw);
    const { callback_id: id, trigger_id: triggerId, user, channel, message } = shortcut;
    const name = messageShortcuts.find(({ callbackId }) => callbackId === id)?.name ?? id;
    // A trigger lives three seconds: what is needed for the modal is in the message.
    if (name === 'Edit…' && (await askForWords(space, shortcut))) return;
    if (!(await claims.first(`shortcut-${triggerId}`))) return;
    const place = await askerOf(parts, space, user.id, channel.id, threadOf({ ...message, channel: channel.id }));
    const waiting: Waiting = { place, respond };
    try {
      const target = await readTarget(message, channel.id, place, parts, open);
      const context = await contextOf(place, `shortcut-${triggerId}`, parts, entries);
      await answers.reply(waiting, await runMenuCommand(name, target, context, commands));
    } catch (error) {
      await answers.problem(waiting, error);
    }
  }

  /** False where there is nothing to edit in the message. */
  async function askForWords(
    space: string,
    { trigger_id: triggerId, user, channel, message }: MessageShortcut,
  ): Promise<boolean> {
    const taskId = taskIn(message);
    const isVideo = (type: string | null | undefined): boolean =>
      type?.startsWith('video/') === true || type === 'image/gif';
    const videos = message.files.filter(({ mimetype }) => isVideo(mimetype));
    const images = message.files.filter(
      ({ mimetype }) => mimetype?.startsWith('image/') === true && !isVideo(mimetype),
    );
    const hasVideo = taskId !== undefined || videos.length > 0;
    if (!hasVideo && images.length === 0) return false;
    const meaning = hasVideo ? 'edit' : 'i2v';
    const thread = threadOf({ ...message, channel: channel.id });
    const metadata = writeWordRequest({
      kind: 'message',
      meaning,
      place: { channel: channel.id, ...(thread === undefined ? {} : { thread }) },
      ...(taskId === undefined ? {} : { taskId }),
      files: slimFiles(hasVideo ? videos : images),
    });
    const translator = translatorFor(localeFrom(people.knownLocale(space, user.id)));
    const api = await apiOf(space);
    await api.openView(triggerId, wordsForm(menuQuestions[meaning], wordsCallbackId, metadata, '', translator));
    return true;
  }

  async function takeGlobal(space: string, raw: unknown): Promise<void> {
    const { trigger_id: triggerId, user } = globalShortcutSchema.parse(raw);
    const form = formFor('', commands);
    if (form !== undefined) await openForm(parts, space, user.id, triggerId, undefined, form);
  }

  return { takeMessage, takeGlobal };
}
