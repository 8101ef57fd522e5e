import path from 'node:path';
import type { ImageRef } from '../src/core/agents.ts';
import type { ArtifactId } from '../src/core/artifacts/artifact.ts';
import type { MediaTools } from '../src/core/media/media-tools.ts';
import type { StageContext } from '../src/core/provider.ts';

/** Takes frames out of kept videos for one stage, and keeps them as artifacts of it. */
export function createFrameKeeper(
  media: Pick<MediaTools, 'extractFrame'>,
  { artifacts, scratchDir, signal, stageId }: StageContext,
): (video: ArtifactId, which: 'first' | 'last') => Promise<ImageRef> {
  return async (video, which) => {
    const id = `${stageId}-from-${which}`;
    if ((await artifacts.find(id)) !== undefined) return { artifact: id };
    await using file = await artifacts.open(video, signal);
    const out = path.join(scratchDir, `${which}.png`);
    await media.extractFrame(file.path, which, out, { signal });
    await artifacts.put(id, 'image/png', { path: out }, signal);
    return { artifact: id };
  };
}
