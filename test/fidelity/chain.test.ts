import { expect, test } from 'vitest';
import { openDesk } from '../../src/bots/desk.ts';
import { silentLogger } from '../../src/core/log.ts';
import { createMediaTools } from '../../src/core/media/media-tools.ts';
import { createMediaProvider } from '../../workers/providers/media/provider.ts';
import { VideoLab } from '../core/media/video-lab.ts';
import { createDriftingProvider } from '../fakes/drifting-provider.ts';
import { createMemoryChat } from '../fakes/memory-chat.ts';
import { testDataDirectory } from '../support/test-database.ts';
import { openTestStudio } from '../support/test-studio.ts';

test('a provider of short clips that drift makes one long video: each frame once, no step, and the light of the first clip', async () => {
  await using directory = await testDataDirectory();
  await using opened = new AsyncDisposableStack();
  const studio = opened.use(await openTestStudio(directory.path));
  const logger = silentLogger();
  const media = opened.use(createMediaTools({ logger }));
  const chat = createMemoryChat();
  const desk = await openDesk({ adapter: chat, studio: studio.studio, queue: studio.queue, logger });
  opened.defer(() => desk.stop(0));
  await studio.work([createDriftingProvider({ gain: 1.05 }), createMediaProvider(media)], media);

  const { taskId } = await studio.studio.submit(
    {
      sourceId: 'm1',
      person: { platform: 'playground', id: 'ada', name: 'Ada', moderator: false },
      thread: { platform: 'playground', space: 'local', channel: 'studio', thread: 'm1' },
      draft: { kind: 't2v', prompt: 'bars', durationS: 4, seed: 1 },
    },
    new AbortController().signal,
  );
  const { clip, text } = await chat.outcome(taskId);
  expect(text).toBe('Here is your video.');
  expect(clip?.stages.map(({ key }) => key)).toEqual([
    'prompt',
    'picture',
    'motion-1',
    'motion-2',
    'motion-3',
    'motion-4',
    'motion-5',
    'finish',
  ]);
  expect(clip?.facts).toMatchObject({ fps: 24, frames: 96, durationS: 4 });

  await using lab = new VideoLab();
  await using file = await studio.artifacts.open(clip?.video ?? '');
  const hashes = await lab.hashFrames(file.path);
  for (const [index, hash] of hashes.entries()) expect(hash).not.toBe(hashes[index - 1]);
  const means = await lab.meanLuma(file.path);
  // Uncorrected, each seam would step by a twentieth of the light: about five levels here.
  for (const [index, mean] of means.entries()) expect(Math.abs(mean - (means[index - 1] ?? mean))).toBeLessThan(1);
  expect(Math.abs((means.at(-1) ?? 0) / (means[0] ?? 1) - 1)).toBeLessThan(0.02);
});
