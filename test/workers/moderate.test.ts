import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ArtifactStore } from '../../src/core/artifacts/artifact-store.ts';
import { openDiskArtifactStore } from '../../src/core/artifacts/disk-artifact-store.ts';
import { MoraError } from '../../src/core/errors.ts';
import { silentLogger } from '../../src/core/log.ts';
import type { ModerationInput } from '../../src/core/moderation.ts';
import { moraPipelines } from '../../src/core/pipeline/pipelines.ts';
import { planPipeline } from '../../src/core/pipeline/plan-pipeline.ts';
import { stageIdOf } from '../../src/core/pipeline/plan.ts';
import type { StageProgress } from '../../src/core/provider.ts';
import type { StageJob } from '../../src/core/queue/task-queue.ts';
import type { TaskRequest } from '../../src/core/task.ts';
import { runStage, type StageParts } from '../../workers/run-stage.ts';
import { createQuickProvider } from '../fakes/quick-provider.ts';
import { crewOfOne } from '../support/test-crew.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const taskId = 'task-0123456789abcdef';
const facts = { width: 640, height: 360, fps: 24, frames: 48, durationS: 2, codec: 'h264' };
const words: TaskRequest = {
  kind: 't2v',
  prompt: 'a boat',
  caption: 'Ahoy',
  durationS: 2,
  ratio: '16:9',
  seed: 7,
};

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let artifacts: ArtifactStore;
let seen: ModerationInput[];
let reports: StageProgress[];
beforeEach(async () => {
  directory = await temporaryDirectory();
  artifacts = await openDiskArtifactStore(path.join(directory.path, 'artifacts'));
  seen = [];
  reports = [];
});
afterEach(() => directory[Symbol.asyncDispose]());

/** Runs a stage of a request with somebody who looks over everything, and refuses what the test says. */
async function run(request: TaskRequest, key: string, refuse: (input: ModerationInput) => boolean = () => false) {
  const thread = { platform: 'playground', space: 'local', channel: 'studio' };
  const plan = planPipeline({ taskId, thread, request }, crewOfOne('quick'), moraPipelines);
  const stage = plan.stages.find((planned) => planned.key === key);
  if (stage === undefined) throw new Error(`no stage ${key}`);
  const results = {
    prompt: { agent: 'prompt', output: { shot: { prompt: 'a boat', camera: 'none', pace: 'normal' } } },
  };
  const told = { provider: 'quick', label: 'a test', version: '1', ms: 1 };
  const job: StageJob = {
    plan,
    stage,
    stageId: stageIdOf(taskId, key),
    upstream: Object.fromEntries(
      Object.entries(results).map(([name, result]) => [name, { key: name, ...told, ...result }]),
    ),
    attempt: 1,
    lastAttempt: false,
    signal: new AbortController().signal,
    cancelled: new AbortController().signal,
    report: (progress) => void reports.push(progress),
    onPoke: () => ({ [Symbol.dispose]: () => undefined }),
  };
  const parts: StageParts = {
    providers: [createQuickProvider()],
    artifacts,
    media: { extractFrame: () => Promise.reject(new Error('no video here')) },
    scratchDir: path.join(directory.path, 'scratch'),
    logger: silentLogger(),
    moderation: {
      moderator: {
        check(input) {
          seen.push(input);
          return refuse(input) ? Promise.reject(new MoraError('refused', 'No.')) : Promise.resolve();
        },
      },
      async sampleFrames(_video, count, folder) {
        const paths = Array.from({ length: count }, (_, index) => path.join(folder, `${index}.jpg`));
        await Promise.all(paths.map((file) => writeFile(file, 'a frame')));
        return paths;
      },
    },
  };
  return runStage(stage.agent, job, parts);
}

test('the words and the caption are looked over before anything is made', async () => {
  await run(words, 'prompt');
  expect(seen).toEqual([{ text: 'a boat\nAhoy', images: [] }]);
});

test('what is refused is not made', async () => {
  await expect(run(words, 'prompt', () => true)).rejects.toMatchObject({ code: 'refused' });
  expect(await artifacts.find(`${taskId}-prompt-result`)).toBeUndefined();
});

test('frames of a video from outside are looked over, those of our own clips were', async () => {
  await artifacts.put('input-video', 'video/mp4', { bytes: new TextEncoder().encode('a video') });
  const video = { artifact: 'input-video', facts, sound: false };
  const { seed } = words;
  await run({ kind: 'edit', prompt: 'in winter', video, seed }, 'prompt');
  expect(seen[0]?.images).toHaveLength(4);
});

test('a key frame is shown once it was looked at, and not before', async () => {
  await run(words, 'picture');
  expect(seen).toMatchObject([{ images: [expect.stringContaining('picture-image')] }]);
  expect(reports.flatMap(({ preview }) => preview ?? [])).toEqual([`${taskId}-picture-image`]);
  expect(reports.findIndex(({ preview }) => preview !== undefined)).toBe(reports.length - 1);
});

test('a key frame that is refused is shown to nobody, and ends the task before more is paid', async () => {
  await expect(run(words, 'picture', () => true)).rejects.toMatchObject({ code: 'refused', retryable: false });
  expect(reports.flatMap(({ preview }) => preview ?? [])).toEqual([]);
});
