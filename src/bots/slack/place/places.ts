import type { DeliveredTo } from '../../../core/outcome.ts';
import type { ThreadRef } from '../../../core/thread.ts';
import type { SlackApi } from '../api.ts';
import type { CardRecord } from '../memory.ts';
import { isDirect } from '../parts.ts';
import { refusalOf } from '../refusal.ts';

/** A place where an outcome can arrive. */
export interface Place {
  readonly place: DeliveredTo['place'];
  readonly channel: string;
  readonly threadTs?: string | undefined;
}

/** The places of a task, the best first: its thread, the channel of that, its owner's direct messages. */
export async function* placesOf(
  { channel, thread }: ThreadRef,
  personId: string,
  card: CardRecord | undefined,
  api: Pick<SlackApi, 'direct'>,
): AsyncGenerator<Place> {
  const posted = card?.message?.channel === channel ? card.message.ts : undefined;
  // A private talk is a thread of its own; a card there is a message like the others.
  const threadTs = thread ?? (isDirect(channel) ? undefined : posted);
  if (threadTs !== undefined) yield { place: 'thread', channel, threadTs };
  yield { place: isDirect(channel) ? 'thread' : 'channel', channel };
  try {
    const direct = await api.direct(personId);
    if (direct !== channel) yield { place: 'direct', channel: direct };
  } catch (error) {
    if (refusalOf(error) === 'later') throw error;
  }
}
