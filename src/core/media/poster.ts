import { AV_PIX_FMT_RGB24, AVCOL_RANGE_JPEG, AVCOL_SPC_RGB, type Frame } from 'node-av';
import sharp from 'sharp';
import { decodeVideo } from './decode-video.ts';
import { checkResult } from './ffmpeg-result.ts';
import { allocateFrame, openScaler } from './picture-frame.ts';
import { VideoSource } from './video-source.ts';

/** Mean of all bytes (0 to 255) below which a picture counts as black: a fade, not a night. */
const blackBelow = 10;

/** Packed RGB, three bytes a pixel. */
interface Picture {
  readonly rgb: Buffer;
  readonly width: number;
  readonly height: number;
  readonly brightness: number;
}

/** Writes a telling frame of a video as a JPEG: the middle one, or where that is black the brightest of three. */
export async function writePoster(video: string, frames: number, out: string): Promise<void> {
  const { rgb, width, height } = await findPicture(video, frames);
  await sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 86 })
    .toFile(out);
}

async function findPicture(video: string, frames: number): Promise<Picture> {
  const middle = Math.floor(frames / 2);
  const wanted = new Set([Math.floor(frames / 4), middle, Math.floor((frames * 3) / 4)]);
  await using source = await VideoSource.open(video);
  let index = 0;
  let best: Picture | undefined;
  for await (const frame of decodeVideo(source)) {
    if (wanted.has(index)) {
      const picture = await toPicture(frame);
      if (index === middle && picture.brightness >= blackBelow) return picture;
      if (best === undefined || picture.brightness > best.brightness) best = picture;
    }
    index += 1;
  }
  if (best === undefined) throw new Error('the video has no frames');
  return best;
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
