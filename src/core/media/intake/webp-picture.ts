import { AV_PIX_FMT_RGB24, AVCOL_RANGE_JPEG, AVCOL_SPC_RGB, Rational, type Frame } from 'node-av';
import sharp from 'sharp';
import { mediaLimits } from '../media-limits.ts';
import { allocateFrame } from '../picture-frame.ts';
import type { MovingPicture } from './encode-picture.ts';
import { isPicture } from './file-kind.ts';
import { timeFrames } from './frame-timing.ts';
import { checkVideoSize, damagedVideo, tooLong } from './refusals.ts';

/** How many bytes of pages are in memory at a time. Each batch decodes all pages before it anew. */
const batchBytes = 64_000_000;

/** Browsers show what asks for 10 ms or less for 100 ms; so do we. */
const shortestDelayMs = 10;
const unsaidDelayMs = 100;

interface Pages {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** When each begins. */
  readonly startsMs: readonly number[];
}

/** The pages of an animated WebP, on white. Throws `bad-media`, also where it does not move. */
export async function openWebp(path: string): Promise<MovingPicture> {
  const {
    pages: count = 1,
    width,
    height,
    pageHeight = height,
    delay = [],
  } = await readable(() => sharp(path, { limitInputPixels: false, pages: -1 }).metadata());
  if (count < 2) throw isPicture();
  checkVideoSize({ width, height: pageHeight });
  if (count > mediaLimits.video.maxFrames) throw tooLong();
  const startsMs: number[] = [];
  let endMs = 0;
  for (let index = 0; index < count; index += 1) {
    startsMs.push(endMs);
    const delayMs = delay[index] ?? unsaidDelayMs;
    endMs += delayMs > shortestDelayMs ? delayMs : unsaidDelayMs;
  }
  if (endMs > mediaLimits.video.maxDurationS * 1000) throw tooLong();
  const timing = timeFrames(
    startsMs.map((startMs) => startMs / 1000),
    endMs / 1000,
  );
  return {
    look: {
      size: { width, height: pageHeight },
      pixelAspect: 1,
      turn: { mirrored: false, quarters: 0 },
      interlaced: false,
      transparent: false,
      light: 'standard',
    },
    timing,
    firstS: 0,
    frames: () => decodePages({ path, width, height: pageHeight, startsMs }),
  };
}

async function* decodePages({ path, width, height, startsMs }: Pages): AsyncGenerator<Frame, void> {
  const pageBytes = width * height * 3;
  const batch = Math.max(1, Math.floor(batchBytes / pageBytes));
  using frame = allocateFrame(
    { width, height },
    { format: AV_PIX_FMT_RGB24, colorSpace: AVCOL_SPC_RGB, colorRange: AVCOL_RANGE_JPEG },
  );
  frame.timeBase = new Rational(1, 1000);
  for (let page = 0; page < startsMs.length; page += batch) {
    const pages = Math.min(batch, startsMs.length - page);
    const pixels = await readable(() =>
      sharp(path, { page, pages, limitInputPixels: width * height * pages, failOn: 'error' })
        .flatten({ background: 'white' })
        .toColourspace('srgb')
        .raw()
        .toBuffer(),
    );
    if (pixels.length !== pageBytes * pages) throw damagedVideo('a page has another size');
    for (let index = 0; index < pages; index += 1) {
      checkWritable(frame);
      copyRows(pixels.subarray(index * pageBytes, (index + 1) * pageBytes), frame);
      frame.pts = BigInt(startsMs[page + index] ?? 0);
      yield frame;
    }
  }
}

/** A filter may still hold the pixels of the frame before. */
function checkWritable(frame: Frame): void {
  if (frame.makeWritable() < 0) throw new Error('no room for a picture');
}

function copyRows(pixels: Buffer, { data, linesize, width, height }: Frame): void {
  const plane = data?.[0];
  const strideBytes = linesize[0];
  if (plane === undefined || strideBytes === undefined) throw new Error('the picture has no memory');
  const rowBytes = width * 3;
  for (let row = 0; row < height; row += 1) {
    plane.set(pixels.subarray(row * rowBytes, (row + 1) * rowBytes), row * strideBytes);
  }
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw damagedVideo(cause instanceof Error ? cause.message : String(cause));
  }
}
