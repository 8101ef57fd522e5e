import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { MediaTools } from '../media/media-tools.ts';
import { MoraError } from '../errors.ts';
import type { KeptImage } from './draft.ts';
import { copyIn, maxImageBytes, type ImageSource } from './incoming.ts';

/** Makes a picture that somebody sent ours: copied, checked, re-encoded and kept under the id. Throws `bad-media`. */
export type ImageIntake = (source: ImageSource, id: string, signal: AbortSignal) => Promise<KeptImage>;

/** `scratchDir` must exist; nothing stays in it. */
export function createImageIntake(
  media: Pick<MediaTools, 'takeImage'>,
  artifacts: ArtifactStore,
  scratchDir: string,
): ImageIntake {
  return async (source, id, signal) => {
    if ('artifact' in source) {
      if ((await artifacts.find(source.artifact)) !== undefined) return source;
      throw new MoraError('not-found', 'That picture is no longer kept. Please send it again.');
    }
    const directory = await mkdtemp(path.join(scratchDir, 'intake-'));
    try {
      const incoming = await copyIn(source, directory, maxImageBytes, signal);
      const safe = path.join(directory, 'safe.png');
      const size = await media.takeImage(incoming, safe, { signal });
      const { id: artifact } = await artifacts.put(id, 'image/png', { path: safe }, signal);
      return { artifact, size };
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  };
}
