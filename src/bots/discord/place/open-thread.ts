import type { Card } from '../../card.ts';
import { isThreadThere, refusalOf } from '../api.ts';
import { canHoldThreads } from '../channel-book.ts';
import { limits } from '../limits.ts';
import { cutWithin } from '../markup.ts';
import type { CardRecord } from '../memory.ts';
import { guildOf, type DiscordParts } from '../parts.ts';

/**
 * Opens the thread of a task on its card. Undefined where the channel or the server allows none: then the outcome comes
 * into the channel. Throws while Discord is down.
 */
export async function openThread(
  card: Card,
  { channelId, messageId }: NonNullable<CardRecord['message']>,
  { api, channels, memory, logger }: Pick<DiscordParts, 'api' | 'channels' | 'memory' | 'logger'>,
): Promise<string | undefined> {
  if (guildOf(card.thread.space) === undefined) return undefined;
  const channel = await channels.find(channelId);
  if (channel === undefined || !canHoldThreads(channel.type)) return undefined;
  try {
    const name = cutWithin(card.prompt.replaceAll(/\s+/gu, ' ') || card.kind, limits.threadNameLength);
    // A thread has the id of the message that it hangs on.
    const threadId = await api.startThread(channelId, messageId, name).catch((error: unknown) => {
      if (isThreadThere(error)) return messageId;
      throw error;
    });
    await memory.threads.put(threadId, { taskId: card.taskId });
    // Who is in the thread is told by Discord when something comes.
    await api.joinThread(threadId, card.personId).catch((error: unknown) => {
      logger.debug({ err: error }, 'thread-not-joined');
    });
    return threadId;
  } catch (error) {
    if (refusalOf(error) === 'later') throw error;
    logger.debug({ err: error }, 'thread-not-opened');
    return undefined;
  }
}
