import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fittedVideo } from '../../../../src/bots/discord/place/fitted-video.ts';
import { openDiskArtifactStore } from '../../../../src/core/artifacts/disk-artifact-store.ts';
import { silentLogger } from '../../../../src/core/log.ts';
import { createMediaTools } from '../../../../src/core/media/media-tools.ts';
import { writeTexturedVideo } from '../../../core/media/budget/textured-video.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

test('a real video is sent whole where it fits, made smaller where it does not, and not at all past decency', async () => {
  await using directory = await temporaryDirectory();
  await using tools = new AsyncDisposableStack();
  const media = createMediaTools({ logger: silentLogger() });
  tools.defer(() => media.close());
  const whole = path.join(directory.path, 'whole.mp4');
  await writeTexturedVideo({ path: whole, width: 512, height: 288, fps: 24, frames: 36 });
  const artifacts = await openDiskArtifactStore(path.join(directory.path, 'artifacts'));
  const { sizeBytes } = await artifacts.put('task-a-video', 'video/mp4', { path: whole });
  const scratchDir = path.join(directory.path, 'scratch');
  await mkdir(scratchDir);
  const video = fittedVideo({ artifacts, media, scratchDir }, 'task-a-video', 'mora-1.mp4');
  const { signal } = new AbortController();
  expect((await video.within(sizeBytes, signal))?.data.length).toBe(sizeBytes);

  const limitBytes = Math.floor(sizeBytes / 2);
  const smaller = await video.within(limitBytes, signal);
  expect(smaller?.data.length).toBeLessThanOrEqual(limitBytes);
  const out = path.join(directory.path, 'smaller.mp4');
  await writeFile(out, smaller?.data ?? '');
  expect(await media.probeVideo(out)).toMatchObject({ codec: 'h264', durationS: 1.5 });

  expect(await video.within(2_000, signal)).toBeUndefined();
});
