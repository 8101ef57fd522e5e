import { AV_PIX_FMT_RGB24, AVCOL_RANGE_JPEG, AVCOL_SPC_RGB, type Frame } from 'node-av';
import sharp from 'sharp';
import type { Size } from '../../size.ts';
import { decodeVideo } from '../decode-video.ts';
import { checkResult } from '../ffmpeg-result.ts';
import { allocateFrame, openScaler } from '../picture-frame.ts';
import { VideoSource } from '../video-source.ts';
import type { ExtractFrameInput } from './contract.ts';
import { damagedVideo } from './refusals.ts';

/**
 * Writes the exact first or last frame that a video in the house form shows as a PNG (8-bit RGB). For the last one only
 * the end of the video is decoded. Throws `bad-media`.
 */
export async function extractFrame({ path, which, out }: ExtractFrameInput): Promise<Size> {
  await using source = await VideoSource.open(path);
  if (which === 'last') await source.seekToLastKeyframe();
  let found: Frame | undefined;
  try {
    for await (const frame of decodeVideo(source)) {
      found?.free();
      found = frame.clone() ?? undefined;
      if (which === 'first') break;
    }
    if (found === undefined) throw damagedVideo('no frame can be decoded');
    return await writePng(found, out);
  } finally {
    found?.free();
  }
}

async function writePng(frame: Frame, out: string): Promise<Size> {
  const { width, height } = frame;
  using scaler = openScaler();
  using picture = allocateFrame(frame, {
    format: AV_PIX_FMT_RGB24,
    colorSpace: AVCOL_SPC_RGB,
    colorRange: AVCOL_RANGE_JPEG,
  });
  checkResult(await scaler.scaleFrame(picture, frame), 'convert a frame');
  await sharp(picture.toBuffer(), { raw: { width, height, channels: 3 } })
    // The file is read soon and seldom: speed counts for more than the last tenth of size.
    .png({ compressionLevel: 4 })
    .toFile(out);
  return { width, height };
}
