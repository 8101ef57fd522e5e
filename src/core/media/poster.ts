import { AV_PIX_FMT_RGB24, AVCOL_RANGE_JPEG, AVCOL_SPC_RGB, type Frame } from 'node-av';
import sharp from 'sharp';
import type { VideoFacts } from '../video-facts.ts';
import { decodeVideo } from './decode-video.ts';
import { checkResult } from './ffmpeg-result.ts';
import { allocateFrame, openScaler } from './picture-frame.ts';
import { VideoSource } from './video-source.ts';

/** Mean of all bytes (0 to 255) below which a picture counts as black: a fade, not a night. */
const blackBelow = 10;

/** Packed RGB, three bytes a pixel; `brightness` is the mean of all bytes. */
export interface Picture {
  readonly rgb: Buffer;
  readonly width: number;
  readonly height: number;
  readonly brightness: number;
}

/**
 * Writes a telling frame of a finished video as a JPEG: the middle one, or where that is black the brightest of three.
 * Only what these need is decoded.
 */
export async function writePoster(video: string, facts: VideoFacts, out: string): Promise<void> {
  const { rgb, width, height } = await findPicture(video, facts);
  await sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 86 })
    .toFile(out);
}

async function findPicture(video: string, { frames, fps }: VideoFacts): Promise<Picture> {
  const at = async (share: number): Promise<Picture> => pictureAt(video, Math.floor(frames * share) / fps);
  const middle = await at(1 / 2);
  if (middle.brightness >= blackBelow) return middle;
  const others = [await at(1 / 4), await at(3 / 4)];
  return others.reduce((best, picture) => (picture.brightness > best.brightness ? picture : best), middle);
}

/** The frame of a video that shows at a time, or the last one. Throws `bad-media`. */
export async function pictureAt(video: string, timeS: number): Promise<Picture> {
  await using source = await VideoSource.open(video);
  const tick = Math.round(timeS / source.stream.timeBase.toDouble());
  await source.seekToKeyframeBefore(BigInt(tick));
  let last: Frame | undefined;
  try {
    for await (const frame of decodeVideo(source)) {
      last?.free();
      last = frame.clone() ?? undefined;
      if (Number(frame.pts + frame.duration) > tick) break;
    }
    if (last === undefined) throw new Error('the video has no frames');
    return await toPicture(last);
  } finally {
    last?.free();
  }
}

async function toPicture(frame: Frame): Promise<Picture> {
  using scaler = openScaler();
  using converted = allocateFrame(frame, {
    format: AV_PIX_FMT_RGB24,
    colorSpace: AVCOL_SPC_RGB,
    colorRange: AVCOL_RANGE_JPEG,
  });
  checkResult(await scaler.scaleFrame(converted, frame), 'convert a frame');
  const rgb = converted.toBuffer();
  const sum = rgb.reduce((total, value) => total + value, 0);
  return { rgb, width: converted.width, height: converted.height, brightness: sum / rgb.length };
}
