import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openDiskArtifactStore } from '../../../src/core/artifacts/disk-artifact-store.ts';
import { describeArtifactStore } from '../../contracts/artifact-store-contract.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

describeArtifactStore('disk', async () => {
  const directory = await temporaryDirectory();
  const store = await openDiskArtifactStore(path.join(directory.path, 'artifacts'));
  return { store, [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() };
});

test('what a crash left half written is absent, and swept away at the next start', async () => {
  await using directory = await temporaryDirectory();
  await writeFile(path.join(directory.path, '.unfinished-1'), 'half');
  await writeFile(path.join(directory.path, 'task-a-image'), 'bytes without facts');
  const store = await openDiskArtifactStore(directory.path);
  expect(await store.find('task-a-image')).toBeUndefined();
  expect(await readdir(directory.path)).toEqual(['task-a-image']);
});
