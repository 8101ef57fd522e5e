import path from 'node:path';
import type { MediaTools } from '../../../src/core/media/media-tools.ts';
import type { AgentRunner, Provider } from '../../../src/core/provider.ts';

/** Plays `finish` with plain media work: no model has a part in it. */
export function createMediaProvider(media: MediaTools): Provider {
  const finish: AgentRunner<'finish'> = async (input, { artifacts, scratchDir, stageId, signal, report }) => {
    report({ phase: 'reading the clips' });
    await using files = new AsyncDisposableStack();
    const clips: string[] = [];
    for (const id of input.clips) clips.push(files.use(await artifacts.open(id, signal)).path);
    const out = path.join(scratchDir, 'video.mp4');
    const posterOut = path.join(scratchDir, 'poster.jpg');
    const { width, height, fps, durationS } = input;
    const metadata = { title: `Mora Studio ${input.taskId}`, comment: input.provenance };
    const onProgress = ({ percent }: { percent: number }): void => report({ phase: 'writing the file', percent });
    const options = { signal, onProgress };
    const { facts } = await media.finish({ clips, width, height, fps, durationS, metadata, out, posterOut }, options);
    const poster = await artifacts.put(`${stageId}-poster`, 'image/jpeg', { path: posterOut }, signal);
    const video = await artifacts.put(`${stageId}-video`, 'video/mp4', { path: out }, signal);
    return { video: video.id, poster: poster.id, facts, sizeBytes: video.sizeBytes, sha256: video.sha256 };
  };
  // The tools are the process's, which closes them itself.
  return { name: 'media', label: 'media work', agents: { finish }, close: () => Promise.resolve() };
}
