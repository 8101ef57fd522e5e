import { runAction } from '../../../commands/actions.ts';
import { clipSource } from '../../../commands/own-clips.ts';
import { MoraError, toMoraError } from '../../../core/errors.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import { commandFor } from '../../message-menu.ts';
import { targetOfTask } from '../../target.ts';
import { formCallbackId } from '../forms/command-form.ts';
import { formErrors } from '../forms/form-errors.ts';
import { readForm } from '../forms/read-form.ts';
import { wordsOf } from '../forms/words-form.ts';
import { submissionSchema, type SlackView } from '../wire.ts';
import type { Waiting } from './answers.ts';
import { askerOf } from './asker.ts';
import { contextOf } from './context.ts';
import { sortFiles } from './files.ts';
import type { IntakeParts } from './intake-parts.ts';
import { readWordRequest, wordsCallbackId, type WordRequest } from './word-request.ts';

/** Answers a modal: closes it, or says in its fields what is wrong. */
export type AckView = (answer?: {
  readonly response_action: 'errors';
  readonly errors: Record<string, string>;
}) => Promise<void>;

/** Takes modals that are sent: the form of a new video, and the words of an action. */
export function createSubmissionTaker({ parts, answers, entries, claims, open }: IntakeParts) {
  const { apiOf, people, studio, commands } = parts;

  async function take(space: string, raw: unknown, ack: AckView): Promise<void> {
    const { user, view } = submissionSchema.parse(raw);
    if (view.callback_id === formCallbackId) return takeForm(space, user.id, view, ack);
    await ack();
    if (view.callback_id === wordsCallbackId) await takeWords(space, user.id, view);
  }

  async function takeForm(space: string, userId: string, view: SlackView, ack: AckView): Promise<void> {
    const translator = translatorFor(localeFrom(people.knownLocale(space, userId)));
    let form: ReturnType<typeof readForm>;
    try {
      form = readForm(view, commands);
    } catch (error) {
      return ack({ response_action: 'errors', errors: formErrors(error, view, translator) });
    }
    await ack();
    if (!(await claims.first(`view-${view.id}`))) return;
    const { command, options, files, clips, place: where } = form;
    const waiting = await waitingIn(space, userId, where);
    try {
      const { images, videos } = sortFiles(space, files, open);
      const given = { images, videos: [...clips.map(clipSource), ...videos] };
      const context = await contextOf(waiting.place, `view-${view.id}`, parts, entries, given);
      await answers.reply(waiting, await command.run(options, context));
    } catch (error) {
      await answers.problem(waiting, withWords(error, options['prompt'] ?? ''));
    }
  }

  async function takeWords(space: string, userId: string, view: SlackView): Promise<void> {
    if (!(await claims.first(`view-${view.id}`))) return;
    const request = readWordRequest(view.private_metadata);
    const words = wordsOf(view);
    const waiting = await waitingIn(space, userId, request?.place ?? {});
    try {
      if (request === undefined) {
        throw new MoraError('bad-input', 'This button is from another version. Please type the command instead.');
      }
      await runWords(request, words, waiting, `view-${view.id}`);
    } catch (error) {
      await answers.problem(waiting, withWords(error, words));
    }
  }

  async function runWords(request: WordRequest, words: string, waiting: Waiting, sourceId: string): Promise<void> {
    const { place } = waiting;
    if (request.kind === 'action') {
      const context = await contextOf(place, sourceId, parts, entries);
      return answers.reply(waiting, await runAction(request, context, words));
    }
    const target =
      request.taskId === undefined
        ? sortFiles(place.thread.space, request.files, open)
        : await targetOfTask(request.taskId, place, studio);
    const videos = target.videos.slice(0, 1);
    const context = await contextOf(place, sourceId, parts, entries, { images: target.images, videos });
    return answers.reply(waiting, await commandFor(request.meaning, commands).run({ prompt: words }, context));
  }

  /** A form that was opened nowhere in particular is answered in the private talk. */
  async function waitingIn(
    space: string,
    userId: string,
    where: { readonly channel?: string | undefined; readonly thread?: string | undefined },
  ): Promise<Waiting> {
    const { channel, thread } = where;
    // A person's own id stands for the talk with them.
    const known = channel === undefined || channel === userId ? await (await apiOf(space)).direct(userId) : channel;
    return { place: await askerOf(parts, space, userId, known, thread) };
  }

  return take;
}

/** A modal is gone once it was sent: what somebody wrote in it is said back with what went wrong. */
function withWords(error: unknown, words: string): MoraError {
  const failure = toMoraError(error);
  if (words.trim() === '') return failure;
  const said = `You wrote: “${words}”`;
  const text = `${failure.userMessage}\n${said}`;
  return new MoraError(failure.code, text, {
    cause: failure.code === 'internal' ? error : failure,
    retryable: failure.retryable,
  });
}
