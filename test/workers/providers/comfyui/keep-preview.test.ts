import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MoraError } from '../../../../src/core/errors.ts';
import { openDiskArtifactStore } from '../../../../src/core/artifacts/disk-artifact-store.ts';
import { silentLogger } from '../../../../src/core/log.ts';
import type { StageContext } from '../../../../src/core/provider.ts';
import { createPreviewKeeper } from '../../../../workers/providers/comfyui/keep-preview.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let context: StageContext;
let nowMs = 0;
beforeEach(async () => {
  directory = await temporaryDirectory();
  nowMs = 1_000_000;
  context = {
    stageId: 'task-preview',
    signal: new AbortController().signal,
    artifacts: await openDiskArtifactStore(path.join(directory.path, 'artifacts')),
    scratchDir: directory.path,
    logger: silentLogger(),
    report: () => undefined,
  };
});
afterEach(() => directory[Symbol.asyncDispose]());

/** Takes every picture but the one that says it is broken. */
const media = {
  async takeImage(from: string, to: string) {
    if ((await readFile(from, 'utf8')) === 'broken') throw new MoraError('bad-media', 'It is broken.');
    await copyFile(from, to);
    return { width: 64, height: 64 };
  },
};

it('keeps the first at once, further ones ever more seldom, and shows the last in between', async () => {
  const keeper = createPreviewKeeper(media, () => nowMs);
  const kept: string[] = [];
  for (let second = 0; second < 600; second += 1) {
    const shown = await keeper.show('run-0001', () => Buffer.from(`picture ${second}`), context);
    expect(shown).toBeDefined();
    if (shown !== undefined && kept.at(-1) !== shown) kept.push(shown);
    nowMs += 1_000;
  }
  // After 0, 2, 6, 14, 30, 60 seconds, then each half a minute.
  expect(kept).toHaveLength(23);
  expect(new Set(kept).size).toBe(23);
  expect(kept.every((id) => id.startsWith('task-preview-preview-'))).toBe(true);
});

it('passes by a picture that cannot be read', async () => {
  const keeper = createPreviewKeeper(media, () => nowMs);
  expect(await keeper.show('run-0001', () => Buffer.from('broken'), context)).toBeUndefined();
  nowMs += 2_000;
  const shown = await keeper.show('run-0001', () => Buffer.from('whole'), context);
  expect(shown).toBeDefined();
  nowMs += 4_000;
  expect(await keeper.show('run-0001', () => Buffer.from('broken'), context)).toBe(shown);
});

it('knows each run apart, and forgets', async () => {
  const keeper = createPreviewKeeper(media, () => nowMs);
  const first = await keeper.show('aaaaaaaa-1', () => Buffer.from('a'), context);
  const second = await keeper.show('bbbbbbbb-1', () => Buffer.from('b'), context);
  expect(first).not.toBe(second);
  keeper.forget('aaaaaaaa-1');
  expect(await keeper.show('aaaaaaaa-1', () => undefined, context)).toBeUndefined();
});
