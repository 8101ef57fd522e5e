import { cardIn, deliveryIn } from '../../shown-task.ts';
import type { CommandReply } from '../../../commands/define-command.ts';
import { MoraError, toMoraError } from '../../../core/errors.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor, type Translator } from '../../locales/translate.ts';
import { refusalOf, type InteractionKey } from '../api.ts';
import { messageUrl, type DiscordParts } from '../parts.ts';
import type { Cards, CardStart } from '../place/cards.ts';
import type { Deliverer } from '../place/deliver.ts';
import { renderList, renderText } from '../show/render-reply.ts';
import type { Origin } from './origin.ts';

/** An interaction that was acknowledged and waits for its answer. */
export interface Waiting extends InteractionKey {
  readonly origin: Origin;
  readonly atMs: number;
  /** Whether the answer is the very message whose button was pressed: then what is said is said beside it. */
  readonly beside?: boolean;
}

/** Answers what people asked for. */
export interface Answers {
  /** Says the reply in the answer of an interaction; a task gets its card. */
  reply(waiting: Waiting, reply: CommandReply, start?: CardStart): Promise<void>;
  /** Says what went wrong, to the person who can act on it. */
  problem(waiting: Waiting, error: unknown): Promise<void>;
  /** Shows the first card of a task. */
  begin(taskId: string, start: CardStart): Promise<void>;
}

export function createAnswers(parts: DiscordParts, cards: Cards, deliverer: Deliverer): Answers {
  const { api, studio, logger, signal } = parts;

  async function begin(taskId: string, start: CardStart): Promise<void> {
    try {
      // How it stands in the queue takes longer to read; that is told when the card changes.
      const task = await studio.find(taskId);
      if (task !== undefined) await cards.show(await cardIn(studio, { task }), start);
    } catch (error) {
      // The task is accepted and goes on; the desk posts its card as soon as Discord takes it.
      logger.warn({ err: error, taskId }, 'first-card-late');
    }
  }

  async function reply(waiting: Waiting, said: CommandReply, start: CardStart = {}): Promise<void> {
    const { origin, token, atMs } = waiting;
    const translator = translatorOf(origin);
    switch (said.kind) {
      case 'text':
      case 'deleted':
        return say(waiting, renderText(said.text, translator));
      case 'list':
        return say(waiting, renderList(said.items, translator));
      case 'clip':
        return showClip(waiting, said.taskId);
      case 'task': {
        const { limitBytes } = origin;
        await begin(said.taskId, origin.member ? start : { answer: { token, atMs, limitBytes } });
        if (origin.member) await say(waiting, await gotIt(said.taskId, origin, translator));
      }
    }
  }

  async function gotIt(
    taskId: string,
    { thread }: Origin,
    { text: tell }: Translator,
  ): Promise<Record<string, unknown>> {
    const card = await cards.find(taskId);
    if (card?.state === 'closed') {
      return { content: tell('Got it. I may not post here, so your video comes as a direct message.') };
    }
    const message = card?.message;
    if (message === undefined) return { content: tell('Got it. Your video is being made.') };
    const url = messageUrl(thread.space, message.channelId, message.messageId);
    return { content: `${tell('Got it. Watch it being made:')} ${url}` };
  }

  async function showClip({ origin, token }: Waiting, taskId: string): Promise<void> {
    const task = await studio.find(taskId);
    if (task?.outcome === undefined) throw new MoraError('not-found', 'That video is no longer kept.');
    const { limitBytes, ageRestricted } = origin;
    const place = { place: 'thread', token, limitBytes, ageRestricted } as const;
    await deliverer.showAgain(place, await deliveryIn(studio, task, task.outcome), signal);
  }

  async function say({ token, beside = false }: Waiting, body: Record<string, unknown>): Promise<void> {
    if (beside) await api.whisper(token, body);
    else await api.editAnswer(token, { body });
  }

  return {
    begin,
    reply,
    async problem(waiting, error) {
      const failure = toMoraError(error);
      if (failure.code === 'internal') logger.error({ err: error }, 'command-failed');
      await say(waiting, renderText(failure.userMessage, translatorOf(waiting.origin))).catch((cause: unknown) => {
        logger.warn({ err: cause, refusal: refusalOf(cause) }, 'answer-lost');
      });
    },
  };
}

/** The language of the person who asks. */
export function translatorOf({ person }: Pick<Origin, 'person'>): Translator {
  return translatorFor(localeFrom(person.locale));
}
