import { readFile } from 'node:fs/promises';
import type { Card } from '../../card.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import type { OutgoingMessage } from '../api.ts';
import { limits } from '../limits.ts';
import type { CardRecord } from '../memory.ts';
import type { DiscordParts } from '../parts.ts';
import { previewName, renderCard } from '../show/render-card.ts';
import { shownAttachments, type Posted } from '../wire.ts';

/** The card as a message; its key frame is sent only where it is not there yet. */
export async function cardMessage(
  card: Card,
  record: CardRecord | undefined,
  artifacts: DiscordParts['artifacts'],
): Promise<OutgoingMessage> {
  const translator = translatorFor(localeFrom(card.locale));
  const kept = record?.preview;
  if (card.preview === undefined) return { body: renderCard(card, false, translator) };
  if (kept?.artifact === card.preview) {
    const attachments = [{ id: kept.attachmentId, filename: previewName }];
    return { body: { ...renderCard(card, true, translator), attachments } };
  }
  const data = await previewBytes(card.preview, artifacts);
  if (data === undefined) return { body: { ...renderCard(card, false, translator), attachments: [] } };
  const attachments = [{ id: 0, filename: previewName }];
  return {
    body: { ...renderCard(card, true, translator), attachments },
    files: [{ name: previewName, data, contentType: 'image/png' }],
  };
}

/** The key frame that a posted card shows, as it is remembered. */
export function previewOf(card: Card, posted: Posted): Pick<CardRecord, 'preview'> {
  const [attachmentId] = shownAttachments(posted);
  if (card.preview === undefined || attachmentId === undefined) return {};
  return { preview: { artifact: card.preview, attachmentId } };
}

/** Undefined for one that is gone, or larger than any channel takes. */
async function previewBytes(id: string, artifacts: DiscordParts['artifacts']): Promise<Buffer | undefined> {
  const kept = await artifacts.find(id);
  if (kept === undefined || kept.sizeBytes > limits.fileBytes.default) return undefined;
  await using file = await artifacts.open(id);
  return await readFile(file.path);
}
