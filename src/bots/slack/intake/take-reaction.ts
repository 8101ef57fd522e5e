import { setTimeout as sleep } from 'node:timers/promises';
import { toMoraError } from '../../../core/errors.ts';
import { messageKey, type MessageRef } from '../memory.ts';
import { platform } from '../people.ts';
import { star } from '../place/entries.ts';
import { reactionEventSchema } from '../wire.ts';
import type { IntakeParts } from './intake-parts.ts';

/** So long the message of a new entry takes at most to be known. */
const settleMs = 5_000;

/** Takes reactions: a star on an entry of the gallery is a vote. */
export function createReactionTaker({ parts, claims }: Pick<IntakeParts, 'parts' | 'claims'>) {
  const { memory, studio, botOf, logger, signal } = parts;
  /** Of each person on each message: what was given and taken back at once must end as it was left. */
  const turns = new Map<string, Promise<void>>();

  async function count(user: string, clipId: string, given: boolean): Promise<void> {
    await studio.gallery.setVote(clipId, { platform, id: user }, given).catch((error: unknown) => {
      // An entry that was withdrawn meanwhile takes no stars; nobody waits for a word of it.
      logger.debug({ err: error, code: toMoraError(error).code }, 'star-not-counted');
    });
  }

  /** Slack shows an entry a little before it tells us which message it has become; a quick star waits for that. */
  async function lateEntry(space: string, channel: string, key: string): ReturnType<typeof memory.entryMessages.get> {
    const { galleryChannel } = await studio.settings.get({ platform, space });
    if (galleryChannel !== channel) return undefined;
    await sleep(settleMs, undefined, { signal });
    return memory.entryMessages.get(key);
  }

  async function take(space: string, eventId: string, user: string, place: MessageRef, given: boolean): Promise<void> {
    const key = messageKey(space, place);
    const entry = (await memory.entryMessages.get(key)) ?? (await lateEntry(space, place.channel, key));
    if (entry === undefined || !(await claims.first(`event-${eventId}`))) return;
    await count(user, entry.value.clipId, given);
  }

  return async (space: string, eventId: string, raw: unknown): Promise<void> => {
    const parsed = reactionEventSchema.safeParse(raw);
    if (!parsed.success) return;
    const { type, user, reaction, item } = parsed.data;
    if (reaction !== star || item.channel === undefined || item.ts === undefined) return;
    if (user === (await botOf(space))?.userId) return;
    const place = { channel: item.channel, ts: item.ts };
    const turn = `${user} ${messageKey(space, place)}`;
    const running = (turns.get(turn) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => take(space, eventId, user, place, type === 'reaction_added'));
    turns.set(turn, running);
    try {
      await running;
    } finally {
      if (turns.get(turn) === running) turns.delete(turn);
    }
  };
}
