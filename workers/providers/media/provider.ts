import path from 'node:path';
import type { AgentInput } from '../../../src/core/agents.ts';
import type { ArtifactId } from '../../../src/core/artifacts/artifact.ts';
import type { FinishInput } from '../../../src/core/media/finish/contract.ts';
import type { MediaTools } from '../../../src/core/media/media-tools.ts';
import type { AgentRunner, LocalProvider } from '../../../src/core/provider.ts';

/** Plays `finish` with plain media work: no model has a part in it. */
export function createMediaProvider(media: MediaTools): LocalProvider {
  const finish: AgentRunner<'finish'> = async (input, { artifacts, scratchDir, stageId, signal, report }) => {
    report({ phase: 'reading the clips' });
    await using files = new AsyncDisposableStack();
    const pathOf = async (id: ArtifactId): Promise<string> => files.use(await artifacts.open(id, signal)).path;
    const out = path.join(scratchDir, 'video.mp4');
    const posterOut = path.join(scratchDir, 'poster.jpg');
    const { width, height, fps, loopFrames, caption, maxBytes } = input;
    const order: FinishInput = {
      segments: await segmentsOf(input, pathOf),
      sound: input.sound.kind === 'copy' ? { kind: 'copy', path: await pathOf(input.sound.video) } : input.sound,
      width,
      height,
      fps,
      loopFrames,
      ...(caption === undefined ? {} : { caption }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
      metadata: { title: `Mora Studio ${input.taskId}`, comment: input.provenance },
      out,
      posterOut,
    };
    const onProgress = ({ percent }: { percent: number }): void => report({ phase: 'writing the file', percent });
    const { facts, sound } = await media.finish(order, { signal, onProgress });
    const poster = await artifacts.put(`${stageId}-poster`, 'image/jpeg', { path: posterOut }, signal);
    const video = await artifacts.put(`${stageId}-video`, 'video/mp4', { path: out }, signal);
    return { video: video.id, poster: poster.id, facts, sound, sizeBytes: video.sizeBytes, sha256: video.sha256 };
  };
  // The tools are the process's, which closes them itself.
  return { name: 'media', label: 'media work', version: '2', agents: { finish }, close: () => Promise.resolve() };
}

async function segmentsOf(
  { segments }: AgentInput<'finish'>,
  pathOf: (id: ArtifactId) => Promise<string>,
): Promise<FinishInput['segments']> {
  const result: FinishInput['segments'] = [];
  for (const segment of segments) {
    if (segment.kind === 'kept') result.push({ kind: 'kept', path: await pathOf(segment.video) });
    else result.push({ ...segment, clips: await Promise.all(segment.clips.map(pathOf)) });
  }
  return result;
}
