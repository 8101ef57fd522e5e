import { demandAllowed } from '../../../commands/demand-allowed.ts';
import { canHoldThreads } from '../channel-book.ts';
import { limits } from '../limits.ts';
import { cutWithin } from '../markup.ts';
import type { DiscordParts } from '../parts.ts';
import type { DiscordMessage } from '../wire.ts';
import type { Origin } from './origin.ts';

/**
 * Where a remix lives: in a thread on the entry of the gallery, so that the gallery stays one; in the place itself where
 * that holds no threads. Throws `not-allowed` before there is a thread for what may not be asked for here.
 */
export async function remixPlace(
  message: Pick<DiscordMessage, 'id'> | undefined,
  taskId: string,
  origin: Pick<Origin, 'person' | 'thread'>,
  { api, channels, studio, logger }: Pick<DiscordParts, 'api' | 'channels' | 'studio' | 'logger'>,
): Promise<Pick<Origin, 'person' | 'thread'>> {
  const { thread } = origin;
  if (message === undefined || thread.thread !== undefined) return origin;
  const channel = await channels.find(thread.channel);
  if (channel === undefined || !canHoldThreads(channel.type)) return origin;
  await demandAllowed({ studio, ...origin });
  const clip = await studio.clip(taskId);
  if (clip?.thread.space !== thread.space) return origin;
  const name = cutWithin(`Remix: ${clip.request.prompt.replaceAll(/\s+/gu, ' ')}`, limits.threadNameLength);
  // A message has one thread at most, and it has the message's id.
  await api.startThread(thread.channel, message.id, name).catch((error: unknown) => {
    logger.debug({ err: error }, 'thread-not-opened');
  });
  const opened = await channels.find(message.id);
  return opened === undefined ? origin : { ...origin, thread: { ...thread, thread: message.id } };
}
