import { Frame, SoftwareScaleContext, type AVColorRange, type AVColorSpace, type AVPixelFormat } from 'node-av';
import type { Size } from '../size.ts';
import { checkResult } from './ffmpeg-result.ts';

/** How a frame keeps its pixels; scalers convert by it. */
export interface PictureLayout {
  readonly format: AVPixelFormat;
  readonly colorSpace: AVColorSpace;
  readonly colorRange: AVColorRange;
}

/** A frame with memory of its own. Free it. */
export function allocateFrame({ width, height }: Size, layout: PictureLayout): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.width = width;
  frame.height = height;
  frame.format = layout.format;
  frame.colorSpace = layout.colorSpace;
  frame.colorRange = layout.colorRange;
  checkResult(frame.getBuffer(), 'make room for a picture');
  return frame;
}

/**
 * A converter that reads sizes, formats and colour matrices off its frames. Exact rounding keeps gradients smooth, and
 * without full chroma on the way to RGB all comes out two levels darker (measured).
 */
export function openScaler(): SoftwareScaleContext {
  const scaler = new SoftwareScaleContext();
  scaler.allocContext();
  checkResult(
    scaler.setOption('sws_flags', 'bilinear+accurate_rnd+full_chroma_inp+full_chroma_int+bitexact'),
    'set up the scaler',
  );
  return scaler;
}
