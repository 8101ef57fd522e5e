import { AV_PIX_FMT_YUV420P, type Frame } from 'node-av';
import { checkResult } from '../ffmpeg-result.ts';

/** One of the three planes of a picture. */
export interface Plane {
  /** The frame's own memory: valid as long as the frame is. */
  readonly bytes: Uint8Array;
  /** Of a row, with what lies behind its pixels. */
  readonly strideBytes: number;
  readonly width: number;
  readonly height: number;
}

/** Luma and the two planes of colour difference. */
export type Planes = readonly [y: Plane, u: Plane, v: Plane];

/** The planes of a yuv420p frame, to read. */
export function planesOf(frame: Frame): Planes {
  if (frame.format !== AV_PIX_FMT_YUV420P) throw new Error('the picture is not yuv420p');
  const plane = (index: number, width: number, height: number): Plane => {
    const bytes = frame.data?.[index];
    const strideBytes = frame.linesize[index];
    if (bytes === undefined || strideBytes === undefined) throw new Error('the picture has no memory');
    return { bytes, strideBytes, width, height };
  };
  const [halfWidth, halfHeight] = [(frame.width + 1) >> 1, (frame.height + 1) >> 1];
  return [plane(0, frame.width, frame.height), plane(1, halfWidth, halfHeight), plane(2, halfWidth, halfHeight)];
}

/** The planes of a yuv420p frame, to write: others who hold the same pixels keep theirs as they are. */
export function writablePlanesOf(frame: Frame): Planes {
  checkResult(frame.makeWritable(), 'make room for a picture');
  return planesOf(frame);
}
