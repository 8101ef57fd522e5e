import { createPlanarPicture, type PlanarPicture } from '../../../../../src/core/media/planar-picture.ts';
import { PlanarVideoEncoder } from '../../../../../src/core/media/planar-video-encoder.ts';
import { readPlanarPictures } from '../../../../../src/core/media/read-planar-pictures.ts';
import type { Size } from '../../../../../src/core/size.ts';
import { createNoise } from '../../../../../workers/providers/sketch/kit/noise.ts';

/** How a made clip looks at a place and a time (in frames): brightness from 0 to 255. */
export type Pattern = (x: number, y: number, frame: number) => number;

/** A cloudy pattern that moves by so many pixels a frame, and grows by this share of itself. */
export function clouds(seed: number, { x: speedX = 0, y: speedY = 0, growth = 0, mean = 120 }): Pattern {
  const noise = createNoise(seed);
  return (x, y, frame) => {
    const scale = (1 + growth) ** frame;
    const [fromX, fromY] = [(x - 80) / scale + 80 - speedX * frame, (y - 45) / scale + 45 - speedY * frame];
    return mean + 90 * noise.cloudy(fromX / 22, fromY / 22, 3);
  };
}

/** One frame of a pattern. */
export function paint(pattern: Pattern, frame: number, { width, height }: Size): PlanarPicture {
  const picture = createPlanarPicture({ width, height });
  const [luma, blue, red] = picture.planes;
  for (let at = 0; at < luma.length; at++) {
    luma[at] = Math.min(235, Math.max(16, Math.round(pattern(at % width, Math.floor(at / width), frame))));
  }
  blue.fill(120);
  red.fill(135);
  return picture;
}

/** Writes so many frames of a pattern as a video. */
export async function writeClip(
  path: string,
  pattern: Pattern,
  { frames, fps, ...size }: Size & { readonly frames: number; readonly fps: number },
): Promise<string> {
  await using encoder = await PlanarVideoEncoder.open({ path, fps, ...size });
  for (let frame = 0; frame < frames; frame++) await encoder.write(paint(pattern, frame, size));
  await encoder.finish();
  return path;
}

/** Brightness of all frames of a video. */
export async function readLuma(path: string, shape: Size & { readonly fps: number }): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = [];
  for await (const { planes } of readPlanarPictures(path, shape)) frames.push(planes[0]);
  return frames;
}

export const meanOf = (frame: Uint8Array): number => frame.reduce((sum, value) => sum + value, 0) / frame.length;

/** Mean difference of the pixels of two frames. */
export const differenceOf = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;

export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
