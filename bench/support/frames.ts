import { AV_PIX_FMT_RGBA, AVCOL_RANGE_JPEG, AVCOL_SPC_RGB } from 'node-av';
import { decodeVideo } from '../../src/core/media/decode-video.ts';
import { allocateFrame, openScaler } from '../../src/core/media/picture-frame.ts';
import { VideoSource } from '../../src/core/media/video-source.ts';

/** All frames of a video as RGBA, four bytes a pixel. */
export async function framesOf(file: string): Promise<Buffer[]> {
  const frames: Buffer[] = [];
  await using source = await VideoSource.open(file);
  using scaler = openScaler();
  for await (const frame of decodeVideo(source)) {
    const layout = { format: AV_PIX_FMT_RGBA, colorSpace: AVCOL_SPC_RGB, colorRange: AVCOL_RANGE_JPEG };
    using picture = allocateFrame(frame, layout);
    await scaler.scaleFrame(picture, frame);
    frames.push(Buffer.from(picture.toBuffer()));
  }
  return frames;
}
