import { runAction, parseActionId } from '../../commands/actions.ts';
import type { Command, CommandContext, CommandReply } from '../../commands/define-command.ts';
import type { ArtifactStore } from '../../core/artifacts/artifact-store.ts';
import { MoraError, toMoraError } from '../../core/errors.ts';
import type { Logger } from '../../core/log.ts';
import type { Studio } from '../../core/studio/studio.ts';
import { cleanText } from '../../core/text.ts';
import type { ThreadRef } from '../../core/thread.ts';
import { cardIn, deliveryIn } from '../shown-task.ts';
import type { MessageLog } from './message-log.ts';
import { hintFor, readMessage, type MessageRequest } from './read-message.ts';
import { cardMessage, entryPlace, fromMora, goneMessage, resultMessage } from './render.ts';
import { choicesFor, contentOf, question, readChoice, wordsOf, type Choice } from './answers.ts';
import {
  channels,
  maxAttachments,
  platform,
  space,
  type Answer,
  type Message,
  type PressRequest,
  type Say,
} from './wire.ts';

/** What the inbox works with. */
export interface InboxParts {
  readonly studio: Studio;
  readonly commands: readonly Command[];
  readonly log: MessageLog;
  readonly artifacts: Pick<ArtifactStore, 'find'>;
  readonly logger: Logger;
  readonly now: () => number;
  /** Aborts when the adapter stops. */
  readonly signal: AbortSignal;
}

/** Takes what the person says and presses. The same id twice does nothing new and gets the same answer. */
export interface Inbox {
  say(say: Say): Promise<Answer>;
  press(press: PressRequest): Promise<Answer>;
  /** Waits for what is under way. */
  settled(): Promise<void>;
}

/** The one person here: the page is for whoever sits at this machine. */
const person = { platform, id: 'you', name: 'You', moderator: true };

/** Artifacts that came in by the page; no message may name others as its own. */
export const uploadPrefix = 'upload-';

const asImage = (id: string): readonly [id: string, type: string] => [id, 'image/'];
const asVideo = (id: string): readonly [id: string, type: string] => [id, 'video/'];

export function createInbox({ studio, commands, log, artifacts, logger, now, signal }: InboxParts): Inbox {
  const underWay = new Map<string, Promise<Answer>>();

  function once(id: string, work: () => Promise<Answer>): Promise<Answer> {
    const running = underWay.get(id) ?? work().finally(() => underWay.delete(id));
    underWay.set(id, running);
    return running;
  }

  async function take(say: Say): Promise<Answer> {
    const message = await toMessage(say);
    const replied = message.replyTo === undefined ? undefined : await log.get(message.replyTo);
    const known = !(await log.add(message));
    const answerId = `answer-${say.id}`;
    if (known) {
      const answer = await log.get(answerId);
      if (answer?.content.kind === 'problem') return { problem: answer.text };
      if (answer !== undefined) return {};
    }
    const place: ThreadRef = {
      platform,
      space,
      channel: say.channel,
      ...(message.thread === undefined ? {} : { thread: message.thread }),
    };
    const answer = (text: string, content: Message['content']): Promise<boolean> =>
      log.add({ ...fromMora(answerId, place, now()), text, replyTo: message.id, content });
    try {
      const request = readMessage(message, replied, commands);
      if (request === undefined) {
        await hint(message, place);
        return {};
      }
      if (request.kind === 'unclear') {
        await answer(question, { kind: 'words', choices: choicesFor(message.id, request.meanings) });
        return {};
      }
      const thread = threadOf(message);
      const reply = await run(request, message.id, thread);
      if (reply.kind === 'task') {
        await showFirstCard(reply.taskId);
        return { thread: thread.thread };
      }
      if (reply.kind === 'clip') {
        await log.add({ ...(await clipMessage(reply.taskId, place)), id: answerId, replyTo: message.id });
        return {};
      }
      if (reply.kind === 'deleted') await showDeleted(reply.taskId);
      await answer(wordsOf(reply), contentOf(reply));
      return {};
    } catch (error) {
      const failure = toMoraError(error);
      // The page sends it again, to whoever is there after the restart.
      if (signal.aborted) throw failure;
      if (failure.code === 'internal') logger.error({ err: error }, 'message-failed');
      await answer(failure.userMessage, { kind: 'problem' });
      return { problem: failure.userMessage };
    }
  }

  async function toMessage(say: Say): Promise<Message> {
    const text = cleanText(say.text);
    if (text === '' && say.images.length + say.videos.length === 0) {
      throw new MoraError('bad-input', 'Write something first, or attach a picture or a video.');
    }
    if (say.images.length + say.videos.length > maxAttachments) {
      throw new MoraError('bad-input', `Attach at most ${maxAttachments} files.`);
    }
    for (const [id, type] of [...say.images.map(asImage), ...say.videos.map(asVideo)]) {
      const kept = id.startsWith(uploadPrefix) ? await artifacts.find(id) : undefined;
      if (kept?.mediaType.startsWith(type) === true) continue;
      throw new MoraError('bad-input', 'A file of this message is not here any more. Please attach it again.');
    }
    for (const id of [say.thread, say.replyTo]) {
      if (id === undefined || (await log.get(id))?.channel === say.channel) continue;
      throw new MoraError('not-found', 'The message that you answer is not here any more.');
    }
    const { channel, thread, replyTo, images, videos } = say;
    return {
      id: `said-${say.id}`,
      channel,
      ...(thread === undefined ? {} : { thread }),
      author: 'you',
      atMs: now(),
      text,
      ...(replyTo === undefined ? {} : { replyTo }),
      images,
      videos,
      content: { kind: 'words' },
    };
  }

  /** A newcomer who writes plain words is told once in each channel what works here. */
  async function hint(message: Message, place: ThreadRef): Promise<void> {
    if (message.thread !== undefined) return;
    const kind = message.videos.length > 0 ? 'video' : message.images.length > 0 ? 'picture' : 'words';
    const id = `hint-${kind}-${message.channel}`;
    await log.add({ ...fromMora(id, place, now()), text: hintFor[kind], content: { kind: 'words' } });
  }

  async function showFirstCard(taskId: string): Promise<void> {
    const view = await studio.view(taskId);
    // Added, never put: the desk may have shown a newer state already.
    if (view !== undefined) await log.add(cardMessage(await cardIn(studio, view), now()));
  }

  /** A finished video once more, where it was asked for. */
  async function clipMessage(taskId: string, thread: ThreadRef): Promise<Message> {
    const task = await studio.find(taskId);
    if (task?.outcome === undefined) throw new MoraError('not-found', 'That video is no longer kept.');
    return resultMessage({ ...(await deliveryIn(studio, task, task.outcome)), thread }, task.plan, now());
  }

  /** Takes a video out of all messages that show it: its own, and those that `/mora history` made. */
  async function showDeleted(taskId: string): Promise<void> {
    for (let before: number | undefined; ;) {
      const { messages, earlier } = await log.page(before);
      for (const message of messages) {
        const { content } = message;
        if (content.kind !== 'result' || content.taskId !== taskId) continue;
        await log.put(goneMessage(message, 'This video was deleted.'));
      }
      before = messages[0]?.position;
      if (!earlier) return;
    }
  }

  /** Carries out what a message asks for; the message is the source, so that it makes one task however it is told. */
  function run(
    { command, options, images, videos }: MessageRequest,
    sourceId: string,
    thread: ThreadRef,
  ): Promise<CommandReply> {
    return command.run(options, { studio, person, thread, sourceId, images, videos, signal, demandPostable, entryUrl });
  }

  async function entryUrl(clipId: string): Promise<string | undefined> {
    const row = await studio.gallery.row(clipId);
    return row && `#/${row.channel}/${entryPlace(row).thread}`;
  }

  /** Carries out what somebody chose where their message could mean several things. */
  async function choose({ messageId, meaning }: Choice): Promise<Answer> {
    const message = await log.get(messageId);
    if (message === undefined)
      throw new MoraError('not-found', 'The message that asked for this is not here any more.');
    const replied = message.replyTo === undefined ? undefined : await log.get(message.replyTo);
    const request = readMessage(message, replied, commands, meaning);
    if (request?.kind !== 'request') throw new MoraError('not-supported', 'This cannot be done here.');
    const thread = threadOf(message);
    const reply = await run(request, message.id, thread);
    if (reply.kind === 'task') await showFirstCard(reply.taskId);
    await log.remove(`answer-${messageId.replace('said-', '')}`);
    return thread.thread === undefined ? {} : { thread: thread.thread };
  }

  async function act({ id, button, prompt }: PressRequest): Promise<Answer> {
    const choice = readChoice(button);
    if (choice !== undefined) return choose(choice);
    const action = parseActionId(button);
    const task = await studio.find(action.taskId);
    // A remix lives in the thread of the entry that it was pressed on.
    const entry = action.name === 'remix' ? await studio.gallery.row(action.taskId) : undefined;
    const thread = entry ? entryPlace(entry) : (task?.plan.thread ?? { platform, space, channel: 'studio' });
    const here = { ...thread, platform, space };
    const given = { images: [], videos: [] };
    const context: CommandContext = { studio, person, thread: here, sourceId: `press-${id}`, ...given, signal };
    const reply: CommandReply = await runAction(action, context, prompt);
    if (reply.kind === 'task') {
      await showFirstCard(reply.taskId);
      return here.thread === undefined ? {} : { thread: here.thread };
    }
    if (reply.kind === 'deleted') await showDeleted(reply.taskId);
    return { note: wordsOf(reply) };
  }

  return {
    say: (say) => once(`said-${say.id}`, () => take(say)),
    press: (press) => once(`press-${press.id}`, () => act(press)),
    settled: async () => void (await Promise.allSettled(underWay.values())),
  };
}

/** Throws `bad-input` for what is no room here. */
function demandPostable(channel: string): Promise<void> {
  if (channels.some(({ id }) => id === channel)) return Promise.resolve();
  const names = channels.map(({ id }) => `#${id}`).join(', ');
  return Promise.reject(new MoraError('bad-input', `There is no such channel here. There are: ${names}.`));
}

/** The thread of a message: the one that it stands in, or its own. */
function threadOf({ channel, thread, id }: Message): ThreadRef {
  return { platform, space, channel, thread: thread ?? id };
}
