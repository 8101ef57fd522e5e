import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/core/log.ts';
import type { FinishInput } from '../../../../src/core/media/finish/contract.ts';
import { createMediaTools, type MediaTools } from '../../../../src/core/media/media-tools.ts';
import { ffmpeg, ffprobe, hasSystemFfmpeg } from '../../../support/system-ffmpeg.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { outerBoxes } from '../mp4-boxes.ts';
import { refusalOf } from '../refusal.ts';
import { VideoLab } from '../video-lab.ts';

const withFfmpeg = hasSystemFfmpeg();
let lab: VideoLab;
let media: MediaTools;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  lab = new VideoLab();
  media = createMediaTools({ logger: silentLogger() });
  directory = await temporaryDirectory();
  await lab.encode({ path: file('clip.mp4'), ...shape, frames: 48, picture: 'colours' });
  await lab.encode({ path: file('white.mp4'), width: 96, height: 96, fps: 12, frames: 12, picture: 255 });
  await lab.encode({ path: file('grey.mp4'), width: 64, height: 128, fps: 30, frames: 30, picture: 100 });
});
afterAll(async () => {
  await Promise.all([lab[Symbol.asyncDispose](), media.close()]);
  await directory[Symbol.asyncDispose]();
});

const shape = { width: 192, height: 108, fps: 24 } as const;
const file = (name: string): string => path.join(directory.path, name);
const outputs = (name: string): { out: string; posterOut: string } => ({
  out: file(`${name}.mp4`),
  posterOut: file(`${name}.jpg`),
});
/** An order for clips that go on for `frames` and have nothing to do with each other. */
const made = (clips: readonly string[], frames: number) =>
  ({
    segments: clips.map((clip) => ({
      kind: 'made' as const,
      clips: [clip],
      frames: Math.round(frames / clips.length),
      reversed: false,
      repeats: 'none' as const,
      matchColour: false,
    })),
    sound: { kind: 'segments' },
    loopFrames: 0,
    metadata,
  }) satisfies Partial<FinishInput>;
const metadata = { title: 'A paper boat', comment: 'Made by sketch ☕' } as const;

describe('finishing', () => {
  it('copies a clip that already is what was asked for, bit for bit, and signs it', async () => {
    const { out, posterOut } = outputs('copied');
    const { facts, sizeBytes, sound } = await media.finish({
      ...made([file('clip.mp4')], 48),
      ...shape,
      out,
      posterOut,
    });
    expect(facts).toEqual({ ...shape, frames: 48, durationS: 2, codec: 'h264' });
    const bytes = await readFile(out);
    expect(sizeBytes).toBe(bytes.length);
    expect(sound).toBe(false);
    expect(await lab.hashFrames(out)).toEqual(await lab.hashFrames(file('clip.mp4')));
    expect(await outerBoxes(out)).toEqual(['ftyp', 'moov', 'free', 'mdat']);
    expect(bytes.includes(metadata.title) && bytes.includes(metadata.comment)).toBe(true);
    expect(bytes.includes((await readFile(file('clip.mp4'))).subarray(-500))).toBe(true);
    expect(await sharp(posterOut).metadata()).toMatchObject({ format: 'jpeg', width: 192, height: 108 });
  });

  it('fits a clip of another size and rate, and tells how far it is', async () => {
    const heard: number[] = [];
    const { facts } = await media.finish(
      { ...made([file('grey.mp4')], 24), ...shape, ...outputs('fitted') },
      { onProgress: ({ percent }) => heard.push(percent) },
    );
    expect(facts).toEqual({ ...shape, frames: 24, durationS: 1, codec: 'h264' });
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    expect(heard.at(-1)).toBe(100);
    expect(heard.filter((percent) => percent > 0 && percent < 100).length).toBeGreaterThan(10);
    // Covered, not letterboxed: no black comes in, and the colours stay.
    for (const mean of await lab.meanLuma(file('fitted.mp4'))) expect(mean).toBeCloseTo(16 + (100 * 219) / 255, 0);
  });

  it('plays several clips one after the other', async () => {
    const clips = [file('white.mp4'), file('grey.mp4')];
    const { facts } = await media.finish({ ...made(clips, 48), ...shape, ...outputs('joined') });
    expect(facts).toMatchObject({ frames: 48, durationS: 2 });
    const means = await lab.meanLuma(file('joined.mp4'));
    for (const mean of means.slice(0, 24)) expect(mean).toBeGreaterThan(225);
    for (const mean of means.slice(24)) expect(mean).toBeLessThan(110);
  });

  it('cuts what is too long, holds the last frame where a little is missing, and refuses a clip that is much too short', async () => {
    const finishGrey = async (frames: number): Promise<number> => {
      const { facts } = await media.finish({ ...made([file('grey.mp4')], frames), ...shape, ...outputs('length') });
      return facts.frames;
    };
    expect(await finishGrey(12)).toBe(12);
    expect(await finishGrey(35)).toBe(35);
    await expect(finishGrey(36)).rejects.toMatchObject({ code: 'provider-failed' });
  });

  it('takes a poster from the middle, or from the brightest place where that is black', async () => {
    const brightness = async (picture: 'colours' | 'black-end'): Promise<number> => {
      const clip = { path: file(`${picture}.mp4`), ...shape, frames: 24, picture };
      await lab.encode(clip);
      const names = outputs(`poster-${picture}`);
      await media.finish({ ...made([clip.path], 24), ...shape, ...names });
      const { channels } = await sharp(names.posterOut).stats();
      return channels.reduce((sum, channel) => sum + channel.mean, 0) / channels.length;
    };
    expect(await brightness('colours')).toBeGreaterThan(50);
    expect(await brightness('black-end')).toBeGreaterThan(50);
  });

  it('names the provider, not the person, where a clip is broken, and leaves no file', async () => {
    await writeFile(file('broken.mp4'), (await readFile(file('clip.mp4'))).subarray(0, 400));
    const before = await readdir(directory.path);
    const broken = { ...made([file('clip.mp4'), file('broken.mp4')], 96), ...shape };
    await expect(media.finish({ ...broken, ...outputs('never') })).rejects.toMatchObject({ code: 'provider-failed' });
    await truncate(file('broken.mp4'), 0);
    await expect(media.finish({ ...broken, ...outputs('never') })).rejects.toMatchObject({ code: 'provider-failed' });
    expect(await readdir(directory.path)).toEqual(before);
  });

  it('stops at once when it is cancelled, and works on afterwards', async () => {
    const controller = new AbortController();
    const long = { ...made([file('clip.mp4')], 120), width: 1024, height: 576, fps: 60 };
    const work = media.finish(
      { ...long, ...outputs('cancelled') },
      { signal: controller.signal, onProgress: () => controller.abort() },
    );
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    await expect(media.probeVideo(file('clip.mp4'))).resolves.toMatchObject({ frames: 48 });
  });

  it.skipIf(!withFfmpeg)('agrees with ffprobe about a turned film of untagged colours', async () => {
    await ffmpeg('-i', file('clip.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90', file('turned.mp4'));
    const wanted = { width: 108, height: 192, fps: 24 } as const;
    await media.finish({ ...made([file('turned.mp4')], 48), ...wanted, ...outputs('upright') });
    const { streams, format } = await ffprobe(file('upright.mp4'));
    expect(streams[0]).toMatchObject({ codec_name: 'h264', width: 108, height: 192, nb_read_frames: '48' });
    expect(streams[0]?.['side_data_list']).toBeUndefined();
    expect(format.tags).toMatchObject(metadata);
    const report = await ffmpeg(
      '-i',
      file('upright.mp4'),
      '-i',
      file('turned.mp4'),
      '-lavfi',
      'psnr',
      '-f',
      'null',
      '-',
    );
    expect(Number(/average:([\d.]+)/u.exec(report)?.[1])).toBeGreaterThan(35);
  });

  it.skipIf(!withFfmpeg).each(['gif', 'webm', 'mkv'])('reads a %s', async (ending) => {
    const codec = ending === 'webm' ? ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8'] : [];
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=128x96:r=10:d=1', ...codec, file(`source.${ending}`));
    const clips = [file(`source.${ending}`)];
    const { facts } = await media.finish({ ...made(clips, 24), ...shape, ...outputs(`from-${ending}`) });
    expect(facts).toEqual({ ...shape, frames: 24, durationS: 1, codec: 'h264' });
  });
});

describe('probing a video', () => {
  it('counts its frames', async () => {
    const facts = await media.probeVideo(file('grey.mp4'));
    expect(facts).toEqual({ width: 64, height: 128, fps: 30, frames: 30, durationS: 1, codec: 'h264' });
  });

  it('refuses what is no video, whatever it is called', async () => {
    await writeFile(file('list.mp4'), `ffconcat version 1.0\nfile '${file('clip.mp4')}'\n`);
    await writeFile(file('playlist.mp4'), `#EXTM3U\n#EXTINF:2,\n${file('clip.mp4')}\n#EXT-X-ENDLIST\n`);
    await writeFile(file('text.mp4'), 'hello');
    await writeFile(file('empty.mp4'), '');
    for (const name of ['list', 'playlist', 'text', 'empty', 'absent']) {
      const facts = media.probeVideo(file(`${name}.mp4`));
      const refusal = await refusalOf(facts);
      expect(refusal.code, name).toBe('bad-media');
      expect(refusal.userMessage, name).toContain('MP4');
    }
  });

  it.skipIf(!withFfmpeg)('refuses containers and codecs that are not on the list', async () => {
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=10:d=1', '-f', 'avi', file('avi.mp4'));
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=10:d=1', '-c:v', 'magicyuv', file('magic.mkv'));
    await expect(media.probeVideo(file('avi.mp4'))).rejects.toMatchObject({ code: 'bad-media' });
    await expect(media.probeVideo(file('magic.mkv'))).rejects.toMatchObject({ code: 'bad-media' });
  });

  it.skipIf(!withFfmpeg)('refuses what is too long or too large', async () => {
    await ffmpeg('-f', 'lavfi', '-i', 'color=s=16x16:r=1:d=311', file('long.mp4'));
    await ffmpeg('-f', 'lavfi', '-i', 'color=s=4096x4096:r=1:d=1', '-preset', 'ultrafast', file('large.mp4'));
    const [long, large] = [media.probeVideo(file('long.mp4')), media.probeVideo(file('large.mp4'))].map(refusalOf);
    expect((await long)?.userMessage).toContain('310 seconds');
    expect((await large)?.userMessage).toContain('3840');
  });
});
