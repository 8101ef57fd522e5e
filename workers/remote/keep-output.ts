import path from 'node:path';
import type { ArtifactId } from '../../src/core/artifacts/artifact.ts';
import { MoraError } from '../../src/core/errors.ts';
import type { MediaTools } from '../../src/core/media/media-tools.ts';
import type { StageContext } from '../../src/core/provider.ts';
import type { Size } from '../../src/core/size.ts';
import type { VideoFacts } from '../../src/core/video-facts.ts';

/**
 * Keeps a video that a provider sent, once it is looked through and in our form; with `durationS` its pictures are
 * spread over so many seconds. Throws a retryable `provider-failed` where it is damaged.
 */
export async function keepVideo(
  file: string,
  { artifacts, scratchDir, stageId, signal }: StageContext,
  media: Pick<MediaTools, 'takeClip'>,
  { durationS }: { readonly durationS?: number } = {},
): Promise<{ video: ArtifactId; facts: VideoFacts }> {
  const out = path.join(scratchDir, 'kept.mp4');
  const facts = await media.takeClip(file, out, { signal, durationS });
  const { id } = await artifacts.put(`${stageId}-video`, 'video/mp4', { path: out }, signal);
  return { video: id, facts };
}

/** Keeps a picture that a provider sent, in exactly this size, and shows it. Throws likewise. */
export async function keepImage(
  file: string,
  size: Size,
  { artifacts, scratchDir, stageId, signal, report }: StageContext,
  media: Pick<MediaTools, 'fitImage'>,
): Promise<ArtifactId> {
  const out = path.join(scratchDir, 'kept.png');
  try {
    await media.fitImage(file, out, size, { signal });
  } catch (error) {
    if (!(error instanceof MoraError) || error.code !== 'bad-media') throw error;
    throw new MoraError('provider-failed', 'The picture that the model sent is damaged. Please try again.', {
      cause: error,
    });
  }
  const { id } = await artifacts.put(`${stageId}-image`, 'image/png', { path: out }, signal);
  report({ phase: 'painting', percent: 100, preview: id });
  return id;
}
