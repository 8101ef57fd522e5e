import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/core/log.ts';
import { createMediaTools, type MediaTools } from '../../../../src/core/media/media-tools.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { refusalOf } from '../refusal.ts';
import { FilmLab } from './film.ts';

let media: MediaTools;
let lab: FilmLab;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let mp4: Buffer;
let mkv: Buffer;
let gif: Buffer;
beforeAll(async () => {
  media = createMediaTools({ logger: silentLogger() });
  lab = new FilmLab();
  directory = await temporaryDirectory();
  const sound = { codec: 'aac', startS: 0, durationS: 1 };
  mp4 = await readFile(await lab.make({ path: file('good.mp4'), format: 'mp4', sound }));
  mkv = await readFile(await lab.make({ path: file('good.mkv'), format: 'matroska', sound }));
  const gifFilm = { codec: 'gif', pixelFormat: 'rgb8', ticksPerSecond: 100, startTicks: [0, 8, 16] };
  gif = await readFile(await lab.make({ path: file('good.gif'), format: 'gif', ...gifFilm }));
});
afterAll(async () => {
  await media.close();
  await lab[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

const file = (name: string): string => path.join(directory.path, name);

/** Sends bytes as a video; gives the sentence with which they are refused. */
async function refusal(name: string, bytes: Buffer | string): Promise<string> {
  await writeFile(file(name), bytes);
  const out = file(`${name}.out.mp4`);
  const { code, userMessage } = await refusalOf(media.takeVideo(file(name), out));
  expect(code).toBe('bad-media');
  expect(userMessage).toMatch(/Send|send/u);
  expect((await readdir(directory.path)).filter((entry) => entry.includes('.out.mp4'))).toEqual([]);
  return userMessage;
}

/** The same bytes with a change; `find` must be there. */
function changed(bytes: Buffer, find: string | Buffer, change: (copy: Buffer, at: number) => void): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf(find);
  expect(at).toBeGreaterThan(-1);
  change(copy, at);
  return copy;
}

describe('a file that is no video', () => {
  it('says that an empty file is empty', async () => {
    expect(await refusal('empty.mp4', '')).toBe('This file is empty. Send the video again.');
  });

  it('refuses text', async () => {
    expect(await refusal('text.mp4', 'This is the film of my holidays.\n')).toMatch(/no video/u);
  });

  it.each([
    ['concat script', 'ffconcat version 1.0\nfile good.mp4\n'],
    ['playlist', '#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:1,\ngood.mp4\n#EXT-X-ENDLIST\n'],
    ['playlist of the web', '#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/good.mp4\n#EXT-X-ENDLIST\n'],
    ['DASH manifest', '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period/></MPD>'],
  ])('follows no %s', async (name, text) => {
    expect(await refusal(`${name}.mp4`, text)).toMatch(/no video/u);
  });

  it('calls a picture a picture', async () => {
    const picture = sharp({ create: { width: 32, height: 32, channels: 3, background: 'red' } });
    for (const bytes of [
      await picture.png().toBuffer(),
      await picture.jpeg().toBuffer(),
      await picture.webp().toBuffer(),
    ]) {
      expect(await refusal('still.mp4', bytes)).toMatch(/picture, not a video/u);
    }
    expect(await refusal('still.gif', await picture.gif().toBuffer())).toMatch(/picture, not a video/u);
  });

  it('wants a picture in it', async () => {
    const sound = { codec: 'aac', startS: 0, durationS: 0.2 };
    const film = await lab.make({ path: file('sound.m4a'), format: 'mp4', picture: false, sound });
    expect(await refusal('sound.mp4', await readFile(film))).toMatch(/no moving picture/u);
  });
});

describe('a video that is not taken', () => {
  it.each([
    ['an AVI', 'avi', 'cinepak', 'rgb24', { width: 64, height: 64 }],
    ['a rare codec', 'mov', 'qtrle', 'rgb24', {}],
    ['MPEG-4 part 2', 'mp4', 'mpeg4', 'yuv420p', {}],
  ])('refuses %s', async (name, format, codec, pixelFormat, size) => {
    const film = await lab.make({ path: file(name), format, codec, pixelFormat, startTicks: [0, 1, 2], ...size });
    expect(await refusal(`${name}.mp4`, await readFile(film))).toMatch(/read/u);
  });

  it('refuses what lasts hours by its header', async () => {
    const hours = changed(mkv, Buffer.from([0x44, 0x89, 0x88]), (copy, at) => copy.writeDoubleBE(36_000_000, at + 3));
    expect(await refusal('hours.mkv', hours)).toMatch(/too long/u);
  });

  it('refuses what is too large or too narrow by its header, before a pixel is decoded', async () => {
    const bomb = changed(gif, 'GIF', (copy) => copy.fill(Buffer.from([0x60, 0xea]), 6, 10));
    expect(await refusal('bomb.gif', bomb)).toMatch(/60,000 × 60,000 pixels/u);
    const wide = changed(gif, 'GIF', (copy) => copy.fill(Buffer.from([0xff, 0xff, 2, 0]), 6, 10));
    expect(await refusal('wide.gif', wide)).toMatch(/65,535 × 2 pixels/u);
    const tiny = await lab.make({ path: file('tiny'), format: 'mp4', width: 8, height: 64, startTicks: [0, 1] });
    expect(await refusal('tiny.mp4', await readFile(tiny))).toMatch(/too small/u);
  });

  it('refuses a thousand streams', async () => {
    const film = await lab.make({ path: file('many'), format: 'matroska', startTicks: [0, 1], emptyStreams: 990 });
    expect(await refusal('many.mkv', await readFile(film))).toMatch(/too many tracks/u);
  });
});

describe('a damaged video', () => {
  it('without its index is refused', async () => {
    const without = Buffer.concat([mp4.subarray(0, mp4.indexOf('moov') - 4), mp4.subarray(mp4.indexOf('mdat') - 4)]);
    expect(await refusal('index.mp4', without)).toMatch(/damaged/u);
  });

  it.each([
    ['mp4', 0.3],
    ['mp4', 0.6],
    ['mp4', 0.98],
    ['mkv', 0.3],
    ['mkv', 0.6],
  ])('is refused as %s of which only %s is there', async (name, part) => {
    const bytes = name === 'mp4' ? mp4 : mkv;
    const cut = bytes.subarray(0, Math.floor(bytes.length * part));
    expect(await refusal(`cut.${name}`, cut)).toMatch(/damaged/u);
  });

  it('does not stop the next one', async () => {
    await refusal('noise.mp4', Buffer.concat([mp4.subarray(0, 64), Buffer.alloc(5_000, 0x5a)]));
    await copyFile(file('good.mp4'), file('next.mp4'));
    expect((await media.takeVideo(file('next.mp4'), file('next.taken'))).copied).toBe(true);
  });
});
