import { MoraError } from '../../../core/errors.ts';
import { maxVideoBytes, type ImageSource, type IncomingFile, type VideoSource } from '../../../core/studio/incoming.ts';
import type { SlackParts } from '../parts.ts';
import { refusalOf, toDeliveryError } from '../refusal.ts';
import type { SlackFile } from '../wire.ts';

/** The host that keeps what people upload, by https. */
const fileHost = 'files.slack.com';

/** Opens files of a workspace. */
export type OpenFile = (space: string, file: SlackFile) => IncomingFile;

/** `apiUrl` is where Slack is said to be instead of its own place; only then files may come from there, too. */
export function createFileOpener(
  { apiOf, botOf }: Pick<SlackParts, 'apiOf' | 'botOf'>,
  apiUrl: string | undefined,
): OpenFile {
  const extraOrigin = apiUrl === undefined ? undefined : new URL(apiUrl).origin;

  function demandOurs(address: string | null | undefined): URL {
    const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined;
    const known = url?.protocol === 'https:' && url.port === '' && url.hostname === fileHost;
    if (url !== undefined && (known || url.origin === extraOrigin)) return url;
    throw new MoraError('bad-media', 'This file is not kept by Slack. Upload it to your message instead.');
  }

  /** The file with its address; in channels that two organisations share, Slack tells that only when it is asked. */
  async function whole(space: string, file: SlackFile): Promise<SlackFile> {
    if (file.file_access !== 'check_file_info' && typeof file.url_private === 'string') return file;
    try {
      return await (await apiOf(space)).file(file.id);
    } catch (cause) {
      throw refusalOf(cause) === 'later' ? toDeliveryError(cause) : new MoraError('bad-media', unseen, { cause });
    }
  }

  return (space, file) => ({
    name: file.name ?? 'file',
    async open(signal) {
      const { url_private: address, size } = await whole(space, file);
      const url = demandOurs(address);
      if ((size ?? 0) > maxVideoBytes) {
        const megabytes = Math.floor(maxVideoBytes / 1024 / 1024);
        throw new MoraError('bad-media', `This file is too large. Send one of at most ${megabytes} MB.`);
      }
      const bot = await botOf(space);
      const headers = { authorization: `Bearer ${bot?.token ?? ''}` };
      // The token is for Slack alone: whatever forwards is not followed.
      const answer = await fetch(url, { signal, redirect: 'manual', headers }).catch((cause: unknown) => {
        if (signal.aborted) throw cause;
        throw new MoraError('bad-media', unfetched, { cause });
      });
      const type = answer.headers.get('content-type') ?? '';
      // Who may not see a file gets a page to sign in, or is sent to one.
      if (answer.ok && answer.body !== null && !type.startsWith('text/html')) return answer.body;
      await answer.body?.cancel();
      const isBusy = answer.status >= 500 || answer.status === 429;
      throw new MoraError('bad-media', isBusy ? unfetched : unseen, { detail: `status ${answer.status}` });
    },
  });
}

const unfetched = 'This file cannot be fetched from Slack. Please upload it again.';
const unseen =
  'I may not see this file. Invite me with /invite @Mora where it was posted, and ask an admin to give the app the scope files:read.';

/** What files are, by what Slack says of them; their bytes are checked when they are taken in. */
export function sortFiles(
  space: string,
  files: readonly SlackFile[],
  open: OpenFile,
): { readonly images: readonly ImageSource[]; readonly videos: readonly VideoSource[] } {
  const isVideo = ({ mimetype }: SlackFile): boolean =>
    mimetype?.startsWith('video/') === true || mimetype === 'image/gif';
  // What is shared between organisations says nothing of itself; its name has to do.
  const looksLikeVideo = (file: SlackFile): boolean =>
    isVideo(file) || (!file.mimetype && /\.(?:mp4|mov|webm|mkv|gif)$/iu.test(file.name ?? ''));
  const looksLikeImage = (file: SlackFile): boolean =>
    file.mimetype?.startsWith('image/') === true || (!file.mimetype && /\.(?:png|jpe?g|webp)$/iu.test(file.name ?? ''));
  const videos = files.filter(looksLikeVideo);
  const images = files.filter((file) => looksLikeImage(file) && !videos.includes(file));
  return { images: images.map((file) => open(space, file)), videos: videos.map((file) => open(space, file)) };
}
