import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SlackApi } from '../api.ts';
import type { SlackParts } from '../parts.ts';

/** Slack takes a picture in some time after it has the bytes; a block may show it only then. */
const looksMs = [500, 1_500, 3_000];

/** Larger key frames than any model paints. */
const maxBytes = 25 * 1024 * 1024;

/**
 * Gives a key frame to Slack as a file that blocks can show and that stands in no channel. Undefined where it is gone,
 * too large, or not taken in within some seconds: a card is shown without it then.
 */
export async function uploadPreview(
  artifact: string,
  api: Pick<SlackApi, 'beginUpload' | 'sendBytes' | 'completeUpload' | 'file'>,
  { artifacts, signal }: Pick<SlackParts, 'artifacts' | 'signal'>,
): Promise<string | undefined> {
  const kept = await artifacts.find(artifact);
  if (kept === undefined || kept.sizeBytes > maxBytes) return undefined;
  await using file = await artifacts.open(artifact, signal);
  const upload = await api.beginUpload({ name: 'key-frame.png', sizeBytes: (await stat(file.path)).size });
  const fileId = upload.file_id;
  await api.sendBytes(upload, file.path, signal);
  await api.completeUpload({ fileId, title: 'Key frame' }, signal);
  for (const lookMs of looksMs) {
    await sleep(lookMs, undefined, { signal });
    const { mimetype } = await api.file(fileId);
    if (typeof mimetype === 'string' && mimetype !== '') return fileId;
  }
  return undefined;
}
