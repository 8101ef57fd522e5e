import {
  AV_CODEC_ID_GIF,
  AV_FRAME_FLAG_INTERLACED,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVCOL_PRI_BT2020,
  AVCOL_TRC_ARIB_STD_B67,
  AVCOL_TRC_SMPTE2084,
  type Frame,
} from 'node-av';
import type { Size } from '../../size.ts';
import { decodeVideo } from '../decode-video.ts';
import { VideoSource } from '../video-source.ts';
import { damagedVideo } from './refusals.ts';
import { turnOf, type Turn } from '../turn.ts';

/** What must be done to a video's frames before they have the house form. */
export interface FrameLook {
  /** As they are stored. */
  readonly size: Size;
  /** Width of a pixel divided by its height. */
  readonly pixelAspect: number;
  readonly turn: Turn;
  readonly interlaced: boolean;
  /** May be seen through. */
  readonly transparent: boolean;
  /** `pq` and `hlg` are HDR; `wide` has more colours than BT.709 but its range of light. */
  readonly light: 'standard' | 'wide' | 'pq' | 'hlg';
}

/** Pixels that are longer than this are a broken header. */
const maxPixelAspect = 8;

/** Looks at the first frame of a video, as it is decoded. Throws `bad-media`. */
export async function lookAtVideo(path: string): Promise<FrameLook> {
  await using source = await VideoSource.open(path);
  const { codecpar, sampleAspectRatio } = source.stream;
  for await (const frame of decodeVideo(source)) {
    const { num, den } = sampleAspectRatio.num > 0 ? sampleAspectRatio : frame.sampleAspectRatio;
    const aspect = num > 0 && den > 0 ? num / den : 1;
    return {
      size: { width: frame.width, height: frame.height },
      pixelAspect: aspect <= maxPixelAspect && aspect >= 1 / maxPixelAspect ? aspect : 1,
      turn: turnOf(codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX)),
      interlaced: frame.hasFlags(AV_FRAME_FLAG_INTERLACED),
      transparent: codecpar.codecId === AV_CODEC_ID_GIF,
      light: lightOf(frame),
    };
  }
  throw damagedVideo('no frame can be decoded');
}

function lightOf({ colorTrc, colorPrimaries }: Frame): FrameLook['light'] {
  if (colorTrc === AVCOL_TRC_SMPTE2084) return 'pq';
  if (colorTrc === AVCOL_TRC_ARIB_STD_B67) return 'hlg';
  return colorPrimaries === AVCOL_PRI_BT2020 ? 'wide' : 'standard';
}
