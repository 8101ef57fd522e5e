import { AV_PKT_DATA_DISPLAYMATRIX, FilterAPI, Frame, type Stream } from 'node-av';
import { decodeVideo } from './decode-video.ts';
import { smoothFilters } from './effects/smooth.ts';
import { toFrameRate } from './frame-rate.ts';
import { turnFilters, turnOf } from './turn.ts';
import { VideoSource } from './video-source.ts';

/** At 23.976 for 24 frames a second it is better to show one of a thousand twice. */
const smoothBelow = 0.98;

/** The shape that frames are brought into. */
export interface VideoShape {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Whether frames are made between the video's own where it has too few. Otherwise they are repeated. */
  readonly smooth?: boolean | undefined;
  /** What the colours are mixed by: BT.709 where it is not given. */
  readonly matrix?: 'bt709' | 'smpte170m' | undefined;
}

/**
 * A video's frames in another shape: upright, scaled until the shape is covered and cropped around the middle, at a
 * constant rate, yuv420p in limited range. A frame is only valid until the next one is asked for. Throws `bad-media`.
 */
export async function* fitVideo(path: string, shape: VideoShape): AsyncGenerator<Frame, void> {
  await using source = await VideoSource.open(path);
  using filter = FilterAPI.create(filtersFor(source.stream, shape));
  for await (const frame of decodeVideo(source)) {
    await filter.process(frame);
    yield* filtered(filter);
  }
  await filter.flush();
  yield* filtered(filter);
}

/** What a filter has ready. A frame is only valid until the next one is asked for. */
export async function* filtered(filter: FilterAPI): AsyncGenerator<Frame, void> {
  for (;;) {
    const frame = await filter.receive();
    if (!(frame instanceof Frame)) return;
    try {
      yield frame;
    } finally {
      frame.free();
    }
  }
}

function filtersFor(stream: Stream, shape: VideoShape): string {
  const own = stream.avgFrameRate.num > 0 ? stream.avgFrameRate.toDouble() : shape.fps;
  const fitting = fittingFilters(stream, shape);
  // Frames are put between the others in the size that is wanted: it takes long.
  if (shape.smooth === true && own < shape.fps * smoothBelow)
    return `setpts=PTS-STARTPTS,${fitting},${smoothFilters(own, shape.fps)}`;
  const rate = toFrameRate(shape.fps);
  return `setpts=PTS-STARTPTS,fps=${rate.num}/${rate.den},${fitting}`;
}

/** The part that is done to each frame: upright, in size, in colour. */
export function fittingFilters(stream: Stream, { width, height, matrix = 'bt709' }: Omit<VideoShape, 'fps'>): string {
  return [
    ...turnFilters(turnOf(stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX))),
    // Wide pixels are made square first: the sizes after this are what people see.
    'scale=w=trunc(iw*sar/2)*2:h=ih:flags=lanczos+accurate_rnd+full_chroma_int',
    `scale=w=${width}:h=${height}:force_original_aspect_ratio=increase:flags=lanczos+accurate_rnd+full_chroma_int:` +
      `out_color_matrix=${matrix}:out_range=tv`,
    `crop=${width}:${height}`,
    'setsar=1',
    'format=yuv420p',
  ].join(',');
}
