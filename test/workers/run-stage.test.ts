import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDiskArtifactStore } from '../../src/core/artifacts/disk-artifact-store.ts';
import { MoraError } from '../../src/core/errors.ts';
import { silentLogger } from '../../src/core/log.ts';
import type { AgentInput } from '../../src/core/agents.ts';
import type { Size } from '../../src/core/size.ts';
import { planPipeline } from '../../src/core/pipeline/plan-pipeline.ts';
import { stageIdOf } from '../../src/core/pipeline/plan.ts';
import { moraPipelines } from '../../src/core/pipeline/pipelines.ts';
import type { AgentRunner, Provider } from '../../src/core/provider.ts';
import type { StageJob } from '../../src/core/queue/task-queue.ts';
import { runStage, type StageParts } from '../../workers/run-stage.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { crewOfOne } from '../support/test-crew.ts';

const taskId = 'task-0123456789abcdef01234567';
const plan = planPipeline(
  {
    taskId,
    thread: { platform: 'playground', space: 'local', channel: 'studio' },
    request: { kind: 't2v', prompt: 'a boat', durationS: 5, ratio: '9:16', seed: 0 },
  },
  crewOfOne('test'),
  moraPipelines,
);

function jobOf(key: string, upstream: StageJob['upstream'], signal = new AbortController().signal): StageJob {
  const stage = plan.stages.find((planned) => planned.key === key);
  if (stage === undefined) throw new Error(`no stage ${key}`);
  const stageId = stageIdOf(taskId, key);
  return {
    plan,
    stage,
    stageId,
    upstream,
    attempt: 1,
    lastAttempt: false,
    signal,
    cancelled: new AbortController().signal,
    report: () => undefined,
    onPoke: () => ({ [Symbol.dispose]: () => undefined }),
  };
}

const shot = { prompt: 'a boat at dawn', camera: 'none', pace: 'normal' } as const;
const prompt: AgentRunner<'prompt'> = () => Promise.resolve({ shot });
const promptResult = {
  key: 'prompt',
  agent: 'prompt',
  provider: 'test',
  label: 'test',
  version: '1',
  ms: 1,
  output: { shot },
};

async function openParts(agents: Provider['agents']): Promise<StageParts & AsyncDisposable> {
  const directory = await temporaryDirectory();
  const provider: Provider = { name: 'test', label: 'test', version: '1', agents, close: () => Promise.resolve() };
  return {
    providers: [provider],
    media: { extractFrame: () => Promise.reject(new Error('no video here')) },
    artifacts: await openDiskArtifactStore(path.join(directory.path, 'artifacts')),
    scratchDir: path.join(directory.path, 'scratch'),
    logger: silentLogger(),
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

describe('a stage', () => {
  test('gives its agent the shape and words of the task, and returns who did it', async () => {
    const seen: unknown[] = [];
    await using parts = await openParts({
      'text-to-image': async (input, { artifacts, stageId }) => {
        seen.push(input);
        const { id } = await artifacts.put(`${stageId}-image`, 'image/png', { bytes: new Uint8Array(1) });
        return { image: { artifact: id } };
      },
    });
    const result = await runStage('text-to-image', jobOf('picture', { prompt: promptResult }), parts);
    expect(seen).toEqual([{ width: 576, height: 1024, shot, seed: 0 }]);
    expect(result).toMatchObject({ agent: 'text-to-image', provider: 'test', label: 'test' });
  });

  test('of a plan of the first version, which names no clips, makes the whole video', async () => {
    const seen: AgentInput<'image-to-video'>[] = [];
    await using parts = await openParts({
      'image-to-video': (input) => {
        seen.push(input);
        return Promise.reject(new MoraError('bad-media', 'No.'));
      },
    });
    const pictureResult = {
      ...promptResult,
      key: 'picture',
      agent: 'text-to-image',
      output: { image: { artifact: 'task-a-b' } },
    };
    const job = jobOf('motion', { prompt: promptResult, picture: pictureResult });
    const { clip: _clip, ...stage } = job.stage;
    await expect(runStage('image-to-video', { ...job, stage }, parts)).rejects.toMatchObject({ code: 'bad-media' });
    expect(seen).toMatchObject([{ durationS: 5, part: { startS: 0, totalS: 5 }, continues: false }]);
  });

  test('that is done is not done again', async () => {
    let runs = 0;
    await using parts = await openParts({
      prompt: (input, context) => {
        runs += 1;
        return prompt(input, context);
      },
    });
    const first = await runStage('prompt', jobOf('prompt', {}), parts);
    const second = await runStage('prompt', jobOf('prompt', {}), parts);
    expect(second).toEqual(first);
    expect(runs).toBe(1);
  });

  test('leaves nothing in its scratch folder, also when it fails', async () => {
    await using parts = await openParts({ prompt: () => Promise.reject(new Error('broken')) });
    await expect(runStage('prompt', jobOf('prompt', {}), parts)).rejects.toThrow('broken');
    expect(await readdir(parts.scratchDir)).toEqual([]);
  });

  test('goes to the next of the crew where a provider fails, and not where it refuses', async () => {
    const failing = (code: 'provider-failed' | 'bad-input'): Provider => ({
      name: 'weak',
      label: 'weak',
      version: '1',
      agents: { prompt: () => Promise.reject(new MoraError(code, 'No.')) },
      close: () => Promise.resolve(),
    });
    await using parts = await openParts({ prompt });
    const job = jobOf('prompt', {});
    const planned = { ...job, stage: { ...job.stage, provider: 'weak', fallbacks: ['absent', 'test'] } };
    const refused = { ...parts, providers: [failing('bad-input'), ...parts.providers] };
    await expect(runStage('prompt', planned, refused)).rejects.toMatchObject({ code: 'bad-input' });
    const failed = { ...parts, providers: [failing('provider-failed'), ...parts.providers] };
    expect(await runStage('prompt', planned, failed)).toMatchObject({ provider: 'test', key: 'prompt' });
  });

  test('without its input is a failure, not a guess', async () => {
    await using parts = await openParts({ 'text-to-image': () => Promise.reject(new Error('never called')) });
    const run = runStage('text-to-image', jobOf('picture', {}), parts);
    await expect(run).rejects.toMatchObject({ code: 'internal' });
  });

  test('whose provider breaks its contract fails', async () => {
    // A provider that lies about its type, as an answer from outside may.
    const broken = (() => Promise.resolve({ shot: { camera: 'upside-down' } })) as unknown as AgentRunner<'prompt'>;
    await using parts = await openParts({ prompt: broken });
    await expect(runStage('prompt', jobOf('prompt', {}), parts)).rejects.toThrow('camera');
  });

  test('that nobody here can play says so', async () => {
    await using parts = await openParts({});
    const run = runStage('prompt', jobOf('prompt', {}), parts);
    await expect(run).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });

  test('of the connect agent is given the frames between which it plays, and keeps them for a second try', async () => {
    const facts = { width: 640, height: 360, fps: 25, frames: 50, durationS: 2, codec: 'h264' };
    const videos = ['input-a', 'input-b', 'input-c'].map((artifact) => ({ artifact, facts, sound: false }));
    const request = { kind: 'connect', prompt: 'whip', videos, transitionS: 1, seed: 3 } as const;
    const { thread } = plan;
    const joining = planPipeline({ taskId, thread, request }, crewOfOne('test'), moraPipelines);
    const seen: AgentInput<'connect'>[] = [];
    await using parts = await openParts({
      connect: (input) => {
        seen.push(input);
        return Promise.reject(new MoraError('bad-media', 'No.'));
      },
    });
    for (const { artifact } of videos) {
      await parts.artifacts.put(artifact, 'video/mp4', { bytes: new TextEncoder().encode(artifact) });
    }
    const extractFrame = async (_path: string, which: string, out: string): Promise<Size> => {
      await writeFile(out, which);
      return { width: 640, height: 360 };
    };
    const [, second] = joining.stages;
    if (second === undefined) throw new Error('two joins were planned');
    const job = { ...jobOf('prompt', {}), plan: joining, stage: second, stageId: stageIdOf(taskId, second.key) };
    const run = runStage('connect', job, { ...parts, media: { extractFrame } });
    await expect(run).rejects.toMatchObject({ code: 'bad-media' });
    expect(seen).toMatchObject([
      { first: 'input-b', second: 'input-c', width: 640, fps: 25, durationS: 1, prompt: 'whip' },
    ]);
    for (const [frame, which] of [
      [seen[0]?.start, 'last'],
      [seen[0]?.end, 'first'],
    ] as const) {
      expect(await new Response(await parts.artifacts.read(frame?.artifact ?? '')).text()).toBe(which);
    }
  });
});
