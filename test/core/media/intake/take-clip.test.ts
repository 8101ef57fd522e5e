import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../../../src/core/log.ts';
import { createMediaTools, type MediaTools } from '../../../../src/core/media/media-tools.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { VideoLab } from '../video-lab.ts';
import { FilmLab } from './film.ts';

let media: MediaTools;
let lab: VideoLab;
let films: FilmLab;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
const file = (name: string): string => path.join(directory.path, name);
beforeAll(async () => {
  media = createMediaTools({ logger: silentLogger() });
  lab = new VideoLab();
  films = new FilmLab();
  directory = await temporaryDirectory();
  const shape = { width: 320, height: 180, picture: 'colours' } as const;
  await lab.encode({ ...shape, path: file('paper.mp4'), fps: 6, frames: 25 });
  await lab.encode({ ...shape, path: file('wan.mp4'), fps: 16, frames: 81 });
});
afterAll(async () => {
  await media.close();
  await lab[Symbol.asyncDispose]();
  await films[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

test('a plain clip is taken picture by picture', async () => {
  const facts = await media.takeClip(file('wan.mp4'), file('taken.mp4'));
  expect(facts).toMatchObject({ width: 320, height: 180, fps: 16, frames: 81 });
  expect(await lab.hashFrames(file('taken.mp4'))).toEqual(await lab.hashFrames(file('wan.mp4')));
});

test.each([
  ['paper.mp4', 4, { frames: 25, fps: 6.25, durationS: 4 }],
  ['wan.mp4', 1, { frames: 81, fps: 81, durationS: 1 }],
])('the pictures of %s are spread over %s s, none lost', async (name, durationS, facts) => {
  const out = file(`spread-${name}`);
  expect(await media.takeClip(file(name), out, { durationS })).toMatchObject(facts);
  expect(await lab.hashFrames(out)).toEqual(await lab.hashFrames(file(name)));
});

test('what is of another kind is made anew, without its sound', async () => {
  const sound = { codec: 'aac', startS: 0, durationS: 1 };
  const gif = { codec: 'gif', pixelFormat: 'rgb8', ticksPerSecond: 100, startTicks: [0, 8, 16] };
  await films.make({ path: file('loud.mkv'), format: 'matroska', sound });
  await films.make({ path: file('small.gif'), format: 'gif', ...gif });
  expect(await media.takeClip(file('loud.mkv'), file('loud.mp4'))).toMatchObject({ codec: 'h264' });
  expect(await media.takeClip(file('small.gif'), file('small.mp4'))).toMatchObject({ codec: 'h264' });
});

test.each([0.3, 0.6, 0.9, 0.99])('a file that ends at %s of its length is no video', async (share) => {
  const whole = await readFile(file('wan.mp4'));
  await writeFile(file('half.mp4'), whole.subarray(0, Math.floor(whole.byteLength * share)));
  await expect(media.takeClip(file('half.mp4'), file('half-taken.mp4'))).rejects.toMatchObject({
    code: 'provider-failed',
    retryable: true,
  });
  await expect(access(file('half-taken.mp4'))).rejects.toThrow('ENOENT');
});

test('a page that says sorry is no video', async () => {
  await writeFile(file('sorry.mp4'), '<html>not found</html>');
  await expect(media.takeClip(file('sorry.mp4'), file('never.mp4'))).rejects.toMatchObject({ code: 'provider-failed' });
});

test.each([
  [1344, 768, 'webp'],
  [300, 900, 'png'],
  [64, 64, 'jpeg'],
] as const)('a picture of %s × %s as %s covers exactly what is wanted', async (width, height, kind) => {
  await sharp({ create: { width, height, channels: 4, background: '#3366aa80' } })
    .toFormat(kind)
    .toFile(file('picture'));
  await media.fitImage(file('picture'), file('fitted.png'), { width: 1024, height: 576 });
  expect(await sharp(file('fitted.png')).metadata()).toMatchObject({ format: 'png', width: 1024, height: 576 });
});

test('samples are spread over a video, in order, and small enough', async () => {
  await lab.encode({ path: file('large.mp4'), width: 1280, height: 720, fps: 10, frames: 20, picture: 'colours' });
  const paths = await media.sampleFrames(file('large.mp4'), 4, directory.path);
  expect(paths).toHaveLength(4);
  const pictures = await Promise.all(paths.map((one) => readFile(one)));
  expect(new Set(pictures.map((bytes) => bytes.toString('base64'))).size).toBe(4);
  expect(await sharp(paths[0]).metadata()).toMatchObject({ format: 'jpeg', width: 1024, height: 576 });
});
