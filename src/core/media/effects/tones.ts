import { FilterAPI, Frame } from 'node-av';
import { MoraError } from '../../errors.ts';
import { decodeVideo } from '../decode-video.ts';
import { VideoSource } from '../video-source.ts';
import { planesOf, type Plane } from './planes.ts';

/** What one plane of a picture is like, in its 8-bit numbers: mean and standard deviation. */
export interface Tone {
  readonly mean: number;
  readonly spread: number;
}

/** Exposure and colour of pictures: luma and the two colour differences, BT.709, limited range. */
export interface Tones {
  readonly y: Tone;
  readonly u: Tone;
  readonly v: Tone;
}

/** The tones of a clip. */
export interface ClipTones {
  readonly first: Tones;
  readonly last: Tones;
  /** Over all frames. */
  readonly overall: Tones;
}

/** Tones are averages: a small picture has the same ones, but for the finest grain. Pixels. */
const measuredWidth = 160;

/** Measures a clip of whatever size, rate and format. Throws `bad-media`. */
export async function measureClip(path: string): Promise<ClipTones> {
  await using source = await VideoSource.open(path);
  using filter = FilterAPI.create(
    `scale=w=${measuredWidth}:h=-2:flags=area:out_color_matrix=bt709:out_range=tv,format=yuv420p`,
  );
  const overall = { y: new Moments(), u: new Moments(), v: new Moments() };
  let first: Tones | undefined;
  let last: Tones | undefined;
  const measure = async (): Promise<void> => {
    for (;;) {
      using small = await filter.receive().then((frame) => (frame instanceof Frame ? frame : null));
      if (small === null) return;
      const [y, u, v] = planesOf(small);
      last = {
        y: overall.y.add(momentsOf(y)),
        u: overall.u.add(momentsOf(u)),
        v: overall.v.add(momentsOf(v)),
      };
      first ??= last;
    }
  };
  for await (const frame of decodeVideo(source)) {
    await filter.process(frame);
    await measure();
  }
  await filter.flush();
  await measure();
  if (first === undefined || last === undefined) {
    throw new MoraError('bad-media', 'This video shows no picture. Send one that plays.');
  }
  const { y, u, v } = overall;
  return { first, last, overall: { y: y.tone(), u: u.tone(), v: v.tone() } };
}

/** Count, sum and sum of squares: what means and spreads add up from. */
class Moments {
  #count = 0;
  #sum = 0;
  #squares = 0;

  /** Adds a picture's and says what that picture is like. */
  add(moments: { readonly count: number; readonly sum: number; readonly squares: number }): Tone {
    this.#count += moments.count;
    this.#sum += moments.sum;
    this.#squares += moments.squares;
    return toTone(moments);
  }

  tone(): Tone {
    return toTone({ count: this.#count, sum: this.#sum, squares: this.#squares });
  }
}

function toTone({ count, sum, squares }: { count: number; sum: number; squares: number }): Tone {
  const mean = sum / count;
  return { mean, spread: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

function momentsOf({ bytes, strideBytes, width, height }: Plane): { count: number; sum: number; squares: number } {
  let sum = 0;
  let squares = 0;
  for (let y = 0; y < height; y += 1) {
    let at = y * strideBytes;
    for (const end = at + width; at < end; at += 1) {
      const value = bytes[at] ?? 0;
      sum += value;
      squares += value * value;
    }
  }
  return { count: width * height, sum, squares };
}
