import { MoraError } from '../../../core/errors.ts';
import { cleanText } from '../../../core/text.ts';
import { commandFor } from '../../message-menu.ts';
import { meaningLabels, hello, understand, type Understood } from '../../talk.ts';
import type { Place, Target } from '../../target.ts';
import type { OutgoingMessage } from '../api.ts';
import { messageActionIds } from '../ids.ts';
import { nameMentions, unescapeSlack } from '../markup.ts';
import { messageKey } from '../memory.ts';
import { isDirect } from '../parts.ts';
import { refusalOf, toDeliveryError } from '../refusal.ts';
import { renderQuestion } from '../show/render-question.ts';
import { renderText } from '../show/render-reply.ts';
import { messageEventSchema, type MessageEvent, type SlackMessage } from '../wire.ts';
import { targetOfTask } from '../../target.ts';
import { translatorOf, type Waiting } from './answers.ts';
import { askerOf } from './asker.ts';
import { contextOf } from './context.ts';
import type { IntakeParts } from './intake-parts.ts';
import { readTarget } from './read-target.ts';

/** Messages that somebody wrote; the others tell of joins, changes and the like. */
const spoken: ReadonlySet<string | undefined> = new Set([undefined, 'file_share', 'thread_broadcast']);

/** The reaction that says that a message was seen. */
const seen = 'eyes';

const unseen =
  'I cannot see the message that began this thread. Open its menu, choose More message shortcuts, then Animate, Extend or Edit…: that always works.';

/** What a message to the bot says, and what it is about. */
export interface Mention extends Pick<Target, 'images' | 'videos'> {
  readonly words: string;
}

/** Takes messages that speak to the bot: those that mention it, and all in direct messages. */
export function createMentionTaker({ parts, answers, entries, claims, open }: IntakeParts) {
  const { apiOf, botOf, memory, studio, commands, logger } = parts;

  async function take(space: string, eventId: string, raw: unknown): Promise<void> {
    const parsed = messageEventSchema.safeParse(raw);
    if (!parsed.success || !speaksToUs(parsed.data)) return;
    const event = parsed.data;
    const { user = '', channel } = event;
    if (user === (await botOf(space))?.userId || !(await claims.first(`event-${eventId}`))) return;
    const place = await askerOf(parts, space, user, channel, threadOf(event));
    const waiting: Waiting = { place, aloud: true };
    // A sign of life, before any work; whether it arrives does not matter.
    void apiOf(space)
      .then((api) => api.react(channel, event.ts, seen))
      .catch((error: unknown) => logger.debug({ err: error }, 'reaction-lost'));
    try {
      await answer(event, waiting);
    } catch (error) {
      await answers.problem(waiting, error);
    }
  }

  async function answer(event: MessageEvent, waiting: Waiting): Promise<void> {
    const { place } = waiting;
    const { words, images, videos } = await readMention(event, event.channel, place);
    const translator = translatorOf(place);
    const understood = understand(words, { images: images.length, videos: videos.length });
    if (understood.kind === 'hello') return answers.say(waiting, renderText(hello, translator));
    if (understood.kind === 'ask') return answers.say(waiting, questionOn(event, understood, place));
    const command = commandFor(understood.meaning, commands);
    const context = await contextOf(place, sourceOf(event), parts, entries, { images, videos });
    await answers.reply(waiting, await command.run({ prompt: words }, context));
  }

  function questionOn(
    { channel, ts }: MessageEvent,
    { meanings, question }: Extract<Understood, { kind: 'ask' }>,
    place: Place,
  ): OutgoingMessage {
    const choices = meanings.map((meaning) => ({
      ...messageActionIds({ meaning, channel, ts }),
      label: meaningLabels[meaning],
    }));
    return renderQuestion(question, choices, translatorOf(place));
  }

  /** Reads a message with what its thread is about: that comes first, as it is what is meant. */
  async function readMention(message: SlackMessage, channel: string, asker: Place): Promise<Mention> {
    const bot = await botOf(asker.thread.space);
    const words = cleanText(nameMentions(unescapeSlack(message.text, bot?.userId)));
    const own = await readTarget(message, channel, asker, parts, open);
    const { thread_ts: threadTs } = message;
    const isReply = threadTs !== undefined && threadTs !== message.ts;
    if (!isReply || own.images.length > 0) return { words, images: own.images, videos: own.videos };
    const answered = await readParent(channel, threadTs, asker);
    const videos = [...answered.videos, ...own.videos];
    return { words, images: videos.length > 0 ? [] : answered.images, videos };
  }

  async function readParent(channel: string, ts: string, asker: Place): Promise<Target> {
    const { space } = asker.thread;
    const kept = (await memory.threads.get(messageKey(space, { channel, ts })))?.value;
    if (kept !== undefined) return targetOfTask(kept.taskId, asker, studio);
    try {
      const { messages } = await (await apiOf(space)).replies(channel, ts, { limit: 1 });
      const [parent] = messages;
      return parent === undefined ? { images: [], videos: [] } : await readTarget(parent, channel, asker, parts, open);
    } catch (cause) {
      const refusal = refusalOf(cause);
      if (refusal === 'gone') throw toDeliveryError(cause);
      throw new MoraError('bad-input', unseen, { cause });
    }
  }

  return { take, readMention };
}

/** Messages of bots, our own among them, are no requests. In a channel only a mention speaks to us. */
function speaksToUs({ type, user, bot_id: botId, subtype, channel }: MessageEvent): boolean {
  if (user === undefined || typeof botId === 'string' || !spoken.has(subtype)) return false;
  return type === 'app_mention' || isDirect(channel);
}

/** A mention in a channel begins a thread of its own; a private talk goes on as it is. */
export function threadOf({
  channel,
  ts,
  thread_ts: threadTs,
}: SlackMessage & { readonly channel: string }): string | undefined {
  return threadTs ?? (isDirect(channel) ? undefined : ts);
}

/** A message makes one task, however often it is told of and whatever is pressed below it. */
export function sourceOf({ channel, ts }: { readonly channel: string; readonly ts: string }): string {
  return `message-${channel}-${ts}`;
}
