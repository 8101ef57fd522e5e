import { open, rename, rm, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { MoraError, toMoraError } from '../errors.ts';
import type { Size } from '../size.ts';
import type { TakeImageInput } from './image-intake-contract.ts';
import { imageHeadBytes, imageKindOf, type ImageKind } from './image-kind.ts';
import { mediaLimits } from './media-limits.ts';

type ReadableKind = Extract<ImageKind, 'jpeg' | 'png' | 'webp' | 'avif' | 'gif'>;

/** libvips' name for each kind that we read. */
const formatOf: Readonly<Record<ReadableKind, string>> = {
  jpeg: 'jpeg',
  png: 'png',
  webp: 'webp',
  avif: 'heif',
  gif: 'gif',
};

/** What to say of each kind that we do not read. */
const refusals: Readonly<Record<Exclude<ImageKind, ReadableKind>, string>> = {
  heic: 'HEIC photos cannot be read here. Send the photo as a JPEG or PNG.',
  svg: 'SVG drawings cannot be read here. Export it as a PNG and send that.',
  video: 'This file is a video, not a picture. Send a JPEG, PNG, WebP, AVIF or GIF.',
  unknown: 'This file is not a picture, whatever its name says. Send a JPEG, PNG, WebP, AVIF or GIF.',
};

const damaged = 'This picture is damaged or incomplete. Save it again as a PNG or JPEG and send that.';

/**
 * Leaves libvips only the decoders of the five kinds that we take, so that no file can choose another. Once for each
 * process, before the first picture.
 */
export function allowOnlyPictures(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpegFile',
      'VipsForeignLoadPngFile',
      'VipsForeignLoadWebpFile',
      'VipsForeignLoadHeifFile',
      'VipsForeignLoadNsgifFile',
    ],
  });
  // Every picture comes once; a cache would only hold memory.
  sharp.cache(false);
}

/**
 * Makes a stranger's picture ours: the first frame of a JPEG, PNG, WebP, AVIF or GIF becomes an 8-bit sRGB PNG, upright
 * (EXIF), on white where it was transparent, without metadata, at most 2,048 pixels long or exactly `cover`. Throws `bad-media` with what
 * to send instead. Leaves no file behind on failure.
 */
export async function takeImage({ path, outPath, cover }: TakeImageInput): Promise<Size> {
  const kind = readableKind(await readHead(path));
  await checkHeader(path, kind);
  const partPath = `${outPath}.part`;
  try {
    const { data, info } = await readable(() =>
      sharp(path, { limitInputPixels: maxPixelsOf(kind), failOn: 'error', pages: 1 })
        .timeout({ seconds: mediaLimits.image.timeoutMs / 1000 })
        .autoOrient()
        .resize(cover === undefined ? withinLimits : { ...cover, fit: 'cover', kernel: 'lanczos3' })
        .flatten({ background: 'white' })
        .toColourspace('srgb')
        // The file is read soon and seldom: speed counts for more than the last tenth of size.
        .png({ compressionLevel: 4 })
        .toBuffer({ resolveWithObject: true }),
    );
    checkShortSide(info.width, info.height);
    await writeFile(partPath, data);
    await rename(partPath, outPath);
    return { width: info.width, height: info.height };
  } finally {
    await rm(partPath, { force: true });
  }
}

const withinLimits = {
  width: mediaLimits.image.maxSide,
  height: mediaLimits.image.maxSide,
  fit: 'inside',
  withoutEnlargement: true,
} as const;

async function readHead(path: string): Promise<Uint8Array> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(imageHeadBytes), position: 0 });
  return buffer.subarray(0, bytesRead);
}

function readableKind(head: Uint8Array): ReadableKind {
  if (head.byteLength === 0) throw badMedia('This file is empty. Send the picture again.');
  const kind = imageKindOf(head);
  if (isReadable(kind)) return kind;
  throw badMedia(refusals[kind]);
}

function isReadable(kind: ImageKind): kind is ReadableKind {
  return kind in formatOf;
}

/** Reads sizes only; no pixel is decoded before they are known to be in bounds. */
async function checkHeader(path: string, kind: ReadableKind): Promise<void> {
  const { format, width, height } = await readable(() => sharp(path, { limitInputPixels: false, pages: 1 }).metadata());
  if (format !== formatOf[kind]) throw badMedia(damaged, `${kind} read as ${format}`);
  const maxPixels = maxPixelsOf(kind);
  if (width * height > maxPixels) {
    const megapixels = Math.round(maxPixels / 1_000_000);
    throw badMedia(
      `This picture has ${width.toLocaleString('en')} × ${height.toLocaleString('en')} pixels, more than the ` +
        `${megapixels} megapixels that can be read. Send a smaller one.`,
    );
  }
  checkShortSide(width, height);
}

function maxPixelsOf(kind: ReadableKind): number {
  return kind === 'avif' ? mediaLimits.image.maxAvifPixels : mediaLimits.image.maxPixels;
}

function checkShortSide(width: number, height: number): void {
  const { minSide } = mediaLimits.image;
  if (Math.min(width, height) >= minSide) return;
  throw badMedia(`This picture is too small or too narrow. Send one with at least ${minSide} pixels on each side.`);
}

/** Runs a piece of decoding: what libvips says of a file is for the log, the person gets a sentence. */
async function readable<T>(decode: () => Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (cause) {
    const known = toMoraError(cause);
    if (known.code !== 'internal') throw known;
    throw badMedia(damaged, cause instanceof Error ? cause.message : String(cause));
  }
}

function badMedia(userMessage: string, detail?: string): MoraError {
  return new MoraError('bad-media', userMessage, detail === undefined ? {} : { detail });
}
