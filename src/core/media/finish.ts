import { rm, stat } from 'node:fs/promises';
import type { Frame } from 'node-av';
import { MoraError, toMoraError } from '../errors.ts';
import type { FinishInput, FinishOutput, FinishProgress } from './finish-contract.ts';
import { copyVideo } from './copy-video.ts';
import { fitVideo } from './fit-video.ts';
import { H264File } from './h264-file.ts';
import { inspectVideo, type VideoInspection } from './inspect-video.ts';
import { writePoster } from './poster.ts';

/** Models round what they are asked for: a video that is short by less than this holds its last frame. */
const maxHoldS = 0.5;

/**
 * Makes clips one video. A single clip that already is what was asked for is copied packet by packet, bit for bit;
 * everything else is fitted and encoded once, at `masterSettings`. Clips that are longer in sum are cut at `durationS`.
 * Throws `provider-failed` where a clip cannot be read, and leaves no file on failure.
 */
export async function finish(input: FinishInput, report: (progress: FinishProgress) => void): Promise<FinishOutput> {
  try {
    const inspections = await Promise.all(input.clips.map((clip) => ofProvider(inspectVideo(clip))));
    const [clip, inspection] = [input.clips[0], inspections[0]];
    if (inspections.length === 1 && clip !== undefined && inspection !== undefined && isAsAsked(inspection, input)) {
      await ofProvider(copyVideo(clip, input.out, input.metadata));
    } else {
      await encode(input, report);
    }
    const { facts } = await inspectVideo(input.out);
    await writePoster(input.out, facts.frames, input.posterOut);
    report({ percent: 100 });
    const { size: sizeBytes } = await stat(input.out);
    return { facts, sizeBytes };
  } catch (error) {
    await Promise.all([rm(input.out, { force: true }), rm(input.posterOut, { force: true })]);
    throw error;
  }
}

function framesAskedFor({ fps, durationS }: FinishInput): number {
  return Math.max(1, Math.round(fps * durationS));
}

function isAsAsked({ facts, plain }: VideoInspection, input: FinishInput): boolean {
  return (
    plain &&
    facts.width === input.width &&
    facts.height === input.height &&
    facts.frames === framesAskedFor(input) &&
    // Facts are rounded to thousandths; 24000/1001 and 23.976 are the same rate.
    Math.abs(facts.fps - input.fps) < 0.002
  );
}

async function encode(input: FinishInput, report: (progress: FinishProgress) => void): Promise<void> {
  const { width, height, fps, metadata, out: path } = input;
  const total = framesAskedFor(input);
  await using file = await H264File.open({ path, width, height, fps, metadata });
  using hold = new LastFrame();
  let written = 0;
  const write = async (frame: Frame): Promise<void> => {
    await file.write(frame);
    written += 1;
    report({ percent: Math.floor((written / total) * 100) });
  };
  for await (const frame of playAll(input)) {
    hold.keep(frame);
    await write(frame);
    if (written === total) break;
  }
  if (hold.frame === undefined) throw damagedClip();
  const missing = total - written;
  const held = missing < fps * maxHoldS ? missing : 0;
  for (let index = 0; index < held; index += 1) await write(hold.frame);
  await file.finish();
}

async function* playAll({ clips, width, height, fps }: FinishInput): AsyncGenerator<Frame, void> {
  try {
    for (const clip of clips) yield* fitVideo(clip, { width, height, fps });
  } catch (error) {
    throw asProviders(error);
  }
}

/** Remembers the newest frame by reference to its pixels. */
class LastFrame implements Disposable {
  frame: Frame | undefined;

  keep(frame: Frame): void {
    const kept = frame.clone() ?? undefined;
    this.frame?.free();
    this.frame = kept;
  }

  [Symbol.dispose](): void {
    this.frame?.free();
  }
}

async function ofProvider<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asProviders(error);
  }
}

/** Clips come from providers: where one is unreadable, it is not the person's file that is to blame. */
function asProviders(thrown: unknown): MoraError {
  const error = toMoraError(thrown);
  return error.code === 'bad-media' ? damagedClip(error) : error;
}

function damagedClip(cause?: MoraError): MoraError {
  const reason = cause === undefined ? {} : { cause, detail: cause.message };
  return new MoraError('provider-failed', 'A part of this video came out damaged. Please try again.', reason);
}
