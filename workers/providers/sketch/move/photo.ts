import { readFile } from 'node:fs/promises';
import { createCanvas, loadImage, type Canvas, type Image } from '@napi-rs/canvas';
import { MoraError } from '../../../../src/core/errors.ts';
import { imageHeadBytes, imageKindOf } from '../../../../src/core/media/image-kind.ts';
import type { Size } from '../../../../src/core/size.ts';

/** More pixels are not decoded: it is what the studio's own intake lets in, twice over. */
const maxPixels = 100_000_000;

/** Kinds of files that are decoded here; the studio keeps no other pictures. */
const kinds = new Set(['png', 'jpeg', 'webp']);

/** Reads a picture of the studio's store. Throws `bad-media`. */
export async function readPhoto(path: string): Promise<Image> {
  const bytes = await readFile(path);
  if (!kinds.has(imageKindOf(bytes.subarray(0, imageHeadBytes)))) throw unreadable();
  let image: Image;
  try {
    image = await loadImage(bytes);
  } catch (cause) {
    throw unreadable(cause);
  }
  if (image.width < 1 || image.height < 1 || image.width * image.height > maxPixels) throw unreadable();
  return image;
}

/** The largest part of a picture that has the shape of the frame, from its middle, in pixels of the picture. */
export function coverCrop(picture: Size, frame: Size): Size & { readonly x: number; readonly y: number } {
  const scale = Math.min(picture.width / frame.width, picture.height / frame.height);
  const width = frame.width * scale;
  const height = frame.height * scale;
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

/** The part of a picture that a camera may come to see: as wide and as high as some times the frame's shape. */
export function reachableCrop(
  picture: Size,
  frame: Size,
  times: number,
): Size & { readonly x: number; readonly y: number } {
  const crop = coverCrop(picture, frame);
  const width = Math.min(picture.width, crop.width * times);
  const height = Math.min(picture.height, crop.height * times);
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

/** A part of a picture by itself, in its own pixels. */
export function cutOut(picture: Image | Canvas, part: Size & { readonly x: number; readonly y: number }): Canvas {
  const canvas = createCanvas(Math.max(1, Math.round(part.width)), Math.max(1, Math.round(part.height)));
  const { x, y, width, height } = part;
  canvas.getContext('2d').drawImage(picture, x, y, width, height, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** A picture scaled down or up, without the flicker of skipped pixels: by halves as long as it is more than twice too large. */
export function scalePhoto(picture: Image | Canvas, size: Size): Canvas {
  let current: Image | Canvas = picture;
  while (current.width > size.width * 2 && current.height > size.height * 2) {
    current = redraw(current, { width: Math.ceil(current.width / 2), height: Math.ceil(current.height / 2) }, 'low');
  }
  return redraw(current, size, 'high');
}

function redraw(picture: Image | Canvas, { width, height }: Size, quality: 'low' | 'high'): Canvas {
  const canvas = createCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = quality;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function unreadable(cause?: unknown): MoraError {
  return new MoraError('bad-media', 'This picture could not be read. Save it again as a PNG or JPEG and send that.', {
    cause,
  });
}
