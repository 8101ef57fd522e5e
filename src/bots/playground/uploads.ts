import { MoraError } from '../../core/errors.ts';
import { imageHeadBytes, imageKindOf, type ImageKind } from '../../core/media/image-kind.ts';
import type { ImageIntake } from '../../core/studio/image-intake.ts';
import { maxImageBytes, maxVideoBytes } from '../../core/studio/incoming.ts';
import type { VideoIntake } from '../../core/studio/video-intake.ts';
import { peek } from './peek.ts';
import type { AttachmentKind, Uploaded } from './wire.ts';

/** A file on its way in. */
export interface Upload {
  /** Under which its artifact is kept. */
  readonly id: string;
  readonly body: ReadableStream<Uint8Array>;
  /** What its sender says of its size; it is counted, too. */
  readonly claimedBytes: number;
  /** What the sender takes it for: heeded where the bytes leave it open. */
  readonly as: AttachmentKind;
}

const maxBytes: Readonly<Record<AttachmentKind, number>> = { image: maxImageBytes, video: maxVideoBytes };

/** Keeps a file that the page sends as a picture or a video of ours. Throws `bad-media` with a sentence. */
export function createUploads(
  takeImage: ImageIntake,
  takeVideo: VideoIntake,
): (upload: Upload, signal: AbortSignal) => Promise<Uploaded> {
  return async ({ id, body, claimedBytes, as }, signal) => {
    // Nothing larger is read at all.
    refuseAbove(maxVideoBytes, claimedBytes);
    const { head, whole } = await peek(body, imageHeadBytes);
    const kind = attachmentKindOf(imageKindOf(head), as);
    refuseAbove(maxBytes[kind], claimedBytes);
    const file = { name: 'upload', open: () => Promise.resolve(whole) };
    if (kind === 'image') return { kind, artifact: (await takeImage(file, id, signal)).artifact };
    const { artifact, facts } = await takeVideo(file, id, signal);
    return { kind, artifact, durationS: facts.durationS };
  };
}

/** Told apart by the bytes. What may be a picture or move, and what has no mark, is what it is taken for. */
function attachmentKindOf(kind: ImageKind, as: AttachmentKind): AttachmentKind {
  switch (kind) {
    case 'video':
      return 'video';
    case 'jpeg':
    case 'png':
    case 'avif':
    case 'heic':
    case 'svg':
      return 'image';
    case 'gif':
    case 'webp':
    case 'unknown':
      return as;
  }
}

function refuseAbove(limitBytes: number, claimedBytes: number): void {
  if (claimedBytes <= limitBytes) return;
  const megabytes = Math.floor(limitBytes / 1024 / 1024);
  throw new MoraError('bad-media', `This file is too large. Send one of at most ${megabytes} MB.`);
}
