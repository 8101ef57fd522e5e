import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/core/log.ts';
import { createMediaTools, type MediaTools } from '../../../../src/core/media/media-tools.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { outerBoxes } from '../mp4-boxes.ts';
import { FilmLab } from './film.ts';

let media: MediaTools;
let lab: FilmLab;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  media = createMediaTools({ logger: silentLogger() });
  lab = new FilmLab();
  directory = await temporaryDirectory();
});
afterAll(async () => {
  await media.close();
  await lab[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

const file = (name: string): string => path.join(directory.path, name);
const aac = { codec: 'aac', startS: 0.5, durationS: 1 };

async function lumaAt(video: string, which: 'first' | 'last'): Promise<(left: number, top: number) => number> {
  const out = `${video}.${which}.png`;
  const { width } = await media.extractFrame(video, which, out);
  const grey = await sharp(out).greyscale().raw().toBuffer();
  return (left, top) => grey[top * width + left] ?? 0;
}

describe('a video that has the house form', () => {
  it.each([
    ['mp4', 'mp4', aac],
    ['mov', 'mov', undefined],
    ['mkv', 'matroska', aac],
  ])('is copied frame by frame from %s', async (name, format, sound) => {
    const film = await lab.make({ path: file(`plain.${name}`), format, sound });
    const out = file(`plain-${name}.mp4`);
    const taken = await media.takeVideo(film, out);
    expect(taken).toEqual({
      facts: { width: 160, height: 90, fps: 24, frames: 24, durationS: 1, codec: 'h264' },
      sound: sound !== undefined,
      copied: true,
    });
    expect(await lab.psnr(film, out)).toEqual(Array.from({ length: 24 }, () => 100));
    const boxes = await outerBoxes(out);
    expect(boxes.indexOf('moov')).toBeLessThan(boxes.indexOf('mdat'));
    if (sound !== undefined) expect(Math.abs(((await lab.onset(out, 1)) ?? 0) - 0.5)).toBeLessThan(0.02);
  });

  it('gives the same again when it is taken again', async () => {
    const film = await lab.make({ path: file('again.mp4'), format: 'mp4', sound: aac });
    const [once, twice] = [file('once.mp4'), file('twice.mp4')];
    await media.takeVideo(film, once);
    expect((await media.takeVideo(once, twice)).copied).toBe(true);
    expect(Math.min(...(await lab.psnr(once, twice)))).toBe(100);
    expect(await lab.onset(twice, 1)).toBe(await lab.onset(once, 1));
  });

  it('keeps its pictures where only the sound is in another codec', async () => {
    const film = await lab.make({
      path: file('pcm.mov'),
      format: 'mov',
      sound: { ...aac, codec: 'pcm_s16le' },
    });
    const out = file('pcm.mp4');
    expect(await media.takeVideo(film, out)).toMatchObject({ copied: true, sound: true });
    expect(Math.min(...(await lab.psnr(film, out)))).toBe(100);
    expect(Math.abs(((await lab.onset(out, 1)) ?? 0) - 0.5)).toBeLessThan(0.02);
  });
});

describe('a video in another form', () => {
  it.each([
    ['vp8', 'webm', 'libvpx', 'libvorbis'],
    ['vp9', 'webm', 'libvpx-vp9', 'libopus'],
    ['av1', 'mp4', 'libsvtav1', 'flac'],
    ['hevc', 'mov', 'libx265', 'alac'],
    ['hevc with mp3', 'mp4', 'libx265', 'libmp3lame'],
  ])('%s is made H.264 that looks the same, its sound in time', async (name, format, codec, soundCodec) => {
    const options: Record<string, string> = codec === 'libx265' ? { 'x265-params': 'log-level=none' } : {};
    const film = await lab.make({
      path: file(`${name}.${format}`),
      format,
      codec,
      options: codec.startsWith('libvpx') ? { 'b:v': '1M' } : options,
      sound: { ...aac, codec: soundCodec },
    });
    const out = file(`${name}.out.mp4`);
    const taken = await media.takeVideo(film, out);
    expect(taken).toMatchObject({ copied: false, sound: true, facts: { fps: 24, frames: 24, codec: 'h264' } });
    expect(Math.min(...(await lab.psnr(film, out)))).toBeGreaterThan(45);
    expect(Math.abs(((await lab.onset(out, 1)) ?? 0) - 0.5)).toBeLessThan(0.02);
    expect((await media.takeVideo(out, file('house.mp4'))).copied).toBe(true);
  });

  it.each([
    ['odd sides', { width: 161, height: 91, pixelFormat: 'yuv444p' }, { width: 160, height: 90 }],
    ['a quarter turn', { turned: true }, { width: 90, height: 160 }],
    ['wide pixels', { pixelAspect: [4, 3] as [number, number] }, { width: 212, height: 90 }],
    ['ten bits', { pixelFormat: 'yuv420p10le' }, { width: 160, height: 90 }],
    ['HDR', { pixelFormat: 'yuv420p10le', hdr: true }, { width: 160, height: 90 }],
    ['more pixels than full HD', { width: 2560, height: 1600, startTicks: [0, 1] }, { width: 1828, height: 1142 }],
  ])('%s: comes out even, upright, square and small enough', async (name, shape, size) => {
    const film = await lab.make({ path: file(`${name}.mp4`), format: 'mp4', ...shape });
    const out = file(`${name}.out.mp4`);
    expect(await media.takeVideo(film, out)).toMatchObject({ copied: false, facts: size });
    expect((await media.takeVideo(out, file('house.mp4'))).copied).toBe(true);
  });

  it('is turned clockwise where its flag says so', async () => {
    const film = await lab.make({ path: file('turned.mp4'), format: 'mp4', turned: true });
    const out = file('turned.out.mp4');
    await media.takeVideo(film, out);
    // The darker left half lies on top now.
    const luma = await lumaAt(out, 'first');
    expect(luma(45, 40)).toBeLessThan(luma(45, 120));
  });

  it('shows each frame as long as before where the rate varies', async () => {
    const startTicks = [0, 33, 67, 100, 133, 167, 200, 233, 700, 733, 767, 800];
    const film = await lab.make({ path: file('vfr.mkv'), format: 'matroska', ticksPerSecond: 1000, startTicks });
    const out = file('vfr.mp4');
    const { facts } = await media.takeVideo(film, out);
    expect(facts.fps).toBe(30);
    expect(facts.frames).toBe(25);
    expect(facts.durationS).toBeCloseTo(0.833, 2);
  });

  it('gives a GIF its rate', async () => {
    const film = await lab.make({
      path: file('slow.gif'),
      format: 'gif',
      codec: 'gif',
      pixelFormat: 'rgb8',
      ticksPerSecond: 100,
      startTicks: [0, 8, 16, 24, 32],
    });
    const { facts } = await media.takeVideo(film, file('gif.mp4'));
    expect(facts).toMatchObject({ fps: 12.5, frames: 5 });
  });

  it('puts an animated WebP on white and keeps its delays', async () => {
    const clear = {
      create: { width: 64, height: 48, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    } as const;
    const dark = { create: { ...clear.create, background: { r: 0, g: 0, b: 0, alpha: 1 } } } as const;
    const pages = await Promise.all([clear, dark, clear, dark].map((page) => sharp(page).png().toBuffer()));
    const film = file('animated.webp');
    await sharp(pages, { join: { animated: true } })
      .webp({ lossless: true, delay: [100, 100, 300, 100] })
      .toFile(film);
    const out = file('animated.mp4');
    const { facts, sound } = await media.takeVideo(film, out);
    expect({ ...facts, sound }).toMatchObject({ width: 64, height: 48, fps: 10, frames: 6, sound: false });
    expect((await lumaAt(out, 'first'))(30, 20)).toBeGreaterThan(250);
    expect((await lumaAt(out, 'last'))(30, 20)).toBeLessThan(5);
  });
});
