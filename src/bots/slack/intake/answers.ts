import type { CommandReply } from '../../../commands/define-command.ts';
import { MoraError, toMoraError } from '../../../core/errors.ts';
import { inTime } from '../../../core/in-time.ts';
import { cardIn, deliveryIn } from '../../shown-task.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor, type Translator } from '../../locales/translate.ts';
import type { Place } from '../../target.ts';
import type { OutgoingMessage } from '../api.ts';
import type { SlackParts } from '../parts.ts';
import type { Cards } from '../place/cards.ts';
import type { Deliverer } from '../place/deliver.ts';
import { renderList, renderText } from '../show/render-reply.ts';

/** Somebody who waits for an answer. */
export interface Waiting {
  readonly place: Place;
  /** Answers the very command or press, for the person alone, wherever it was; absent where Slack gave no way to. */
  readonly respond?: ((message: OutgoingMessage) => Promise<void>) | undefined;
  /** Whether the answer is for all to see, in the thread: what was said aloud is answered aloud. */
  readonly aloud?: boolean;
}

/** Answers what people asked for. */
export interface Answers {
  /** Says the reply; a task gets its card. */
  reply(waiting: Waiting, reply: CommandReply): Promise<void>;
  /** Says what went wrong, to the person who can act on it. */
  problem(waiting: Waiting, error: unknown): Promise<void>;
  /** Says something. */
  say(waiting: Waiting, message: OutgoingMessage): Promise<void>;
}

/** A card that takes longer than this is announced: within a second there is a sign of life. */
const patienceMs = 700;

export function createAnswers(parts: SlackParts, cards: Cards, deliverer: Deliverer): Answers {
  const { apiOf, studio, logger, signal } = parts;

  async function reply(waiting: Waiting, said: CommandReply): Promise<void> {
    const translator = translatorOf(waiting.place);
    switch (said.kind) {
      case 'text':
      case 'deleted':
        return say(waiting, renderText(said.text, translator));
      case 'list':
        return say(waiting, renderList(said.items, translator));
      case 'clip':
        return showClip(waiting, said.taskId);
      case 'task':
        return begin(waiting, said.taskId);
    }
  }

  async function begin(waiting: Waiting, taskId: string): Promise<void> {
    const { text: tell } = translatorOf(waiting.place);
    const announce = (english: string): Promise<void> => say(waiting, renderText(english, { text: tell }));
    const first = firstCard(taskId);
    const isInTime = await inTime(
      first.then(() => true),
      patienceMs,
      () => false,
    );
    if (!isInTime) await announce('Got it. Your video is being made.');
    await first;
    if ((await cards.find(taskId))?.state !== 'closed') return;
    await announce(
      'Got it. I may not post here, so your video comes as a direct message. Invite me with /invite @Mora.',
    );
  }

  async function firstCard(taskId: string): Promise<void> {
    try {
      // How it stands in the queue takes longer to read; that is told when the card changes.
      const task = await studio.find(taskId);
      if (task !== undefined) await cards.show(await cardIn(studio, { task }));
    } catch (error) {
      // The task is accepted and goes on; the desk posts its card as soon as Slack takes it.
      logger.warn({ err: error, taskId }, 'first-card-late');
    }
  }

  async function showClip({ place }: Waiting, taskId: string): Promise<void> {
    const { space, channel, thread: threadTs } = place.thread;
    const task = await studio.find(taskId);
    if (task?.outcome === undefined) throw new MoraError('not-found', 'That video is no longer kept.');
    const delivery = await deliveryIn(studio, task, task.outcome);
    await deliverer.showAgain(space, { place: 'thread', channel, threadTs }, delivery, signal);
  }

  async function say(waiting: Waiting, message: OutgoingMessage): Promise<void> {
    const { place, respond, aloud = false } = waiting;
    const { space, channel, thread: threadTs } = place.thread;
    const api = await apiOf(space);
    const ways: (() => Promise<unknown>)[] = [
      ...(aloud ? [() => api.post(channel, { ...message, threadTs })] : []),
      ...(respond === undefined ? [] : [() => respond({ ...message, threadTs })]),
      ...(aloud ? [] : [() => api.whisper(channel, place.person.id, { ...message, threadTs })]),
      async () => api.post(await api.direct(place.person.id), message),
    ];
    for (const [at, way] of ways.entries()) {
      try {
        await way();
        return;
      } catch (error) {
        if (at === ways.length - 1) throw error;
        logger.debug({ err: error }, 'answer-takes-another-way');
      }
    }
  }

  return {
    reply,
    say,
    async problem(waiting, error) {
      const failure = toMoraError(error);
      if (failure.code === 'internal') logger.error({ err: error }, 'command-failed');
      await say(waiting, renderText(failure.userMessage, translatorOf(waiting.place))).catch((cause: unknown) => {
        logger.warn({ err: cause }, 'answer-lost');
      });
    },
  };
}

/** The language of the person who asks. */
export function translatorOf({ person }: Pick<Place, 'person'>): Translator {
  return translatorFor(localeFrom(person.locale));
}
