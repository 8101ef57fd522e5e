import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lockDirectory } from '../../../src/core/database/directory-lock.ts';
import { forkFixture } from '../../support/fork-fixture.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const holder = new URL('fixtures/hold-directory.ts', import.meta.url);

test('a directory that is absent is made, and is free again after its release', async () => {
  await using directory = await temporaryDirectory();
  const inner = path.join(directory.path, 'a', 'b');
  const first = await lockDirectory(inner);
  await first.release();
  const second = await lockDirectory(inner);
  await second.release();
});

test('one process cannot take a directory twice', async () => {
  await using directory = await temporaryDirectory();
  const lock = await lockDirectory(directory.path);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(lockDirectory(directory.path)).rejects.toMatchObject({ code: 'data-directory-in-use' });
  }
  await lock.release();
});

test('another process is refused with the owner named, until the owner is killed', async () => {
  await using directory = await temporaryDirectory();
  await using owner = forkFixture(holder, [directory.path]);
  await owner.message();
  await expect(lockDirectory(directory.path)).rejects.toThrow(
    new RegExp(`^data-directory-in-use: .*process ${owner.pid}[.].*MORA_DATA_DIR`),
  );
  await owner.kill();
  const lock = await lockDirectory(directory.path);
  expect(await readFile(path.join(directory.path, 'lock.owner'), 'utf8')).toBe(`${process.pid}\n`);
  await lock.release();
});

test('a place that is no folder, and a lock file that is none, are named as broken', async () => {
  await using directory = await temporaryDirectory();
  const file = path.join(directory.path, 'file');
  await writeFile(file, 'x');
  await expect(lockDirectory(file)).rejects.toMatchObject({ code: 'data-directory-broken' });
  await expect(lockDirectory(path.join(file, 'below'))).rejects.toMatchObject({ code: 'data-directory-broken' });
  const odd = path.join(directory.path, 'odd');
  await mkdir(path.join(odd, 'lock.sqlite'), { recursive: true });
  await expect(lockDirectory(odd)).rejects.toMatchObject({ code: 'data-directory-broken' });
});
