import { readdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editVideo } from '../../../../../workers/providers/sketch/edit/edit-video.ts';
import { readLook } from '../../../../../workers/providers/sketch/understand/read-look.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';
import { clip, editByWords, encodeClip, inside, movingPattern, sha256Of } from './edit-lab.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let pattern: string;
beforeAll(async () => {
  directory = await temporaryDirectory();
  pattern = inside(directory, 'pattern.mp4');
  await encodeClip(pattern, movingPattern());
});
afterAll(() => directory[Symbol.asyncDispose]());

let edits = 0;
function newFile(): string {
  edits += 1;
  return inside(directory, `edit-${edits}.mp4`);
}

describe('an edit of a video', () => {
  it.each([12, 23.976, 29.97])('has its frames, size and %d frames a second, and tells how far it is', async (fps) => {
    const video = newFile();
    const source = await encodeClip(video, movingPattern(), fps);
    const { facts, percents } = await editByWords(video, 'make it night', newFile(), { fps });
    expect(facts).toEqual(source);
    expect(percents).toHaveLength(clip.frames);
    expect(percents.at(-1)).toBe(100);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  });

  it('gives the same bytes for the same seed', async () => {
    const files = [newFile(), newFile(), newFile()] as const;
    await editByWords(pattern, '1920s film, snowing', files[0], { seed: 7 });
    await editByWords(pattern, '1920s film, snowing', files[1], { seed: 7 });
    await editByWords(pattern, '1920s film, snowing', files[2], { seed: 8 });
    expect(await sha256Of(files[1])).toBe(await sha256Of(files[0]));
    expect(await sha256Of(files[2])).not.toBe(await sha256Of(files[0]));
  });

  it('leaves nothing behind when it is stopped', async () => {
    const folder = await temporaryDirectory();
    await using _ = folder;
    const stop = new AbortController();
    const order = { video: pattern, look: readLook('noir'), air: 'clear', seed: 1, ...clip } as const;
    const editing = editVideo(
      { ...order, path: inside(folder, 'out.mp4') },
      { signal: stop.signal, onPercent: (percent) => percent > 30 && stop.abort() },
    );
    await expect(editing).rejects.toThrow('aborted');
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('refuses what is no video', async () => {
    const file = inside(directory, 'text.mp4');
    await writeFile(file, 'no video at all');
    await expect(editByWords(file, 'noir', newFile())).rejects.toMatchObject({ code: 'bad-media' });
  });
});
