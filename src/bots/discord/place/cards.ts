import { setTimeout as sleep } from 'node:timers/promises';
import { actionId } from '../../../commands/actions.ts';
import type { Card } from '../../card.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import { refusalOf, type Refusal } from '../api.ts';
import { nonceOf } from '../ids.ts';
import { limits } from '../limits.ts';
import type { CardRecord } from '../memory.ts';
import { guildOf, messageUrl, type DiscordParts } from '../parts.ts';
import { text } from '../show/components.ts';
import { cardMessage, previewOf } from './card-message.ts';
import { findOurs } from './find-ours.ts';
import { openThread } from './open-thread.ts';
import { createRecentMap } from '../../../core/recent-map.ts';

/** How a card begins. */
export interface CardStart {
  /** The message that asked, which the card then answers. */
  readonly replyTo?: string;
  /** The answer of an interaction, where the bot is no member: the card is that answer. */
  readonly answer?: { readonly token: string; readonly atMs: number; readonly limitBytes: number };
}

/** The live messages of tasks. Several processes may call; a card is posted once, and one of them at a time changes it. */
export interface Cards {
  /** Posts a card, with a thread on it where the channel takes threads, or changes the one that is there. */
  show(card: Card, start?: CardStart): Promise<void>;
  /** Waits until the card of a task and its thread are there, as far as they can be, whoever is at it and whoever died at it. */
  settle(card: Card, signal: AbortSignal): Promise<void>;
  find(taskId: string): Promise<CardRecord | undefined>;
}

/** Half a minute of silence means that a process is gone. */
const ownerPatienceMs = 30_000;
/** A little before Discord ends a token or forbids an edit. */
const marginMs = 60_000;

/** How often another process that posts a card is looked after. */
const lookMs = 250;

/** A card that was begun longer ago may be there although nobody kept it: Discord's own check of the nonce holds for minutes. */
const nonceTrustMs = 2 * 60_000;

const harmless: ReadonlySet<Refusal> = new Set(['no-message', 'no-place', 'too-old']);

export function createCards(parts: DiscordParts): Cards {
  const { api, botId, memory, artifacts, processId, nowMs, logger } = parts;
  /** What was shown last, so that nothing is sent that changes nothing. */
  const shown = createRecentMap<string, string>(5_000);

  /** Cards that this process posts just now. */
  const posting = new Map<string, Promise<void>>();

  const find = async (taskId: string): Promise<CardRecord | undefined> => (await memory.cards.get(taskId))?.value;

  async function show(card: Card, start: CardStart = {}): Promise<void> {
    // What is written about a card that is being posted would lose its thread.
    await posting.get(card.taskId)?.catch((error: unknown) => quietly(error, 'card-not-posted'));
    const record = await find(card.taskId);
    if (record === undefined) return begin(card, start);
    const silent = nowMs() - record.ownedAtMs > ownerPatienceMs;
    switch (record.state) {
      case 'closed':
        return;
      case 'posting':
        return silent ? post(card, start, nowMs() - record.atMs > nonceTrustMs) : undefined;
      case 'posted': {
        const ended = card.status !== 'working' && card.status !== 'delivering';
        if (record.owner !== processId && !silent && !ended) return;
        return change(card, await withThread(card, record));
      }
    }
  }

  async function settle(card: Card, signal: AbortSignal): Promise<void> {
    for (;;) {
      await posting.get(card.taskId);
      const record = await find(card.taskId);
      if (record?.state === 'closed') return;
      if (record?.state !== 'posted') await show(card);
      else if ((await withThread(card, record)).threadDue !== true) return;
      const now = await find(card.taskId);
      if (now?.state === 'posting' || now?.threadDue === true) await sleep(lookMs, undefined, { signal });
    }
  }

  /** A card whose process died before its thread was there gets it now. */
  async function withThread(card: Card, record: CardRecord): Promise<CardRecord> {
    const { message } = record;
    const underWay = record.owner !== processId && nowMs() - record.ownedAtMs <= ownerPatienceMs;
    if (record.threadDue !== true || message === undefined || underWay) return record;
    return keepThread(card, record, message);
  }

  async function keepThread(
    card: Card,
    record: CardRecord,
    { channelId, messageId }: NonNullable<CardRecord['message']>,
  ): Promise<CardRecord> {
    const threadId = await openThread(card, { channelId, messageId }, parts);
    const { threadDue: _done, ...rest } = record;
    const next = { ...rest, ...(threadId === undefined ? {} : { threadId }) };
    await memory.cards.put(card.taskId, next);
    return next;
  }

  async function begin(card: Card, start: CardStart): Promise<void> {
    const atMs = nowMs();
    const { answer } = start;
    const own = { owner: processId, ownedAtMs: atMs, atMs };
    const record: CardRecord =
      answer === undefined
        ? { ...own, state: 'posting' }
        : { ...own, state: 'posted', atMs: answer.atMs, token: answer.token, limitBytes: answer.limitBytes };
    if (!(await memory.cards.insertOnce(card.taskId, record))) return;
    return answer === undefined ? post(card, start) : change(card, record);
  }

  function post(card: Card, start: CardStart, late = false): Promise<void> {
    const { taskId } = card;
    const running = posting.get(taskId) ?? postOnce(card, start, late).finally(() => posting.delete(taskId));
    posting.set(taskId, running);
    return running;
  }

  async function postOnce(card: Card, { replyTo }: CardStart, late: boolean): Promise<void> {
    const { taskId, thread } = card;
    const channelId = thread.thread ?? thread.channel;
    const message = await cardMessage(card, undefined, artifacts);
    const own = { owner: processId, ownedAtMs: nowMs(), atMs: nowMs() };
    const begunMs = (await find(taskId))?.atMs ?? own.atMs;
    try {
      const posted =
        (late ? await findOurs(api, channelId, actionId({ name: 'cancel', taskId }), botId()) : undefined) ??
        (await api.post(channelId, { ...message, replyTo, nonce: nonceOf('c', taskId) }));
      const ref = { channelId, messageId: posted.id };
      // Kept before there is a thread: whoever comes after a crash in between opens it.
      const due = thread.thread === undefined && guildOf(thread.space) !== undefined;
      const record: CardRecord = {
        ...own,
        state: 'posted',
        message: ref,
        ...(due ? { threadDue: true } : {}),
        ...previewOf(card, posted),
      };
      await memory.cards.put(taskId, record);
      // Whoever shows the card next tries again.
      if (due) await keepThread(card, record, ref).catch((error: unknown) => quietly(error, 'thread-late'));
    } catch (error) {
      const refusal = refusalOf(error);
      // It may be there all the same: whoever goes on knows since when, and looks for it first.
      if (refusal === 'later')
        await memory.cards.put(taskId, { ...own, atMs: begunMs, ownedAtMs: 0, state: 'posting' });
      // The delivery finds another place; until then there is nowhere to show anything.
      else await memory.cards.put(taskId, { ...own, state: 'closed' });
      if (refusal !== 'no-place') throw error;
    }
  }

  async function change(card: Card, record: CardRecord): Promise<void> {
    const { taskId } = card;
    const ageMs = nowMs() - record.atMs;
    if (record.token !== undefined && ageMs > limits.tokenMs - marginMs) return;
    // Such an answer becomes the outcome: a card would take the video away again.
    if (record.token !== undefined && card.status !== 'working') return;
    const isOld = record.token === undefined && ageMs > limits.editMs - marginMs && card.status === 'working';
    try {
      await (isOld ? renew(card, record) : edit(card, record));
    } catch (error) {
      // Somebody took the card away, or closed its place: it was only a card.
      if (!harmless.has(refusalOf(error))) throw error;
      // What was refused once is not asked for again and again: Discord counts refusals.
      await memory.cards.put(taskId, { ...record, state: 'closed' });
    }
  }

  async function edit(card: Card, record: CardRecord): Promise<void> {
    const { taskId } = card;
    const same = JSON.stringify([card, record.preview?.artifact]);
    if (shown.get(taskId) === same) return;
    const message = await cardMessage(card, record, artifacts);
    const posted =
      record.token === undefined
        ? record.message && (await api.edit(record.message.channelId, record.message.messageId, message))
        : await api.editAnswer(record.token, message);
    shown.set(taskId, same);
    const preview = posted === undefined ? {} : previewOf(card, posted);
    await memory.cards.put(taskId, { ...record, ...preview, owner: processId, ownedAtMs: nowMs() });
  }

  /** A message of an hour can hardly be changed any more: goes on with a new one, in the thread where there is one. */
  async function renew(card: Card, record: CardRecord): Promise<void> {
    const { taskId, thread, locale } = card;
    const channelId = record.threadId ?? thread.thread ?? thread.channel;
    const message = await cardMessage(card, undefined, artifacts);
    const posted = await api.post(channelId, { ...message, nonce: nonceOf('n', taskId) });
    const ref = { channelId, messageId: posted.id };
    await memory.cards.put(taskId, {
      state: 'posted',
      owner: processId,
      ownedAtMs: nowMs(),
      atMs: nowMs(),
      message: ref,
      ...(record.threadId === undefined ? {} : { threadId: record.threadId }),
      ...previewOf(card, posted),
    });
    if (record.message === undefined) return;
    const { text: say } = translatorFor(localeFrom(locale));
    const goesOn = `${say('This card goes on here:')} ${messageUrl(thread.space, channelId, posted.id)}`;
    const old = { body: { components: [text(goesOn)], attachments: [] } };
    await api
      .edit(record.message.channelId, record.message.messageId, old)
      .catch((error: unknown) => quietly(error, 'old-card-not-changed'));
  }

  function quietly(error: unknown, what: string): void {
    logger.debug({ err: error }, what);
  }

  return { show, settle, find };
}
