import { z } from 'zod';
import type { Mark, Messages, Page, SlackApi } from '../api.ts';
import { actionIdsOf, type SlackMessage } from '../wire.ts';

/** A message of ours, as it is known again after a crash. */
export interface Wanted {
  readonly mark: Mark;
  /** The id of a button that no other message has. */
  readonly actionId: string;
}

const payloadSchema = z.object({ key: z.string() });

/** Whether it is the bot's own and carries the mark, or has the button. */
function isWanted({ user, metadata, blocks }: SlackMessage, wanted: Wanted, botUserId: string): boolean {
  // Anybody can copy blocks; nobody can post them as us. What old apps and webhooks post names no user at all.
  if (user !== botUserId) return false;
  const payload = payloadSchema.safeParse(metadata?.event_payload);
  const marked = metadata?.event_type === wanted.mark.kind && payload.data?.key === wanted.mark.key;
  return marked || actionIdsOf(blocks).includes(wanted.actionId);
}

/** Messages of one call: the most that Slack recommends. */
const pageSize = 200;
/** Pages that are looked through: what a busy channel says in hours. */
const pages = 10;

/** The bot's own message in a channel, or in a thread of it, since a time; undefined where it is not there. */
export async function findOurs(
  api: Pick<SlackApi, 'history' | 'replies'>,
  place: { readonly channel: string; readonly threadTs?: string | undefined; readonly sinceMs: number },
  wanted: Wanted,
  botUserId: string,
): Promise<SlackMessage | undefined> {
  const { channel, threadTs, sinceMs } = place;
  const oldest = ((sinceMs - clockMarginMs) / 1_000).toFixed(6);
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const wantedPage: Page = { oldest, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
    const answer: Messages =
      threadTs === undefined
        ? await api.history(channel, wantedPage)
        : await api.replies(channel, threadTs, wantedPage);
    const found = answer.messages.find((message) => isWanted(message, wanted, botUserId));
    if (found !== undefined) return found;
    cursor = answer.cursor;
    if (cursor === undefined) return undefined;
  }
  return undefined;
}

/** Clocks differ, Slack's and ours. */
const clockMarginMs = 120_000;
