import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, AVCOL_SPC_BT709, type Frame } from 'node-av';
import { planesOf, writablePlanesOf } from '../../../../src/core/media/effects/planes.ts';
import { fitVideo, type VideoShape } from '../../../../src/core/media/fit-video.ts';
import { H264File, type H264FileOptions } from '../../../../src/core/media/h264-file.ts';
import { allocateFrame } from '../../../../src/core/media/picture-frame.ts';
import type { Size } from '../../../../src/core/size.ts';

/** The luma and the two colour differences of a pixel of a frame. */
export type Painter = (x: number, y: number, index: number) => readonly [number, number, number];

/** A frame to free. */
export function paintFrame(size: Size, painter: Painter, index = 0): Frame {
  const layout = { format: AV_PIX_FMT_YUV420P, colorSpace: AVCOL_SPC_BT709, colorRange: AVCOL_RANGE_MPEG } as const;
  const frame = allocateFrame(size, layout);
  for (const [channel, plane] of writablePlanesOf(frame).entries()) {
    const scale = channel === 0 ? 1 : 2;
    for (let y = 0; y < plane.height; y += 1) {
      for (let x = 0; x < plane.width; x += 1) {
        plane.bytes[y * plane.strideBytes + x] = painter(x * scale, y * scale, index)[channel] ?? 0;
      }
    }
  }
  return frame;
}

export async function* paintFrames(size: Size, painter: Painter, count: number): AsyncGenerator<Frame, void> {
  for (let index = 0; index < count; index += 1) {
    using frame = paintFrame(size, painter, index);
    yield frame;
  }
}

export async function encodeFrames(options: H264FileOptions, frames: AsyncIterable<Frame>): Promise<void> {
  await using file = await H264File.open(options);
  for await (const frame of frames) await file.write(frame);
  await file.finish();
}

/** The pixels of the three planes, without gaps. */
export function pixelsOf(frame: Frame): [Buffer, Buffer, Buffer] {
  const [y, u, v] = planesOf(frame).map(({ bytes, strideBytes, width, height }) =>
    Buffer.concat(
      Array.from({ length: height }, (_, row) => bytes.subarray(row * strideBytes, row * strideBytes + width)),
    ),
  );
  if (y === undefined || u === undefined || v === undefined) throw new Error('a plane is missing');
  return [y, u, v];
}

export function mean(bytes: Uint8Array): number {
  return bytes.reduce((sum, value) => sum + value, 0) / bytes.length;
}

/** Mean difference of two pictures' luma. */
export function difference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

/** All frames' pixels of a video in a shape: for small ones. */
export async function readPixels(path: string, shape: VideoShape): Promise<[Buffer, Buffer, Buffer][]> {
  const pictures: [Buffer, Buffer, Buffer][] = [];
  for await (const frame of fitVideo(path, shape)) pictures.push(pixelsOf(frame));
  return pictures;
}
