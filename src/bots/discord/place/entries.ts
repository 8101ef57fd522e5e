import type { GalleryRow } from '../../../core/database/gallery-rows.ts';
import { MoraError } from '../../../core/errors.ts';
import type { GalleryEntry } from '../../../core/studio/gallery.ts';
import { actionId } from '../../../commands/actions.ts';
import { translatorFor } from '../../locales/translate.ts';
import { localeFrom } from '../../locales/locales.ts';
import { refusalOf, toDeliveryError } from '../api.ts';
import { nonceOf } from '../ids.ts';
import { guildOf, messageUrl, type DiscordParts } from '../parts.ts';
import { renderEntry } from '../show/render-entry.ts';
import { findOurs } from './find-ours.ts';
import { fittedVideo, sendFitted, videoName } from './fitted-video.ts';

/** The messages of a gallery. */
export interface Entries {
  show(entry: GalleryEntry): Promise<void>;
  hide(row: GalleryRow): Promise<void>;
  /** Address of an entry's message. */
  url(row: GalleryRow): Promise<string | undefined>;
}

export function createEntries(
  parts: DiscordParts,
  guildLocale: (guildId: string | undefined) => string | undefined,
): Entries {
  const { api, memory, channels, studio, fileLimit, botId, signal } = parts;
  const keyOf = ({ clipId, round }: Pick<GalleryRow, 'clipId' | 'round'>): string => `${clipId}-${round}`;

  async function show(entry: GalleryEntry): Promise<void> {
    const record = (await memory.entries.get(keyOf(entry)))?.value;
    const fileName = videoName(entry.clipId, entry.clip.nsfw);
    const translator = translatorFor(localeFrom(guildLocale(guildOf(entry.space))));
    const body = renderEntry(entry, fileName, translator);
    if (record?.message !== undefined) {
      const { channelId, messageId } = record.message;
      await api.edit(channelId, messageId, { body }).catch((error: unknown) => {
        // The stars of an old entry are shown when Discord lets it be changed again.
        if (refusalOf(error) !== 'too-old') throw error;
      });
      return;
    }
    await hideEarlierRounds(entry);
    const attempts = (record?.attempts ?? 0) + 1;
    await memory.entries.put(keyOf(entry), { attempts });
    const messageId = (attempts > 1 ? await findEarlier(entry) : undefined) ?? (await post(entry, body, fileName));
    await memory.entries.put(keyOf(entry), { attempts, message: { channelId: entry.channel, messageId } });
    // It may have been withdrawn while its file was on the way, by a process that saw no message yet.
    const now = await studio.gallery.row(entry.clipId);
    const stale = now !== undefined && (now.round > entry.round || (now.round === entry.round && now.withdrawn));
    if (stale) await hide(entry);
  }

  /** Whoever withdraws and shares again at once leaves a message that nobody was told to take away. */
  async function hideEarlierRounds(entry: GalleryEntry): Promise<void> {
    for (let round = entry.round - 1; round > 0; round -= 1) await hideQuietly({ ...entry, round });
  }

  /** The message of a process that died after posting it. */
  async function findEarlier({ channel, clipId }: GalleryRow): Promise<string | undefined> {
    return (await findOurs(api, channel, actionId({ name: 'vote', taskId: clipId }), botId()))?.id;
  }

  async function post(entry: GalleryEntry, body: Record<string, unknown>, fileName: string): Promise<string> {
    const { channel, space, clip, clipId, round } = entry;
    if (clip.nsfw && !(await channels.isAgeRestricted(channel))) {
      throw new MoraError('not-allowed', 'The gallery is not age-restricted, and this video is for adults only.');
    }
    const video = fittedVideo(parts, clip.video, fileName);
    const attachments = [{ id: 0, filename: fileName }];
    const nonce = nonceOf(`g${round}`, clipId);
    const posted = await sendFitted(video, fileLimit(guildOf(space)), signal, (file) =>
      api.post(channel, { body: { ...body, attachments }, files: [file], nonce }, signal),
    );
    if (posted !== undefined) return posted.id;
    throw new MoraError('not-supported', 'This video is too large for the gallery of this server.');
  }

  async function hide(row: GalleryRow): Promise<void> {
    const record = (await memory.entries.get(keyOf(row)))?.value;
    if (record === undefined) return;
    const { channelId, messageId } = record.message ?? { channelId: row.channel, messageId: await findEarlier(row) };
    if (messageId !== undefined) await api.delete(channelId, messageId);
  }

  function hideQuietly(row: GalleryRow): Promise<void> {
    return hide(row).catch((error: unknown) => {
      // What is gone already, or out of our reach, is hidden.
      if (refusalOf(error) === 'later') throw toDeliveryError(error);
    });
  }

  return {
    show: (entry) => show(entry).catch(mend),
    hide: hideQuietly,
    async url(row) {
      const message = (await memory.entries.get(keyOf(row)))?.value.message;
      return message && messageUrl(row.space, message.channelId, message.messageId);
    },
  };
}

/** Discord's refusals as errors of ours: whether trying again can help is what the showcase asks. */
function mend(error: unknown): never {
  if (error instanceof MoraError) throw error;
  if (refusalOf(error) === 'later') throw toDeliveryError(error);
  throw new MoraError('not-found', 'The gallery cannot be posted to any more.', { cause: error });
}
