import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ArtifactStore } from '../../src/core/artifacts/artifact-store.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A store to try, with what it takes to end it. */
export interface StoreUnderTest extends AsyncDisposable {
  readonly store: ArtifactStore;
}

/** What every artifact store must do. */
export function describeArtifactStore(name: string, open: () => Promise<StoreUnderTest>): void {
  const bytes = new TextEncoder().encode('ten bytes!');
  const sha256 = createHash('sha256').update(bytes).digest('hex');

  describe(`artifact store: ${name}`, () => {
    test('keeps bytes with their facts', async () => {
      await using opened = await open();
      const put = await opened.store.put('task-a-image', 'image/png', { bytes });
      expect(put).toEqual({ id: 'task-a-image', mediaType: 'image/png', sizeBytes: 10, sha256 });
      expect(await opened.store.find('task-a-image')).toEqual(put);
      expect(await text(opened.store, 'task-a-image')).toBe('ten bytes!');
    });

    test('takes a file and leaves it where it is', async () => {
      await using opened = await open();
      await using directory = await temporaryDirectory();
      const file = path.join(directory.path, 'made.mp4');
      await writeFile(file, bytes);
      const put = await opened.store.put('task-a-video', 'video/mp4', { path: file });
      expect(put.sha256).toBe(sha256);
      expect(await readFile(file, 'utf8')).toBe('ten bytes!');
    });

    test('is written once: a second put changes nothing', async () => {
      await using opened = await open();
      const first = await opened.store.put('task-a-image', 'image/png', { bytes });
      const second = await opened.store.put('task-a-image', 'image/jpeg', { bytes: new Uint8Array(3) });
      expect(second).toEqual(first);
      expect(await text(opened.store, 'task-a-image')).toBe('ten bytes!');
    });

    test('two writers of one id leave one whole artifact', async () => {
      await using opened = await open();
      const other = new TextEncoder().encode('other words');
      await Promise.all([
        opened.store.put('task-a-image', 'image/png', { bytes }),
        opened.store.put('task-a-image', 'image/png', { bytes: other }),
      ]);
      const facts = await opened.store.find('task-a-image');
      const kept = await text(opened.store, 'task-a-image');
      expect(createHash('sha256').update(kept).digest('hex')).toBe(facts?.sha256);
    });

    test('reads a range', async () => {
      await using opened = await open();
      await opened.store.put('task-a-image', 'image/png', { bytes });
      expect(await text(opened.store, 'task-a-image', { start: 4, end: 8 })).toBe('bytes');
    });

    test('opens as a local file', async () => {
      await using opened = await open();
      await opened.store.put('task-a-image', 'image/png', { bytes });
      await using file = await opened.store.open('task-a-image');
      expect(await readFile(file.path, 'utf8')).toBe('ten bytes!');
    });

    test('knows what it does not have', async () => {
      await using opened = await open();
      expect(await opened.store.find('task-none')).toBeUndefined();
      await expect(opened.store.read('task-none')).rejects.toMatchObject({ code: 'not-found' });
      await expect(opened.store.open('task-none')).rejects.toMatchObject({ code: 'not-found' });
      await opened.store.remove('task-none');
    });

    test('forgets what is removed, and takes the id again', async () => {
      await using opened = await open();
      await opened.store.put('task-a-image', 'image/png', { bytes });
      await opened.store.remove('task-a-image');
      expect(await opened.store.find('task-a-image')).toBeUndefined();
      await opened.store.put('task-a-image', 'image/png', { bytes: new TextEncoder().encode('anew') });
      expect(await text(opened.store, 'task-a-image')).toBe('anew');
    });

    test('forgets all that begins with a prefix, and nothing that is named or begins otherwise', async () => {
      await using opened = await open();
      for (const id of ['task-a-image', 'task-a-video', 'task-ab-image'])
        await opened.store.put(id, 'image/png', { bytes });
      await opened.store.removeAll('task-a-', ['task-a-video']);
      await opened.store.removeAll('task-none-');
      const left = await Promise.all(
        ['task-a-image', 'task-a-video', 'task-ab-image'].map(async (id) => (await opened.store.find(id))?.id),
      );
      expect(left).toEqual([undefined, 'task-a-video', 'task-ab-image']);
    });

    test('an aborted put leaves nothing', async () => {
      await using opened = await open();
      const aborted = AbortSignal.abort();
      await expect(opened.store.put('task-a-image', 'image/png', { bytes }, aborted)).rejects.toThrow();
      expect(await opened.store.find('task-a-image')).toBeUndefined();
    });
  });
}

async function text(store: ArtifactStore, id: string, range?: { start: number; end: number }): Promise<string> {
  return new Response(await store.read(id, range)).text();
}
