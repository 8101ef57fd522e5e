import { createCanvas, type Canvas } from '@napi-rs/canvas';
import type { Size } from '../../../../src/core/size.ts';

/** A picture in memory: RGBA, four bytes a pixel. */
export interface Raster extends Size {
  readonly data: Uint8ClampedArray;
}

/** A pixel as changes of colour work on it in place: red, green, blue, 0 to 255 and for a while beyond. */
export type Pixel = [number, number, number];

/** The pixels of a canvas. */
export function rasterOf(canvas: Canvas): Raster {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  return { width, height, data };
}

/** A canvas with these pixels. */
export function canvasOf({ width, height, data }: Raster): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const picture = context.createImageData(width, height);
  picture.data.set(data);
  context.putImageData(picture, 0, 0);
  return canvas;
}

/** How bright a pixel looks, 0 to 255 (ITU-R BT.709). */
export const lumaOf = ([red, green, blue]: Readonly<Pixel>): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** Moves a pixel toward a colour. */
export function toward(pixel: Pixel, red: number, green: number, blue: number, share: number): void {
  pixel[0] += (red - pixel[0]) * share;
  pixel[1] += (green - pixel[1]) * share;
  pixel[2] += (blue - pixel[2]) * share;
}

/** More (above 1) or less (below 1) colourful. */
export function colourfulness(pixel: Pixel, factor: number): void {
  const grey = lumaOf(pixel);
  toward(pixel, grey, grey, grey, 1 - factor);
}

/** How much a pixel is of leaves and grass: 0 not at all, 1 plainly green. */
export function greenness([red, green, blue]: Readonly<Pixel>): number {
  const most = Math.max(red, green, blue, 1);
  const lead = green - Math.max(blue, red * 0.94);
  // What is nearly white leans to green now and then: a sun is no leaf.
  return Math.min(1, Math.max(0, (lead / most - 0.04) * 5.5));
}
