import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/core/log.ts';
import { createMediaTools, type MediaTools } from '../../../../src/core/media/media-tools.ts';
import { hasSound } from '../../../../src/core/media/sound/sound-source.ts';
import { ffmpeg, ffprobe, hasSystemFfmpeg } from '../../../support/system-ffmpeg.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { outerBoxes } from '../mp4-boxes.ts';
import { refusalOf } from '../refusal.ts';
import { ssimOf } from './ssim.ts';
import { writeTexturedVideo } from './textured-video.ts';

const withFfmpeg = hasSystemFfmpeg();
let media: MediaTools;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
const file = (name: string): string => path.join(directory.path, name);
beforeAll(async () => {
  media = createMediaTools({ logger: silentLogger() });
  directory = await temporaryDirectory();
  const small = { width: 512, height: 288, fps: 24, frames: 36 } as const;
  await writeTexturedVideo({ path: file('heard.mp4'), ...small, soundBitrate: 160_000 });
  await writeTexturedVideo({ path: file('fast.mp4'), ...small, fps: 60, frames: 60 });
});
afterAll(async () => {
  await media.close();
  await directory[Symbol.asyncDispose]();
});

describe('fitting a video into bytes', () => {
  it('copies what fits, byte for byte', async () => {
    const maxBytes = (await stat(file('heard.mp4'))).size;
    const { copied, sizeBytes, facts } = await media.fitToBytes({
      path: file('heard.mp4'),
      out: file('copy.mp4'),
      maxBytes,
    });
    expect({ copied, sizeBytes, frames: facts.frames }).toEqual({ copied: true, sizeBytes: maxBytes, frames: 36 });
    expect(await readFile(file('copy.mp4'))).toEqual(await readFile(file('heard.mp4')));
  });

  it('is never over, keeps duration, rate and sound, and makes pictures smaller only when it must', async () => {
    const { size } = await stat(file('heard.mp4'));
    const heights: number[] = [];
    for (const part of [0.9, 0.7, 0.5, 0.35, 0.25]) {
      const maxBytes = Math.floor(size * part);
      const out = file(`part-${part}.mp4`);
      const heard: number[] = [];
      const { copied, sizeBytes, facts } = await media.fitToBytes(
        { path: file('heard.mp4'), out, maxBytes, metadata: { title: 'A paper boat' } },
        { onProgress: ({ percent }) => heard.push(percent) },
      );
      expect(copied).toBe(false);
      expect((await stat(out)).size).toBe(sizeBytes);
      expect(sizeBytes).toBeLessThanOrEqual(maxBytes);
      expect(facts).toMatchObject({ frames: 36, fps: 24, durationS: 1.5, codec: 'h264' });
      expect(facts.width / facts.height).toBeCloseTo(16 / 9, 1);
      expect(await hasSound(out)).toBe(true);
      expect(await outerBoxes(out)).toEqual(['ftyp', 'moov', 'free', 'mdat']);
      expect((await readFile(out)).includes('A paper boat')).toBe(true);
      expect(heard).toEqual(heard.toSorted((a, b) => a - b));
      expect(heard.at(-1)).toBe(100);
      heights.push(facts.height);
    }
    expect(heights).toEqual(heights.toSorted((a, b) => b - a));
    expect(heights[0]).toBe(288);
    expect(heights.at(-1)).toBe(240);
  });

  it('halves a high rate before it makes pictures smaller', async () => {
    const { size } = await stat(file('fast.mp4'));
    const shapes = new Set<string>();
    for (const part of [0.8, 0.4, 0.25]) {
      const work = media.fitToBytes({ path: file('fast.mp4'), out: file('f.mp4'), maxBytes: Math.floor(size * part) });
      const { facts } = await work;
      expect(facts.durationS).toBeCloseTo(1, 2);
      shapes.add(`${facts.height} at ${facts.fps}`);
    }
    expect([...shapes].slice(0, 2)).toEqual(['288 at 60', '288 at 30']);
  });

  it('says how many bytes are enough where it cannot be decent, keeps its word, and leaves nothing behind', async () => {
    const out = file('tight.mp4');
    const before = await readdir(directory.path);
    const refusal = await refusalOf(media.fitToBytes({ path: file('heard.mp4'), out, maxBytes: 20_000 }));
    expect(refusal.code).toBe('not-supported');
    expect(await readdir(directory.path)).toEqual(before);
    const enough = Number(/([\d.]+) MB/u.exec(refusal.userMessage)?.[1]) * 1e6;
    const { sizeBytes } = await media.fitToBytes({ path: file('heard.mp4'), out, maxBytes: enough });
    expect(sizeBytes).toBeLessThanOrEqual(enough);
    expect(await refusalOf(media.fitToBytes({ path: file('absent.mp4'), out, maxBytes: 9 }))).toMatchObject({
      code: 'bad-media',
    });
  });

  it('gives the same bytes for the same video', async () => {
    const maxBytes = Math.floor((await stat(file('heard.mp4'))).size / 2);
    for (const name of ['one.mp4', 'two.mp4']) {
      await media.fitToBytes({ path: file('heard.mp4'), out: file(name), maxBytes });
    }
    expect(await readFile(file('one.mp4'))).toEqual(await readFile(file('two.mp4')));
  });

  it('keeps the paper’s size, where 12 s may have 10 MB, at a similarity of 0.95 and more', async () => {
    const master = file('master.mp4');
    const shape = { width: 1024, height: 576, fps: 24 } as const;
    await writeTexturedVideo({ path: master, ...shape, frames: 96 });
    expect((await stat(master)).size).toBeGreaterThan(4_000_000);
    const out = file('ten.mp4');
    const { sizeBytes, facts, copied } = await media.fitToBytes({ path: master, out, maxBytes: 3_333_333 });
    expect(copied).toBe(false);
    expect(sizeBytes).toBeLessThanOrEqual(3_333_333);
    expect(sizeBytes).toBeGreaterThan(3_000_000);
    expect(facts).toMatchObject({ frames: 96, durationS: 4 });
    if (!withFfmpeg) {
      expect(await ssimOf(master, out, shape, 12)).toBeGreaterThanOrEqual(0.95);
      return;
    }
    const { streams } = await ffprobe(out);
    expect(streams[0]).toMatchObject({
      codec_name: 'h264',
      profile: 'High',
      pix_fmt: 'yuv420p',
      nb_read_frames: '96',
    });
    const report = await ffmpeg('-i', out, '-i', master, '-lavfi', 'scale=1024:576,ssim', '-f', 'null', '-');
    expect(Number(/All:([\d.]+)/u.exec(report)?.[1])).toBeGreaterThanOrEqual(0.95);
  });
});
