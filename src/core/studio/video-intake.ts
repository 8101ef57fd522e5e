import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactId } from '../artifacts/artifact.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { MoraError } from '../errors.ts';
import type { MediaTools } from '../media/media-tools.ts';
import { videoInputSchema, type VideoInput } from '../video-input.ts';
import { copyIn, maxVideoBytes, type IncomingFile } from './incoming.ts';

/**
 * Makes a video that somebody sent ours: copied, checked, brought into the house form and kept under the id; one that
 * was taken before is found again. Throws `bad-media`, `not-found`.
 */
export type VideoIntake = (
  source: IncomingFile | { readonly artifact: ArtifactId },
  id: string,
  signal: AbortSignal,
) => Promise<VideoInput>;

/** Where the facts of a kept video stand. */
const factsId = (id: string): string => `${id}-facts`;

/** `scratchDir` must exist; nothing stays in it. */
export function createVideoIntake(
  media: Pick<MediaTools, 'takeVideo'>,
  artifacts: ArtifactStore,
  scratchDir: string,
): VideoIntake {
  return async (source, id, signal) => {
    if ('artifact' in source) {
      if ((await artifacts.find(factsId(source.artifact))) !== undefined) {
        const record = await new Response(await artifacts.read(factsId(source.artifact))).json();
        return videoInputSchema.parse(record);
      }
      throw new MoraError('not-found', 'That video is no longer kept. Please send it again.');
    }
    const directory = await mkdtemp(path.join(scratchDir, 'intake-'));
    try {
      const incoming = await copyIn(source, directory, maxVideoBytes, signal);
      const safe = path.join(directory, 'safe.mp4');
      const { facts, sound } = await media.takeVideo(incoming, safe, { signal });
      const { id: artifact } = await artifacts.put(id, 'video/mp4', { path: safe }, signal);
      const input: VideoInput = { artifact, facts, sound };
      // Last, so that a video whose facts are there is there itself.
      await artifacts.put(factsId(id), 'application/json', { bytes: new TextEncoder().encode(JSON.stringify(input)) });
      return input;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  };
}
