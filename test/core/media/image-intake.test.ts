import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { createMediaTools, type MediaTools } from '../../../src/core/media/media-tools.ts';
import type { Size } from '../../../src/core/size.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { refusalOf } from './refusal.ts';

let media: MediaTools;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  media = createMediaTools({ logger: silentLogger() });
  directory = await temporaryDirectory();
});
afterAll(async () => {
  await media.close();
  await directory[Symbol.asyncDispose]();
});

const file = (name: string): string => path.join(directory.path, name);

async function take(name: string, content: Buffer | string): Promise<{ size: Size; out: string }> {
  await writeFile(file(name), content);
  const out = file(`${name}.out.png`);
  return { size: await media.takeImage(file(name), out), out };
}

/** Left half red, right half blue. */
function halves(width = 300, height = 200): Sharp {
  const right = { create: { width: width / 2, height, channels: 3, background: 'blue' } } as const;
  const left = { create: { width, height, channels: 3, background: 'red' } } as const;
  return sharp(left).composite([{ input: right, left: width / 2, top: 0 }]);
}

async function pixelAt(out: string, left: number, top: number): Promise<number[]> {
  return [...(await sharp(out).extract({ left, top, width: 1, height: 1 }).raw().toBuffer())];
}

describe('taking a picture', () => {
  it.each([
    ['jpeg', halves().jpeg({ quality: 95 })],
    ['png', halves().png()],
    ['webp', halves().webp({ lossless: true })],
    ['avif', halves().avif({ lossless: true })],
    ['gif', halves().gif()],
    ['a 16-bit png', halves().toColourspace('rgb16').png()],
    ['a palette png', halves().png({ palette: true })],
    ['a progressive jpeg', halves().jpeg({ progressive: true, quality: 95 })],
  ])('makes %s an 8-bit sRGB PNG', async (name, picture) => {
    const { size, out } = await take(name, await picture.toBuffer());
    expect(size).toEqual({ width: 300, height: 200 });
    const { format, width, height, channels, depth, space, hasAlpha } = await sharp(out).metadata();
    expect({ format, width, height, channels, depth, space, hasAlpha }).toEqual({
      format: 'png',
      width: 300,
      height: 200,
      channels: 3,
      depth: 'uchar',
      space: 'srgb',
      hasAlpha: false,
    });
    const [red, blue] = [await pixelAt(out, 50, 100), await pixelAt(out, 250, 100)];
    expect(red[0]).toBeGreaterThan(230);
    expect(red[2]).toBeLessThan(25);
    expect(blue[2]).toBeGreaterThan(230);
  });

  it('reads CMYK and grey pictures as colours', async () => {
    const cmyk = await take('cmyk.jpg', await halves().toColourspace('cmyk').jpeg().toBuffer());
    expect(await sharp(cmyk.out).metadata()).toMatchObject({ channels: 3, space: 'srgb' });
    const [red, , blue] = await pixelAt(cmyk.out, 50, 100);
    expect(red).toBeGreaterThan(2 * (blue ?? 255));
    const grey = await take('grey.png', await halves().toColourspace('b-w').png().toBuffer());
    expect(grey.size).toEqual({ width: 300, height: 200 });
  });

  it('turns it upright and forgets where it was taken', async () => {
    const gps = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } };
    const bytes = await halves().withMetadata({ orientation: 6 }).withExif(gps).jpeg().toBuffer();
    expect((await sharp(bytes).metadata()).exif).toBeDefined();
    // withExif drops the orientation: it is set after.
    const turned = await sharp(bytes).keepExif().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { size, out } = await take('phone.jpg', turned);
    expect(size).toEqual({ width: 200, height: 300 });
    const [red] = await pixelAt(out, 100, 20);
    expect(red).toBeGreaterThan(200);
    const metadata = await sharp(out).metadata();
    expect([metadata.exif, metadata.orientation, metadata.icc, metadata.xmp]).toEqual(Array(4).fill(undefined));
  });

  it('puts white behind what is transparent', async () => {
    const clear = {
      create: { width: 64, height: 64, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    } as const;
    const { out } = await take('clear.png', await sharp(clear).png().toBuffer());
    expect(await pixelAt(out, 32, 32)).toEqual([255, 255, 255]);
  });

  it('shrinks a long side to 2,048', async () => {
    expect((await take('wide.png', await halves(4000, 1000).png().toBuffer())).size).toEqual({
      width: 2048,
      height: 512,
    });
  });

  it('takes the first frame of what moves', async () => {
    const frame = (background: string): Promise<Buffer> =>
      sharp({ create: { width: 40, height: 40, channels: 3, background } })
        .png()
        .toBuffer();
    const moving = sharp([await frame('lime'), await frame('red')], { join: { animated: true } });
    for (const [name, bytes] of [
      ['moving.gif', await moving.clone().gif().toBuffer()],
      ['moving.webp', await moving.clone().webp({ lossless: true }).toBuffer()],
    ] as const) {
      expect((await sharp(bytes).metadata()).pages).toBe(2);
      const { size, out } = await take(name, bytes);
      expect(size).toEqual({ width: 40, height: 40 });
      expect(await pixelAt(out, 20, 20)).toEqual([0, 255, 0]);
    }
  });
});

/** A whole PNG of one bit a pixel: 112 MB unpacked, 110 kB packed. */
function hugePng(side: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  const rows = Buffer.alloc((Math.ceil(side / 8) + 1) * side);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('refusing a picture', () => {
  const half = async (picture: Sharp): Promise<Buffer> => {
    const bytes = await picture.toBuffer();
    return bytes.subarray(0, Math.floor(bytes.length / 2));
  };
  const noise = (): Sharp =>
    sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: 'grey',
        noise: { type: 'gaussian', mean: 128, sigma: 50 },
      },
    });
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="100" height="100"/></svg>';

  it.each<[string, RegExp, () => Promise<Buffer | string>]>([
    ['empty', /empty/u, async () => ''],
    ['text', /not a picture/u, async () => 'This is not a picture.'],
    ['one-byte', /not a picture/u, async () => 'x'],
    ['svg', /SVG/u, async () => svg],
    ['svg with a prologue', /SVG/u, async () => `<?xml version="1.0"?>\n<!-- x -->\n${svg}`],
    ['heic', /HEIC/u, async () => Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1')],
    ['mp4', /video/u, async () => Buffer.from('\0\0\0\u0018ftypisom\0\0\u0002\0isomiso2', 'latin1')],
    ['webm', /video/u, async () => Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0, 0, 0, 0])],
    ['tiff', /not a picture/u, async () => halves().tiff().toBuffer()],
    ['half a jpeg', /damaged/u, async () => half(noise().jpeg())],
    ['half a png', /damaged/u, async () => half(noise().png())],
    ['half a webp', /damaged/u, async () => half(noise().webp())],
    ['half an avif', /damaged/u, async () => half(noise().avif())],
    ['a png mark alone', /damaged/u, async () => Buffer.from('\x89PNG\r\n\x1A\n', 'latin1')],
    ['a jpeg mark and text', /damaged/u, async () => Buffer.from('\xFF\xD8\xFF hello', 'latin1')],
    ['a webp of nothing', /damaged/u, async () => Buffer.from('RIFF\xFF\xFF\xFF\xFFWEBPVP8 ', 'latin1')],
    ['tiny', /too small/u, async () => halves(8, 8).png().toBuffer()],
    ['a thread', /too narrow/u, async () => halves(8000, 20).png().toBuffer()],
    ['30,000 pixels', /30,000 × 30,000 .* 50 megapixels/u, async () => hugePng(30_000)],
  ])('says what is wrong with %s and what to send', async (name, sentence, content) => {
    const bytes = await content();
    const before = await readdir(directory.path);
    const refusal = await refusalOf(take(`${name}.png`, bytes));
    expect(refusal).toMatchObject({ code: 'bad-media', retryable: false });
    expect(refusal.userMessage).toMatch(sentence);
    expect((await readdir(directory.path)).filter((entry) => !before.includes(entry))).toEqual([`${name}.png`]);
  });

  it('says so when the file is cut off anywhere, and never crashes', async () => {
    const bytes = await noise().png().toBuffer();
    for (const part of [0.02, 0.2, 0.6, 0.99]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * part));
      await expect(take('cut.png', cut)).rejects.toMatchObject({ code: 'bad-media' });
    }
    const again = await take('whole.png', bytes);
    expect((await readFile(again.out)).subarray(1, 4).toString()).toBe('PNG');
  });
});
