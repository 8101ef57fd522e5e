import { setImmediate } from 'node:timers/promises';
import { createCanvas } from '@napi-rs/canvas';
import type { Shot } from '../../../../src/core/agents.ts';
import type { VideoFacts } from '../../../../src/core/video-facts.ts';
import { VideoEncoder } from '../../../../src/core/media/video-encoder.ts';
import type { Size } from '../../../../src/core/size.ts';
import type { Change } from '../grade/part.ts';
import { rasterOf } from '../grade/raster.ts';
import type { Context } from '../paint/scene.ts';
import { paintGrain } from './grain.ts';

/** A film to be made: what it is like, and where it goes. */
export interface FilmOrder extends Size {
  readonly camera: Shot['camera'];
  readonly pace: Shot['pace'];
  readonly durationS: number;
  /** Where this lies in a longer film, in seconds: its camera goes on from part to part. */
  readonly part: { readonly startS: number; readonly totalS: number };
  /** Frames a second. */
  readonly fps: number;
  /** The MP4. */
  readonly path: string;
  /** Whether it will be joined to others and encoded again. */
  readonly joined: boolean;
}

/** Near lossless: a film that is encoded again keeps what the second encoding can show. */
const joinedCrf = 12;

/** Who waits for a film. */
export interface FilmWatch {
  /** Stops it between two frames. */
  readonly signal: AbortSignal;
  /** Share of the frames that are done, 0 to 100. */
  readonly onPercent: (percent: number) => void;
}

/** A moment to draw. */
export interface FrameMoment {
  readonly timeS: number;
  /** Counted from 0. */
  readonly frame: number;
}

/** How frames are treated when they are drawn. */
export interface Finish {
  /** Whether they get a fine grain: not where they go on from somebody's video. */
  readonly grain: boolean;
  /** Draws each of them anew. */
  readonly grade?: Change;
}

/**
 * Films what `draw` draws: exactly `durationS × fps` frames, each at its own time. The next frame is drawn while the
 * one before is encoded: where `draw` yields, the encoder takes its next step. Leaves no file when it is stopped or
 * fails.
 */
export async function film(
  order: FilmOrder,
  draw: (context: Context, moment: FrameMoment) => Generator<void>,
  { signal, onPercent }: FilmWatch,
  { grain: withGrain, grade }: Finish,
): Promise<VideoFacts> {
  const { width, height, fps, path } = order;
  const frames = Math.max(1, Math.round(order.durationS * fps));
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const grain = withGrain ? paintGrain(order) : undefined;
  await using encoder = await VideoEncoder.open({
    path,
    width,
    height,
    fps,
    ...(order.joined ? { quality: { crf: joinedCrf } } : {}),
  });
  for (let frame = 0; frame < frames; frame++) {
    signal.throwIfAborted();
    const moment = { timeS: frame / fps, frame };
    const drawing = draw(context, moment);
    while (drawing.next().done !== true) await giveWay(context);
    context.setTransform(1, 0, 0, 1, 0, 0);
    if (grain !== undefined) context.drawImage(grain, 0, 0);
    if (grade === undefined) await encoder.write(canvas.data());
    else {
      const picture = rasterOf(canvas);
      grade(picture, moment);
      await encoder.write(new Uint8Array(picture.data.buffer));
    }
    await giveWay(context);
    onPercent(Math.floor(((frame + 1) / frames) * 100));
  }
  // Awaited here: the encoder is disposed when this returns.
  return await encoder.finish();
}

/**
 * Has the strokes so far really drawn (the canvas only notes them until somebody looks), then lets the encoder take its
 * next step. Without it both wait for each other: films took a fifth longer (measured).
 */
async function giveWay(context: Context): Promise<void> {
  context.getImageData(0, 0, 1, 1);
  await setImmediate();
}
