import { readdir, utimes, writeFile } from 'node:fs/promises';
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

test('what a crash left half written is absent, and swept away by a start an hour later; what is written now stays', async () => {
  await using directory = await temporaryDirectory();
  await writeFile(path.join(directory.path, '.unfinished-1'), 'half');
  const twoHoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
  await utimes(path.join(directory.path, '.unfinished-1'), twoHoursAgo, twoHoursAgo);
  await writeFile(path.join(directory.path, '.unfinished-2'), 'another process writes this');
  await writeFile(path.join(directory.path, 'task-a-image'), 'bytes without facts');
  const store = await openDiskArtifactStore(directory.path);
  expect(await store.find('task-a-image')).toBeUndefined();
  expect(await readdir(directory.path)).toEqual(['.unfinished-2', 'task-a-image']);
});
