import { MoraError } from '../../../../src/core/errors.ts';
import type { VideoShape } from '../../../../src/core/media/fit-video.ts';
import { readPlanarPictures } from '../../../../src/core/media/read-planar-pictures.ts';
import type { PlanarPicture } from '../../../../src/core/media/planar-picture.ts';

/**
 * The last pictures of a video, at most `count`, in the order in which they show. No more than these are in memory.
 * Throws `bad-media`.
 */
export async function lastPictures(
  path: string,
  shape: VideoShape,
  count: number,
  signal: AbortSignal,
): Promise<PlanarPicture[]> {
  const pictures: PlanarPicture[] = [];
  for await (const picture of readPlanarPictures(path, shape)) {
    signal.throwIfAborted();
    pictures.push(picture);
    if (pictures.length > count) pictures.shift();
  }
  return checked(pictures);
}

/** The same of its beginning; what comes after is not read. */
export async function firstPictures(
  path: string,
  shape: VideoShape,
  count: number,
  signal: AbortSignal,
): Promise<PlanarPicture[]> {
  const pictures: PlanarPicture[] = [];
  for await (const picture of readPlanarPictures(path, shape)) {
    signal.throwIfAborted();
    pictures.push(picture);
    if (pictures.length === count) break;
  }
  return checked(pictures);
}

function checked(pictures: PlanarPicture[]): PlanarPicture[] {
  if (pictures.length > 0) return pictures;
  throw new MoraError('bad-media', 'One of these videos has no pictures in it. Send another one.');
}
