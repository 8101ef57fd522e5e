import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agentContracts } from '../../../../../src/core/agents.ts';
import { openDiskArtifactStore } from '../../../../../src/core/artifacts/disk-artifact-store.ts';
import { silentLogger } from '../../../../../src/core/log.ts';
import type { StageContext, StageProgress } from '../../../../../src/core/provider.ts';
import { createSketchProvider } from '../../../../../workers/providers/sketch/provider.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';
import { clouds, readLuma, writeClip } from './pictures.ts';

const shape = { width: 96, height: 64, fps: 12 };
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
const provider = createSketchProvider({ logger: silentLogger() });
beforeAll(async () => {
  directory = await temporaryDirectory();
});
afterAll(async () => {
  await provider.close();
  await directory[Symbol.asyncDispose]();
});

it('plays the connect agent: a clip strictly between, and a sentence that says which transition', async () => {
  const artifacts = await openDiskArtifactStore(path.join(directory.path, 'artifacts'));
  const keep = async (name: string, seed: number) => {
    const file = await writeClip(path.join(directory.path, `${name}.mp4`), clouds(seed, { x: 1 }), {
      ...shape,
      frames: 6,
    });
    return (await artifacts.put(`input-${name}`, 'video/mp4', { path: file })).id;
  };
  const [first, second] = [await keep('one', 1), await keep('two', 2)];
  const reports: StageProgress[] = [];
  const context: StageContext = {
    stageId: 'task-x-connect',
    signal: new AbortController().signal,
    artifacts,
    scratchDir: directory.path,
    logger: silentLogger(),
    report: (progress) => reports.push(progress),
  };
  // The sketch looks at the videos themselves, not at their end frames.
  const ends = { start: { artifact: first }, end: { artifact: second } };
  const input = { ...shape, ...ends, first, second, prompt: 'push left', seed: 0, durationS: 0.75 };
  const output = agentContracts.connect.output.parse(await provider.agents.connect?.(input, context));
  expect(output).toMatchObject({
    repeatsEnds: false,
    note: 'Connected with a push to the left.',
    facts: { width: 96, height: 64, fps: 12, frames: 9 },
  });
  await using video = await artifacts.open(output.video);
  expect(await readLuma(video.path, shape)).toHaveLength(9);
  expect(reports.at(-1)).toEqual({ phase: 'connecting', percent: 100 });
});
