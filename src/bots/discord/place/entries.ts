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
import { flattenComponents } from '../wire.ts';
import { fileLimits, fittedVideo } from './fitted-video.ts';

/** The messages of a gallery. */
export interface Entries {
  show(entry: GalleryEntry): Promise<void>;
  hide(row: GalleryRow): Promise<void>;
  /** Address of an entry's message. */
  url(row: GalleryRow): Promise<string | undefined>;
}

/** Messages that are looked through for an entry that may be there already. */
const lookedThrough = 100;

export function createEntries(
  parts: DiscordParts,
  guildLocale: (guildId: string | undefined) => string | undefined,
): Entries {
  const { api, memory, channels, studio, fileLimit, botId, signal } = parts;
  const keyOf = ({ clipId, round }: Pick<GalleryRow, 'clipId' | 'round'>): string => `${clipId}-${round}`;

  async function show(entry: GalleryEntry): Promise<void> {
    const record = (await memory.entries.get(keyOf(entry)))?.value;
    const fileName = `${entry.clip.nsfw ? 'SPOILER_' : ''}mora-${entry.clipId.slice(-8)}.mp4`;
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

  async function findEarlier({ channel, clipId }: GalleryRow): Promise<string | undefined> {
    const mark = actionId({ name: 'vote', taskId: clipId });
    const messages = await api.messages(channel, lookedThrough);
    return messages.find(
      ({ author, components }) =>
        author.id === botId() && flattenComponents(components).some(({ custom_id: id }) => id === mark),
    )?.id;
  }

  async function post(entry: GalleryEntry, body: Record<string, unknown>, fileName: string): Promise<string> {
    const { channel, space, clip, clipId, round } = entry;
    if (clip.nsfw && !(await channels.isAgeRestricted(channel))) {
      throw new MoraError('not-allowed', 'The gallery is not age-restricted, and this video is for adults only.');
    }
    const video = fittedVideo(parts, clip.video, fileName);
    for (const limitBytes of fileLimits(fileLimit(guildOf(space)))) {
      const file = await video.within(limitBytes, signal);
      if (file === undefined) break;
      const nonce = { nonce: nonceOf(`g${round}`, clipId), enforce_nonce: true };
      const attachments = [{ id: 0, filename: fileName }];
      try {
        return (await api.post(channel, { body: { ...body, ...nonce, attachments }, files: [file] }, signal)).id;
      } catch (error) {
        if (refusalOf(error) !== 'too-large') throw error;
      }
    }
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
