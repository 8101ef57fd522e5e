import { fitVideo, type VideoShape } from './fit-video.ts';
import { planarPictureOf, type PlanarPicture } from './planar-picture.ts';

/** A video's frames, fitted as `fitVideo` does, each with memory of its own. Throws `bad-media`. */
export async function* readPlanarPictures(path: string, shape: VideoShape): AsyncGenerator<PlanarPicture, void> {
  for await (const frame of fitVideo(path, shape)) yield planarPictureOf(frame);
}
