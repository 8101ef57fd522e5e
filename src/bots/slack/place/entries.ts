import { actionId } from '../../../commands/actions.ts';
import type { GalleryRow } from '../../../core/database/gallery-rows.ts';
import { MoraError } from '../../../core/errors.ts';
import type { GalleryEntry } from '../../../core/studio/gallery.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import type { Mark, SlackApi } from '../api.ts';
import { fileKey, messageKey, type MessageRef, type ShareRecord } from '../memory.ts';
import type { SlackParts } from '../parts.ts';
import { refusalOf, toDeliveryError } from '../refusal.ts';
import { renderEntry } from '../show/render-entry.ts';
import { findOurs } from './find-ours.ts';
import { findShared, shareVideo, videoName } from './share-video.ts';

/** The messages of a gallery: each a video with its words, whose stars are reactions. */
export interface Entries {
  show(entry: GalleryEntry): Promise<void>;
  hide(row: GalleryRow): Promise<void>;
  /** Address of an entry's message. */
  url(row: GalleryRow): Promise<string | undefined>;
}

/** So long a process may take to send a video. */
const patienceMs = 2 * 60_000;

/** The reaction that counts. */
export const star = 'star';

export function createEntries(parts: SlackParts): Entries {
  const { apiOf, botOf, memory, artifacts, studio, processId, nowMs, logger, signal } = parts;
  const underWay = new Map<string, Promise<void>>();
  const keyOf = ({ clipId, round }: Pick<GalleryRow, 'clipId' | 'round'>): string => `${clipId}-${round}`;

  async function show(entry: GalleryEntry): Promise<void> {
    const key = keyOf(entry);
    const record = (await memory.entries.get(key))?.value;
    const api = await apiOf(entry.space);
    // A gallery speaks to all: Slack tells no language of a workspace.
    const words = renderEntry(entry, translatorFor(localeFrom(undefined)));
    if (record?.message !== undefined) {
      const { channel, ts } = record.message;
      return api.update(channel, ts, words);
    }
    await hideEarlierRounds(entry);
    const isBusy = record?.owner !== undefined && record.owner !== processId && nowMs() - record.ownedAtMs < patienceMs;
    // Another process of ours is at it, or died at it a moment ago.
    if (isBusy) throw new MoraError('unavailable', 'Slack is still taking the video in.');
    const attempts = (record?.attempts ?? 0) + 1;
    await memory.entries.put(key, { ...record, ...owned(), attempts });
    const earlier = attempts > 1 ? await findEarlier(entry, record?.share, api) : undefined;
    const message = earlier ?? (await post(entry, words, attempts, api));
    await memory.entryMessages.put(messageKey(entry.space, message), { clipId: entry.clipId });
    await memory.entries.put(key, { ...(await memory.entries.get(key))?.value, ...owned(), attempts, message });
    // It may have been withdrawn while its file was on the way, by a process that saw no message yet.
    const now = await studio.gallery.row(entry.clipId);
    const stale = now !== undefined && (now.round > entry.round || (now.round === entry.round && now.withdrawn));
    if (stale) await hide(entry);
  }

  function owned(): { readonly owner: string; readonly ownedAtMs: number } {
    return { owner: processId, ownedAtMs: nowMs() };
  }

  /** Whoever withdraws and shares again at once leaves a message that nobody was told to take away. */
  async function hideEarlierRounds(entry: GalleryEntry): Promise<void> {
    for (let round = entry.round - 1; round > 0; round -= 1) await hideQuietly({ ...entry, round });
  }

  /** The message of a process that died after sharing it. */
  async function findEarlier(
    { channel, clipId, space }: GalleryRow,
    share: ShareRecord | undefined,
    api: SlackApi,
  ): Promise<MessageRef | undefined> {
    const shared = share && (await findShared(api, share, nowMs()));
    if (shared !== undefined) return shared;
    const wanted = { mark: markOf(clipId), actionId: actionId({ name: 'remix', taskId: clipId }) };
    const bot = await botOf(space);
    const found = await findOurs(api, { channel, sinceMs: nowMs() - dayMs }, wanted, bot?.userId ?? '');
    return found && { channel, ts: found.ts };
  }

  async function post(
    { channel, space, clip, clipId, round }: GalleryEntry,
    { text, blocks }: ReturnType<typeof renderEntry>,
    attempts: number,
    api: SlackApi,
  ): Promise<MessageRef> {
    if (clip.nsfw)
      throw new MoraError('not-allowed', 'This video is for adults only, and a workspace has no such gallery.');
    await using file = await artifacts.open(clip.video, signal);
    const name = videoName(clipId);
    const key = keyOf({ clipId, round });
    const { fileId, message, isBare } = await shareVideo(
      api,
      { path: file.path, name, title: name, channel, blocks },
      async (id) => {
        await memory.files.put(fileKey(space, id), { taskId: clipId });
        await memory.entries.put(key, { ...owned(), attempts, share: { fileId: id, channel, atMs: nowMs() } });
      },
      signal,
    );
    if (message === undefined) {
      throw new MoraError('unavailable', 'Slack is still taking the video in.', { detail: fileId });
    }
    // Where Slack takes no blocks beside a video, they follow it in its thread.
    if (isBare) {
      await api.post(channel, { text, blocks, threadTs: message.ts }).catch((error: unknown) => {
        logger.warn({ err: error, clipId }, 'entry-without-words');
      });
    }
    return message;
  }

  async function hide(row: GalleryRow): Promise<void> {
    const record = (await memory.entries.get(keyOf(row)))?.value;
    if (record === undefined) return;
    const api = await apiOf(row.space);
    const message = record.message ?? (await findEarlier(row, record.share, api));
    if (message === undefined) return;
    await memory.entryMessages.delete(messageKey(row.space, message));
    await api.delete(message.channel, message.ts).catch((error: unknown) => {
      // Whoever deleted the message by hand has done this part.
      if (refusalOf(error) !== 'no-message') throw error;
    });
    // The file outlives its message otherwise.
    if (record.share !== undefined) await api.deleteFile(record.share.fileId);
  }

  function hideQuietly(row: GalleryRow): Promise<void> {
    return hide(row).catch((error: unknown) => {
      // What is gone already, or out of our reach, is hidden.
      if (refusalOf(error) === 'later') throw toDeliveryError(error);
    });
  }

  /** One call at a time for an entry: each later one finds what the one before has posted. */
  function inTurn(row: GalleryRow, work: () => Promise<void>): Promise<void> {
    const before = underWay.get(row.clipId) ?? Promise.resolve();
    const running = before.catch(() => undefined).then(work);
    underWay.set(row.clipId, running);
    const forget = (): void => {
      if (underWay.get(row.clipId) === running) underWay.delete(row.clipId);
    };
    running.then(forget, forget);
    return running;
  }

  return {
    show: (entry) => inTurn(entry, () => show(entry).catch(mend)),
    hide: (row) => inTurn(row, () => hideQuietly(row)),
    async url(row) {
      const message = (await memory.entries.get(keyOf(row)))?.value.message;
      if (message === undefined) return undefined;
      const api = await apiOf(row.space);
      return api.permalink(message.channel, message.ts).catch(() => undefined);
    },
  };
}

const dayMs = 86_400_000;

function markOf(clipId: string): Mark {
  return { kind: 'mora_outcome', key: `entry-${clipId}` };
}

/** Slack's refusals as errors of ours: whether trying again can help is what the showcase asks. */
function mend(error: unknown): never {
  if (error instanceof MoraError) throw error;
  if (refusalOf(error) === 'later') throw toDeliveryError(error);
  throw new MoraError('not-found', 'The gallery cannot be posted to any more.', { cause: error });
}
