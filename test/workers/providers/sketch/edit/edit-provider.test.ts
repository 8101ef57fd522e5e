import { expect, it } from 'vitest';
import { openDiskArtifactStore } from '../../../../../src/core/artifacts/disk-artifact-store.ts';
import { silentLogger } from '../../../../../src/core/log.ts';
import type { StageProgress } from '../../../../../src/core/provider.ts';
import { createSketchProvider } from '../../../../../workers/providers/sketch/provider.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';
import { clip, encodeClip, inside, meanOf, movingPattern, picturesOf } from './edit-lab.ts';

it('plays the image-to-video agent for a whole video, and says what it did', async () => {
  const directory = await temporaryDirectory();
  await using _ = directory;
  const video = inside(directory, 'video.mp4');
  const facts = await encodeClip(video, movingPattern());
  const artifacts = await openDiskArtifactStore(inside(directory, 'artifacts'));
  const { id: source } = await artifacts.put('input-video-1', 'video/mp4', { path: video });
  const provider = createSketchProvider({ logger: silentLogger() });
  const said: StageProgress[] = [];
  try {
    const shot = await provider.agents.prompt?.(
      { kind: 'edit', prompt: 'black and white, snow falling', durationS: facts.durationS },
      contextOf('stage-1'),
    );
    if (shot === undefined) throw new Error('the sketch reads prompts');
    const { width, height, fps } = clip;
    const part = { startS: 0, totalS: facts.durationS };
    const output = await provider.agents['image-to-video']?.(
      { source, continues: false, part, ...shot, seed: 3, durationS: facts.durationS, width, height, fps },
      contextOf('stage-2'),
    );
    expect(output).toMatchObject({ facts, repeatsStart: false, steady: true });
    expect(output?.note).toContain('black and white');
    expect(output?.note).toContain('falling snow');
    expect(said.at(-1)).toMatchObject({ percent: 100 });
    if (output === undefined) return;
    await using file = await artifacts.open(output.video);
    const [red, green, blue] = meanOf((await picturesOf(file.path))[0]);
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(4);
  } finally {
    await provider.close();
  }

  function contextOf(stageId: string): Parameters<NonNullable<(typeof provider.agents)['image-to-video']>>[1] {
    return {
      stageId,
      signal: new AbortController().signal,
      artifacts,
      scratchDir: directory.path,
      logger: silentLogger(),
      report: (progress) => said.push(progress),
    };
  }
});
