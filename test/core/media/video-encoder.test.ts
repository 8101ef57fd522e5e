import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasSystemFfmpeg, ffprobe } from '../../support/system-ffmpeg.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { outerBoxes } from './mp4-boxes.ts';
import { VideoLab } from './video-lab.ts';

const withFfmpeg = hasSystemFfmpeg();
let lab: VideoLab;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  lab = new VideoLab();
  directory = await temporaryDirectory();
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});
const file = (name: string): string => path.join(directory.path, name);

describe('the video encoder', () => {
  it('writes five seconds at 1024×576 in much less memory than a child may take, with counted facts', async () => {
    const video = {
      path: file('five.mp4'),
      width: 1024,
      height: 576,
      fps: 24,
      frames: 120,
      picture: 'colours',
    } as const;
    const { facts, peakBytes } = await lab.encode({ ...video, metadata: { title: 'A title', comment: 'Mörä ☕' } });
    expect(facts).toEqual({ width: 1024, height: 576, fps: 24, frames: 120, durationS: 5, codec: 'h264' });
    expect(peakBytes).toBeLessThan(500_000_000);
    expect(await outerBoxes(video.path)).toEqual(['ftyp', 'moov', 'free', 'mdat']);
    expect(await lab.hashFrames(video.path)).toHaveLength(120);
  });

  it.skipIf(!withFfmpeg)('writes what ffprobe calls H.264 high, yuv420p, BT.709, level ≤ 4.2', async () => {
    const video = {
      path: file('probe.mp4'),
      width: 576,
      height: 1024,
      fps: 24,
      frames: 60,
      picture: 'colours',
    } as const;
    await lab.encode({ ...video, metadata: { title: 'A title', comment: 'Mörä ☕' } });
    const { streams, format } = await ffprobe(video.path);
    expect(streams[0]).toMatchObject({
      codec_name: 'h264',
      profile: 'High',
      pix_fmt: 'yuv420p',
      width: 576,
      height: 1024,
      color_range: 'tv',
      color_space: 'bt709',
      color_transfer: 'bt709',
      color_primaries: 'bt709',
      avg_frame_rate: '24/1',
      r_frame_rate: '24/1',
      start_time: '0.000000',
      duration: '2.500000',
      nb_frames: '60',
      nb_read_frames: '60',
      sample_aspect_ratio: '1:1',
      field_order: 'progressive',
    });
    expect(streams[0]?.['level']).toBeLessThanOrEqual(42);
    expect(format.tags).toMatchObject({ title: 'A title', comment: 'Mörä ☕' });
  });

  it.each([
    [320, 180, 60],
    [576, 1024, 12],
    [392, 168, 30],
  ])('gives the same bytes for the same frames at %i×%i', async (width, height, frames) => {
    const video = { width, height, fps: 24, frames, picture: 'colours' } as const;
    const digests = new Set<string>();
    for (const name of ['once.mp4', 'twice.mp4', 'thrice.mp4']) {
      await lab.encode({ ...video, path: file(name) });
      digests.add(
        createHash('sha256')
          .update(await readFile(file(name)))
          .digest('hex'),
      );
    }
    expect(digests.size).toBe(1);
  });

  it('keeps brightness: white is 235, black 16, middle grey between', async () => {
    const means = [];
    for (const grey of [0, 128, 255]) {
      const video = {
        path: file(`grey-${grey}.mp4`),
        width: 64,
        height: 64,
        fps: 24,
        frames: 3,
        picture: grey,
      } as const;
      await lab.encode(video);
      means.push((await lab.meanLuma(video.path))[1]);
    }
    expect(means[0]).toBeCloseTo(16, 0);
    expect(means[1]).toBeCloseTo(126, 0);
    expect(means[2]).toBeCloseTo(235, 0);
  });

  it.each([
    { name: 'a width that memory pads', width: 102, height: 58, fps: 24, frames: 7 },
    { name: 'one frame', width: 64, height: 64, fps: 24, frames: 1 },
    { name: 'the rate of American television', width: 64, height: 64, fps: 29.97, frames: 30 },
    { name: 'a rate of a half', width: 64, height: 64, fps: 12.5, frames: 25 },
  ])('takes $name', async ({ name, ...shape }) => {
    const { facts } = await lab.encode({ ...shape, path: file(`${name}.mp4`), picture: 'colours' });
    expect(facts).toMatchObject({ width: shape.width, height: shape.height, frames: shape.frames });
    expect(facts.fps).toBeCloseTo(shape.fps, 2);
    expect(facts.durationS).toBeCloseTo(shape.frames / shape.fps, 2);
  });

  it('paints rows where they belong when memory pads them', async () => {
    const narrow = { width: 102, height: 58, fps: 24, frames: 2, picture: 200 } as const;
    await lab.encode({ ...narrow, path: file('padded.mp4') });
    for (const mean of await lab.meanLuma(file('padded.mp4'))) expect(mean).toBeCloseTo(188, 0);
  });

  it('leaves nothing behind when it is disposed before its end or refused', async () => {
    const before = await readdir(directory.path);
    const video = { path: file('gone.mp4'), width: 64, height: 64, fps: 24, frames: 30, picture: 'colours' } as const;
    await lab.request('encode', { ...video, abandon: true });
    await expect(lab.encode({ ...video, width: 4096, height: 4096 })).rejects.toMatchObject({ code: 'not-supported' });
    await expect(lab.request('write-wrong-size', video.path)).rejects.toMatchObject({ code: 'internal' });
    await expect(lab.encode({ ...video, path: file('no-folder/x.mp4') })).rejects.toMatchObject({ code: 'internal' });
    expect(await readdir(directory.path)).toEqual(before);
  });
});
