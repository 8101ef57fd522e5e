import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { MoraError } from '../../../core/errors.ts';
import type { Share, SlackApi } from '../api.ts';
import type { MessageRef, ShareRecord } from '../memory.ts';
import { errorWord, refusalOf } from '../refusal.ts';
import type { FileAnswer } from '../wire.ts';

/** Of one file: https://slack.com/help/articles/201330736 */
const maxFileBytes = 1024 * 1024 * 1024;

/** Slack posts a file some time after it has its bytes. Looking is counted, too: mostly the first time is enough. */
const looksMs = [300, 700, 1_500, 3_000, 5_000];
/** So long a file that was shared may still be on its way; later it is lost. */
const patienceMs = 5 * 60_000;

/** What a video is called: never anything that a person wrote. */
export function videoName(taskId: string): string {
  return `mora-${taskId.slice(-8)}.mp4`;
}

/** A file's message, or `undefined` where Slack has taken it and will post it later. */
export interface Shared {
  readonly fileId: string;
  readonly message?: MessageRef;
  /** Slack did not take the blocks: the video stands alone, and what is to be said of it has to follow. */
  readonly isBare: boolean;
}

/**
 * Posts a video as a message with blocks. `remember` keeps the file's id before it is shared, so that a crash leaves no
 * doubt. Throws what Slack answers; `not-supported` for a file that is larger than Slack takes.
 */
export async function shareVideo(
  api: Pick<SlackApi, 'beginUpload' | 'sendBytes' | 'completeUpload' | 'file'>,
  video: { readonly path: string; readonly name: string } & Omit<Share, 'fileId'>,
  remember: (fileId: string) => Promise<void>,
  signal: AbortSignal,
): Promise<Shared> {
  const { path, name, ...place } = video;
  const { size: sizeBytes } = await stat(path);
  if (sizeBytes > maxFileBytes) throw new MoraError('not-supported', 'This video is too large for this place.');
  const upload = await api.beginUpload({ name, sizeBytes });
  const fileId = upload.file_id;
  await api.sendBytes(upload, path, signal);
  await remember(fileId);
  const isBare = await complete(api, { ...place, fileId }, signal);
  const message = await becomesMessage(api, fileId, place.channel, signal);
  return { fileId, isBare, ...(message === undefined ? {} : { message }) };
}

/** The message that a shared file becomes. Undefined where Slack does not say so soon: it is on its way all the same. */
async function becomesMessage(
  api: Pick<SlackApi, 'file'>,
  fileId: string,
  channel: string,
  signal: AbortSignal,
): Promise<MessageRef | undefined> {
  for (const lookMs of looksMs) {
    await sleep(lookMs, undefined, { signal });
    try {
      const message = messageIn(channel, await api.file(fileId));
      if (message !== undefined) return message;
    } catch (error) {
      // What fails now is the looking; to share the file once more would double it.
      if (signal.aborted || refusalOf(error) === 'later') throw error;
    }
  }
  return undefined;
}

/** Ends the upload. Whether it had to do without its blocks. */
async function complete(api: Pick<SlackApi, 'completeUpload'>, share: Share, signal: AbortSignal): Promise<boolean> {
  try {
    await api.completeUpload(share, signal);
    return false;
  } catch (error) {
    if (errorWord(error) !== 'invalid_blocks') throw error;
    await api.completeUpload({ ...share, blocks: [] }, signal);
    return true;
  }
}

/**
 * Where a file that was remembered before a crash has become a message. Undefined where it never will. Throws
 * `unavailable` while Slack may still be at it.
 */
export async function findShared(
  api: Pick<SlackApi, 'file'>,
  { fileId, channel, atMs }: ShareRecord,
  nowMs: number,
): Promise<MessageRef | undefined> {
  try {
    const message = messageIn(channel, await api.file(fileId));
    if (message !== undefined) return message;
  } catch (error) {
    // Its upload was never ended, or somebody deleted it.
    const refusal = refusalOf(error);
    if (refusal === 'no-message' || refusal === 'no-place') return undefined;
    throw error;
  }
  if (nowMs - atMs > patienceMs) return undefined;
  throw new MoraError('unavailable', 'Slack is still taking the video in.');
}

function messageIn(channel: string, { shares }: FileAnswer): MessageRef | undefined {
  const [share] = [...(shares?.public?.[channel] ?? []), ...(shares?.private?.[channel] ?? [])];
  return share && { channel, ts: share.ts };
}
