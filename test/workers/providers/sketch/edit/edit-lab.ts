import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { VideoFacts } from '../../../../../src/core/video-facts.ts';
import { readPictures } from '../../../../../src/core/media/read-pictures.ts';
import { VideoEncoder } from '../../../../../src/core/media/video-encoder.ts';
import { editVideo } from '../../../../../workers/providers/sketch/edit/edit-video.ts';
import { createNoise } from '../../../../../workers/providers/sketch/kit/noise.ts';
import { findAirOf } from '../../../../../workers/providers/sketch/understand/read-air.ts';
import { readLook } from '../../../../../workers/providers/sketch/understand/read-look.ts';
import type { LumaFrame } from '../../../../support/optical-flow.ts';

export const clip = { width: 192, height: 108, fps: 12, frames: 8 } as const;

/** Red, green, blue of a pixel of a frame; what is beyond black and white is held there. */
export type Paint = (x: number, y: number, frame: number) => readonly [number, number, number];

/** Encodes a painted clip. */
export async function encodeClip(file: string, paint: Paint, fps: number = clip.fps): Promise<VideoFacts> {
  const { width, height, frames } = clip;
  await using encoder = await VideoEncoder.open({ path: file, width, height, fps });
  const rgba = new Uint8Array(width * height * 4);
  for (let frame = 0; frame < frames; frame++) {
    for (let at = 0; at < width * height; at++) {
      rgba.set(paint(at % width, Math.floor(at / width), frame).map(held), at * 4);
    }
    await encoder.write(rgba);
  }
  return await encoder.finish();
}

/** A coloured pattern of soft blots: its left half goes right and up, its right half down and left. */
export function movingPattern(): Paint {
  const noise = createNoise(4);
  const channel = (x: number, y: number, plane: number): number =>
    128 + 190 * noise.cloudy(x / 13 + plane * 40, y / 13 - plane * 23, 2);
  return (x, y, frame) => {
    const [dx, dy] = x < clip.width / 2 ? [3, -1] : [-1, 2];
    const [u, v] = [x - dx * frame, y - dy * frame];
    return [channel(u, v, 0), channel(u, v, 1), channel(u, v, 2)];
  };
}

const held = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));

/** Edits a clip by words, in this process. */
export async function editByWords(
  video: string,
  words: string,
  out: string,
  { seed = 1, fps = clip.fps }: { readonly seed?: number; readonly fps?: number } = {},
): Promise<{ facts: VideoFacts; percents: number[] }> {
  const percents: number[] = [];
  const facts = await editVideo(
    {
      video,
      look: readLook(words),
      air: findAirOf(words),
      seed,
      width: clip.width,
      height: clip.height,
      fps,
      path: out,
    },
    { signal: new AbortController().signal, onPercent: (percent) => percents.push(percent) },
  );
  return { facts, percents };
}

/** A clip's pictures: RGBA. */
export async function picturesOf(video: string, fps: number = clip.fps): Promise<Uint8ClampedArray[]> {
  const pictures: Uint8ClampedArray[] = [];
  for await (const picture of readPictures(video, { width: clip.width, height: clip.height, fps })) {
    pictures.push(picture.slice());
  }
  return pictures;
}

export function lumaOf(rgba: Uint8ClampedArray): LumaFrame {
  const data = Uint8Array.from({ length: clip.width * clip.height }, (_, at) => {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(at * 4, at * 4 + 3);
    return red * 0.2126 + green * 0.7152 + blue * 0.0722;
  });
  return { width: clip.width, height: clip.height, data };
}

/** Mean red, green and blue of the part of a picture that a test picks. */
export function meanOf(
  rgba: Uint8ClampedArray | undefined,
  picks: (x: number, y: number) => boolean = () => true,
): readonly [number, number, number] {
  if (rgba === undefined) throw new Error('there is no such picture');
  let [red, green, blue, count] = [0, 0, 0, 0];
  for (let at = 0; at < clip.width * clip.height; at++) {
    if (!picks(at % clip.width, Math.floor(at / clip.width))) continue;
    red += rgba[at * 4] ?? 0;
    green += rgba[at * 4 + 1] ?? 0;
    blue += rgba[at * 4 + 2] ?? 0;
    count += 1;
  }
  return [red / count, green / count, blue / count];
}

/** Mean difference of two pictures, in steps of a channel. */
export function differenceOf(a: Uint8ClampedArray | undefined, b: Uint8ClampedArray | undefined): number {
  if (a === undefined || b === undefined) throw new Error('there is no such picture');
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / (clip.width * clip.height * 3);
}

export async function sha256Of(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

export const inside = (directory: { readonly path: string }, name: string): string => path.join(directory.path, name);
