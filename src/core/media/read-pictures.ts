import { AV_PIX_FMT_RGBA, AVCOL_RANGE_JPEG, AVCOL_SPC_RGB, type Frame } from 'node-av';
import { decodeVideo } from './decode-video.ts';
import { checkResult } from './ffmpeg-result.ts';
import { fitVideo, type VideoShape } from './fit-video.ts';
import { inspectVideo } from './inspect-video.ts';
import { allocateFrame, openScaler } from './picture-frame.ts';
import { VideoSource } from './video-source.ts';

/** Rates that differ by less, in frames a second, are one: facts are rounded to thousandths. */
const sameRate = 0.01;

/**
 * A video's pictures in the order in which they show: RGBA, `width * height * 4` bytes, rows without gaps. A video that
 * has the shape gives exactly its own frames; another one is fitted (see `fitVideo`). The array is the caller's to
 * change, and filled anew when the next picture is asked for. Throws `bad-media`.
 */
export async function* readPictures(path: string, shape: VideoShape): AsyncGenerator<Uint8ClampedArray, void> {
  const { facts } = await inspectVideo(path);
  const asItIs =
    facts.width === shape.width && facts.height === shape.height && Math.abs(facts.fps - shape.fps) < sameRate;
  const rgba = new Uint8ClampedArray(shape.width * shape.height * 4);
  using scaler = openScaler();
  using picture = allocateFrame(shape, {
    format: AV_PIX_FMT_RGBA,
    colorSpace: AVCOL_SPC_RGB,
    colorRange: AVCOL_RANGE_JPEG,
  });
  for await (const frame of asItIs ? ownFrames(path) : fitVideo(path, shape)) {
    checkResult(await scaler.scaleFrame(picture, frame), 'convert a frame');
    copyRows(picture, rgba);
    yield rgba;
  }
}

async function* ownFrames(path: string): AsyncGenerator<Frame, void> {
  await using source = await VideoSource.open(path);
  yield* decodeVideo(source);
}

function copyRows(picture: Frame, rgba: Uint8ClampedArray): void {
  const plane = picture.data?.[0];
  const strideBytes = picture.linesize[0];
  if (plane === undefined || strideBytes === undefined) throw new Error('the picture has no memory');
  const rowBytes = picture.width * 4;
  for (let from = 0, to = 0; to < rgba.byteLength; from += strideBytes, to += rowBytes) {
    rgba.set(plane.subarray(from, from + rowBytes), to);
  }
}
