import type { DeliveredTo } from '../../../core/outcome.ts';
import type { ThreadRef } from '../../../core/thread.ts';
import { refusalOf } from '../api.ts';
import { isForum } from '../channel-book.ts';
import { limits } from '../limits.ts';
import type { CardRecord } from '../memory.ts';
import { guildOf, type DiscordParts } from '../parts.ts';

/** A place where an outcome can arrive. */
export interface Place {
  readonly place: DeliveredTo['place'];
  /** Absent where it is the answer of an interaction. */
  readonly channelId?: string;
  readonly token?: string;
  /** The message to answer there. */
  readonly replyTo?: string;
  readonly limitBytes: number;
  readonly ageRestricted: boolean;
}

/** The places of a task, the best first: its thread, the channel of that, its owner's direct messages. */
export async function* placesOf(
  thread: ThreadRef,
  personId: string,
  card: CardRecord | undefined,
  { api, channels, fileLimit, nowMs }: DiscordParts,
): AsyncGenerator<Place> {
  const limitBytes = fileLimit(guildOf(thread.space));
  const seen = new Set<string>();
  const at = async (place: Place['place'], channelId: string, replyTo?: string): Promise<Place> => {
    seen.add(channelId);
    const ageRestricted = await channels.isAgeRestricted(channelId);
    return { place, channelId, limitBytes, ageRestricted, ...(replyTo === undefined ? {} : { replyTo }) };
  };

  if (card?.token === undefined) {
    const message = card?.message;
    const threadId = card?.threadId ?? thread.thread;
    if (threadId !== undefined) {
      yield at('thread', threadId, message?.channelId === threadId ? message.messageId : undefined);
    }
    const parent = await channels.find(thread.channel);
    // A forum takes nothing but posts of its own.
    if (!seen.has(thread.channel) && (parent === undefined || !isForum(parent.type))) {
      const replyTo = message?.channelId === thread.channel ? message.messageId : undefined;
      yield at(guildOf(thread.space) === undefined ? 'thread' : 'channel', thread.channel, replyTo);
    }
  } else if (nowMs() - card.atMs < limits.tokenMs - tokenMarginMs) {
    const own = card.limitBytes ?? limits.fileBytes.default;
    yield {
      place: 'thread',
      token: card.token,
      limitBytes: own,
      ageRestricted: await channels.isAgeRestricted(thread.channel),
    };
  }

  try {
    const direct = await api.direct(personId);
    if (!seen.has(direct)) {
      yield { place: 'direct', channelId: direct, limitBytes: limits.fileBytes.default, ageRestricted: false };
    }
  } catch (error) {
    if (refusalOf(error) === 'later') throw error;
  }
}

/** Time to prepare and send a file before the token of an answer dies. */
const tokenMarginMs = 60_000;
