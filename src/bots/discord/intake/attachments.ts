import { MoraError } from '../../../core/errors.ts';
import type { IncomingFile, ImageSource, VideoSource } from '../../../core/studio/incoming.ts';
import { maxVideoBytes } from '../../../core/studio/incoming.ts';
import type { DiscordAttachment } from '../wire.ts';

/** Hosts that keep what people attach: exactly these, by https. */
const hosts: ReadonlySet<string> = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

/** Opens attachments. */
export type OpenAttachment = (attachment: DiscordAttachment) => IncomingFile;

/** `apiUrl` is where Discord is said to be instead of its own place; only then files may come from there, too. */
export function createAttachments(apiUrl: string | undefined): OpenAttachment {
  const extraOrigin = apiUrl === undefined ? undefined : new URL(apiUrl).origin;

  function demandOurs(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const known = url?.protocol === 'https:' && url.port === '' && hosts.has(url.hostname);
    if (url !== undefined && (known || url.origin === extraOrigin)) return url;
    throw new MoraError('bad-media', 'This file is not kept by Discord. Attach it to your message instead.');
  }

  return ({ filename, url: address, size }) => ({
    name: filename,
    async open(signal) {
      const url = demandOurs(address);
      if (size > maxVideoBytes) {
        const megabytes = Math.floor(maxVideoBytes / 1024 / 1024);
        throw new MoraError('bad-media', `This file is too large. Send one of at most ${megabytes} MB.`);
      }
      // Discord never forwards: an address that does is none of its own.
      const answer = await fetch(url, { signal, redirect: 'error' }).catch((error: unknown) => {
        throw signal.aborted ? error : unreachable(error);
      });
      if (!answer.ok || answer.body === null) {
        await answer.body?.cancel();
        throw unreachable(undefined, `status ${answer.status}`);
      }
      return answer.body;
    },
  });
}

function unreachable(cause: unknown, detail = 'no answer'): MoraError {
  return new MoraError('bad-media', 'This file cannot be fetched from Discord. Please attach it again.', {
    cause,
    detail,
  });
}

/** What attachments are, by what Discord says of them; their bytes are checked when they are taken in. */
export function sortAttachments(
  attachments: readonly DiscordAttachment[],
  open: OpenAttachment,
): { readonly images: readonly ImageSource[]; readonly videos: readonly VideoSource[] } {
  const typed = attachments.map((attachment) => ({ attachment, type: attachment.content_type ?? '' }));
  const isVideo = (type: string): boolean => type.startsWith('video/') || type === 'image/gif';
  return {
    images: typed
      .filter(({ type }) => type.startsWith('image/') && !isVideo(type))
      .map(({ attachment }) => open(attachment)),
    videos: typed.filter(({ type }) => isVideo(type)).map(({ attachment }) => open(attachment)),
  };
}
