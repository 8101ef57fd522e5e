import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Delivery } from '../../../src/bots/delivery.ts';
import { createTerminalAdapter } from '../../../src/bots/terminal/terminal-adapter.ts';
import { openDiskArtifactStore } from '../../../src/core/artifacts/disk-artifact-store.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const deliveryOf = (taskId: string): Delivery => ({
  taskId,
  thread: { platform: 'terminal', space: 'local', channel: 'terminal' },
  personId: 'you',
  personName: 'You',
  status: 'done',
  text: 'Here is your video.',
  prompt: 'a boat',
  clip: {
    video: `${taskId}-video`,
    poster: `${taskId}-poster`,
    facts: { width: 16, height: 16, fps: 24, frames: 24, durationS: 1, codec: 'h264' },
    sound: false,
    sizeBytes: 1,
    sha256: '0',
    seed: 0,
    prompt: 'a boat',
    stages: [],
    notes: [],
    nsfw: false,
  },
  facts: [],
  buttons: [],
});

test('the outcome of a rendering that was killed is not taken for the one that is waited for', async () => {
  await using directory = await temporaryDirectory();
  const artifacts = await openDiskArtifactStore(path.join(directory.path, 'artifacts'));
  for (const task of ['task-killed', 'task-mine']) {
    await artifacts.put(`${task}-video`, 'video/mp4', { bytes: new TextEncoder().encode(task) });
  }
  const out = path.join(directory.path, 'x.mp4');
  const adapter = createTerminalAdapter('task-mine', artifacts, out, () => undefined);
  const { signal } = new AbortController();
  await adapter.deliver(deliveryOf('task-killed'), signal);
  await expect(readFile(out)).rejects.toMatchObject({ code: 'ENOENT' });
  await adapter.deliver(deliveryOf('task-mine'), signal);
  expect((await adapter.delivered).taskId).toBe('task-mine');
  expect(await readFile(out, 'utf8')).toBe('task-mine');
});
