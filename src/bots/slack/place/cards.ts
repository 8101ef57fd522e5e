import { setTimeout as sleep } from 'node:timers/promises';
import { actionId } from '../../../commands/actions.ts';
import type { Card } from '../../card.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import { createRecentMap } from '../../../core/recent-map.ts';
import type { OutgoingMessage, SlackApi } from '../api.ts';
import { messageKey, type CardRecord } from '../memory.ts';
import type { SlackParts } from '../parts.ts';
import { errorWord, refusalOf, type Refusal } from '../refusal.ts';
import { renderCard } from '../show/render-card.ts';
import { findOurs } from './find-ours.ts';
import { uploadPreview } from './preview.ts';

/** The live messages of tasks. Several processes may call; a card is posted once, and one of them at a time changes it. */
export interface Cards {
  /** Posts a card, or changes the one that is there. */
  show(card: Card): Promise<void>;
  /** Waits until the card of a task is there, as far as it can be, whoever is at it and whoever died at it. */
  settle(card: Card, signal: AbortSignal): Promise<void>;
  find(taskId: string): Promise<CardRecord | undefined>;
}

/** Half a minute of silence means that a process is gone. */
const ownerPatienceMs = 30_000;

/** How often another process that posts a card is looked after. */
const lookMs = 250;

/** Refusals after which a card is let go: it is only a card. */
const harmless: ReadonlySet<Refusal> = new Set(['no-message', 'no-place', 'not-in', 'gone']);

export function createCards(parts: SlackParts): Cards {
  const { apiOf, botOf, memory, processId, nowMs, logger } = parts;
  /** What was shown last, so that nothing is sent that changes nothing. */
  const shown = createRecentMap<string, string>(5_000);
  /** Cards that this process posts just now. */
  const posting = new Map<string, Promise<void>>();

  const find = async (taskId: string): Promise<CardRecord | undefined> => (await memory.cards.get(taskId))?.value;

  async function show(card: Card): Promise<void> {
    const { taskId } = card;
    await posting.get(taskId)?.catch((error: unknown) => logger.debug({ err: error }, 'card-not-posted'));
    const record = await find(taskId);
    if (record === undefined) return begin(card);
    const silent = nowMs() - record.ownedAtMs > ownerPatienceMs;
    switch (record.state) {
      case 'closed':
        return;
      case 'posting':
        return silent && (await takesOver(card.taskId, record)) ? post(card, record) : undefined;
      case 'posted': {
        const ended = card.status !== 'working' && card.status !== 'delivering';
        if (record.owner !== processId && !silent && !ended) return;
        return change(card, record);
      }
    }
  }

  async function settle(card: Card, signal: AbortSignal): Promise<void> {
    for (;;) {
      await posting.get(card.taskId);
      const record = await find(card.taskId);
      if (record?.state === 'closed' || record?.state === 'posted') return;
      await show(card);
      if ((await find(card.taskId))?.state === 'posting') await sleep(lookMs, undefined, { signal });
    }
  }

  async function begin(card: Card): Promise<void> {
    const record: CardRecord = { state: 'posting', ...owned(), atMs: nowMs() };
    if (await memory.cards.insertOnce(card.taskId, record)) await post(card, undefined);
  }

  /** Of all processes that see the same silence, one takes over. */
  function takesOver(taskId: string, { ownedAtMs }: CardRecord): Promise<boolean> {
    return memory.claims.insertOnce(`card-${taskId}-${ownedAtMs}`, { atMs: nowMs() });
  }

  function owned(): Pick<CardRecord, 'owner' | 'ownedAtMs'> {
    return { owner: processId, ownedAtMs: nowMs() };
  }

  function post(card: Card, earlier: CardRecord | undefined): Promise<void> {
    const { taskId } = card;
    const running = posting.get(taskId) ?? postOnce(card, earlier).finally(() => posting.delete(taskId));
    posting.set(taskId, running);
    return running;
  }

  /** A card that somebody began before may be there although nobody kept it: it is looked for first. */
  async function postOnce(card: Card, earlier: CardRecord | undefined): Promise<void> {
    const { taskId, thread } = card;
    const { space, channel, thread: threadTs } = thread;
    const atMs = earlier?.atMs ?? nowMs();
    const mark = { kind: 'mora_card', key: taskId } as const;
    if (earlier !== undefined) await memory.cards.put(taskId, { ...earlier, ...owned() });
    try {
      const api = await apiOf(space);
      const wanted = { mark, actionId: actionId({ name: 'cancel', taskId }) };
      const found =
        earlier && (await findOurs(api, { channel, threadTs, sinceMs: atMs }, wanted, await botUser(space)));
      const ref =
        found === undefined
          ? await api.post(channel, { ...rendered(card, undefined), threadTs, mark })
          : { channel, ts: found.ts };
      await memory.threads.put(messageKey(space, ref), { taskId });
      await memory.cards.put(taskId, {
        state: 'posted',
        ...owned(),
        atMs,
        message: { channel: ref.channel, ts: ref.ts },
      });
    } catch (error) {
      const refusal = refusalOf(error);
      // It may be there all the same: whoever goes on knows since when, and looks for it first.
      if (refusal === 'later')
        await memory.cards.put(taskId, {
          state: 'posting',
          ...owned(),
          ownedAtMs: nowMs() - ownerPatienceMs - 1,
          atMs,
        });
      // The delivery finds another place; until then there is nowhere to show anything.
      else await memory.cards.put(taskId, { state: 'closed', ...owned(), atMs });
      if (!harmless.has(refusal)) throw error;
    }
  }

  async function botUser(space: string): Promise<string> {
    return (await botOf(space))?.userId ?? '';
  }

  async function change(card: Card, record: CardRecord): Promise<void> {
    try {
      await edit(card, record);
    } catch (error) {
      // Somebody took the card away, or closed its place.
      if (!harmless.has(refusalOf(error))) throw error;
      // What was refused once is not asked for again and again.
      await memory.cards.put(card.taskId, { ...record, state: 'closed' });
    }
  }

  async function edit(card: Card, record: CardRecord): Promise<void> {
    const { taskId, thread } = card;
    const { message } = record;
    const same = JSON.stringify(card);
    if (message === undefined || shown.get(taskId) === same) return;
    const api = await apiOf(thread.space);
    const preview = await previewOf(card, record, api);
    const next: CardRecord = { ...record, ...owned(), ...(preview === undefined ? {} : { preview }) };
    await memory.cards.put(taskId, next);
    const update = (fileId: string | undefined): Promise<void> =>
      api.update(message.channel, message.ts, rendered(card, fileId));
    await update(preview?.fileId).catch(async (error: unknown) => {
      if (errorWord(error) !== 'invalid_blocks' || preview?.fileId === undefined) throw error;
      // A picture that Slack cannot show takes the rest of the card with it.
      await memory.cards.put(taskId, { ...next, preview: { artifact: preview.artifact } });
      await update(undefined);
    });
    shown.set(taskId, same);
    const replaced = record.preview?.fileId;
    if (replaced === undefined || replaced === preview?.fileId) return;
    await api.deleteFile(replaced).catch((error: unknown) => logger.debug({ err: error }, 'old-preview-stays'));
  }

  /** The newest key frame as a file of Slack's; a frame that cannot be one is not tried again. */
  async function previewOf(card: Card, record: CardRecord, api: SlackApi): Promise<CardRecord['preview']> {
    const { preview: artifact } = card;
    if (artifact === undefined || record.preview?.artifact === artifact) return record.preview;
    try {
      const fileId = await uploadPreview(artifact, api, parts);
      return { artifact, ...(fileId === undefined ? {} : { fileId }) };
    } catch (error) {
      logger.debug({ err: error }, 'preview-not-shown');
      return refusalOf(error) === 'later' ? record.preview : { artifact };
    }
  }

  return { show, settle, find };
}

function rendered(card: Card, fileId: string | undefined): OutgoingMessage {
  return renderCard(card, fileId === undefined ? undefined : { fileId }, translatorFor(localeFrom(card.locale)));
}
