import { AVCOL_SPC_BT470BG, AVCOL_SPC_BT709, AVCOL_SPC_SMPTE170M, AVCOL_SPC_UNSPECIFIED } from 'node-av';
import type { VideoFacts } from '../../video-facts.ts';
import { MoraError } from '../../errors.ts';
import type { VideoShape } from '../fit-video.ts';
import { masterSettings, type ColourTags } from '../h264-encoder.ts';
import { hasSound } from '../sound/sound-source.ts';
import type { FinishInput, Segment } from './contract.ts';
import { asProviders } from './damaged-clip.ts';
import { inspectKept, type CopyPlan, type KeptVideo } from './kept-video.ts';
import { ParameterSetShelf } from './parameter-sets.ts';

export type MadeSegment = Extract<Segment, { kind: 'made' }>;

/** A stretch whose packets are copied. */
export interface CopiedPart {
  readonly kind: 'copied';
  readonly path: string;
  readonly frames: number;
  readonly copy: CopyPlan;
  readonly sound: boolean;
}

/** A stretch that providers made. */
export interface MadePart {
  readonly kind: 'made';
  readonly segment: MadeSegment;
  readonly frames: number;
  /** Paths of the kept videos beside it. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A kept video that cannot be copied. */
export interface KeptPart {
  readonly kind: 'kept';
  readonly path: string;
  readonly frames: number;
  readonly sound: boolean;
}

/** A stretch that is encoded; `frames` is exact. */
export type EncodedPart = KeptPart | MadePart;

/** Stretches that go through one encoder. */
export interface EncodedRun {
  readonly kind: 'encoded';
  readonly crf: number;
  readonly parts: readonly EncodedPart[];
}

/** What is written in one go. */
export type Run = CopiedPart | EncodedRun;

export interface FinishPlan {
  readonly runs: readonly Run[];
  /** All stretches in the order in which they play. */
  readonly parts: readonly (CopiedPart | EncodedPart)[];
  /** The parameter sets of what is copied. */
  readonly shelf: ParameterSetShelf;
  /** What frames are brought into before they are encoded. */
  readonly shape: VideoShape;
  /** The colours of what is copied, so that what is encoded beside it shows alike; `undefined` for ours. */
  readonly colour: ColourTags | undefined;
  /** Frames of all parts together, before a loop takes some off. */
  readonly frames: number;
}

/** How kept frames are encoded where they cannot be copied: x264's `crf` at which grain keeps a PSNR above 45 dB (measured). */
export const keptCrf = 12;

/** Looks at every segment and decides what is copied and what is encoded. Throws `bad-media` and `provider-failed`. */
export async function planFinish(input: FinishInput): Promise<FinishPlan> {
  // A caption changes every frame, and a loop shifts them all.
  const touched = input.caption !== undefined || input.loopFrames > 0;
  const shelf = new ParameterSetShelf();
  const parts: (CopiedPart | EncodedPart)[] = [];
  for (const [index, segment] of input.segments.entries()) {
    const video = await inspectSegment(segment, input);
    if (video?.copy !== undefined && !touched && hasShape(video, input) && shelf.fits(video.copy.sets)) {
      shelf.add(video.copy.sets);
      const { path, copy, facts } = video;
      parts.push({ kind: 'copied', path, copy, frames: facts.frames, sound: await isHeard(segment) });
    } else if (segment.kind === 'kept') {
      const { path } = segment;
      const next = input.segments[index + 1];
      const goesOn = next?.kind === 'made' && next.repeats !== 'none' && !next.reversed;
      const frames = video === undefined ? 0 : framesAt(video.facts, input.fps, goesOn);
      parts.push({ kind: 'kept', path, frames, sound: await isHeard(segment) });
    } else {
      const [before, after] = [input.segments[index - 1], input.segments[index + 1]].map((neighbour) =>
        neighbour?.kind === 'kept' ? neighbour.path : undefined,
      );
      parts.push({ kind: 'made', segment, frames: segment.frames, before, after });
    }
  }
  const colour = usableColour(parts);
  const matrix = colour === undefined ? undefined : matrixOf(colour, input.height);
  const { width, height, fps } = input;
  const frames = parts.reduce((sum, part) => sum + part.frames, 0);
  if (input.loopFrames * 2 > frames) throw tooShortToLoop();
  return {
    parts,
    runs: toRuns(parts, touched),
    shelf,
    shape: { width, height, fps, matrix, smooth: true },
    colour,
    frames,
  };
}

/** A kept segment's video; or that of a lone clip which may turn out to be just what was asked for. */
async function inspectSegment(segment: Segment, { segments }: FinishInput): Promise<KeptVideo | undefined> {
  if (segment.kind === 'kept') return inspectKept(segment.path);
  const [clip] = segment.clips;
  if (clip === undefined || segments.length > 1 || segment.clips.length > 1) return undefined;
  if (segment.reversed || segment.repeats !== 'none') return undefined;
  try {
    const video = await inspectKept(clip);
    return video.facts.frames === segment.frames ? video : undefined;
  } catch (error) {
    throw asProviders(error);
  }
}

function hasShape({ facts }: KeptVideo, { width, height, fps }: FinishInput): boolean {
  // Facts are rounded to thousandths; 24000/1001 and 23.976 are the same rate.
  return facts.width === width && facts.height === height && Math.abs(facts.fps - fps) < 0.002;
}

/**
 * How many frames a video has at another rate. Where another one goes on from its last frame, it ends with that: at a
 * higher rate the last frame would stand still for the rest of its time.
 */
export function framesAt(facts: VideoFacts, fps: number, goesOn: boolean): number {
  if (Math.abs(facts.fps - fps) < 0.002) return facts.frames;
  const seconds = (goesOn ? facts.frames - 1 : facts.frames) / facts.fps;
  return Math.max(1, Math.round(seconds * fps) + Number(goesOn));
}

/** What providers made is silent. */
async function isHeard(segment: Segment): Promise<boolean> {
  return segment.kind === 'kept' && hasSound(segment.path);
}

/** Neighbours that are encoded alike share an encoder. */
function toRuns(parts: readonly (CopiedPart | EncodedPart)[], touched: boolean): Run[] {
  const runs: (CopiedPart | { kind: 'encoded'; crf: number; parts: EncodedPart[] })[] = [];
  for (const part of parts) {
    if (part.kind === 'copied') {
      runs.push(part);
      continue;
    }
    const crf = part.kind === 'kept' && !touched ? keptCrf : masterSettings.crf;
    const last = runs.at(-1);
    if (last?.kind === 'encoded' && last.crf === crf) last.parts.push(part);
    else runs.push({ kind: 'encoded', crf, parts: [part] });
  }
  return runs;
}

function usableColour(parts: FinishPlan['parts']): ColourTags | undefined {
  const copied = parts.find((part) => part.kind === 'copied');
  if (copied === undefined || copied.kind !== 'copied') return undefined;
  const known = [AVCOL_SPC_BT709, AVCOL_SPC_SMPTE170M, AVCOL_SPC_BT470BG, AVCOL_SPC_UNSPECIFIED];
  return known.includes(copied.copy.colour.space) ? copied.copy.colour : undefined;
}

/** Where nothing is said, players go by the height: so does `decodeVideo`. */
function matrixOf({ space }: ColourTags, height: number): 'bt709' | 'smpte170m' {
  if (space === AVCOL_SPC_UNSPECIFIED) return height >= 720 ? 'bt709' : 'smpte170m';
  return space === AVCOL_SPC_BT709 ? 'bt709' : 'smpte170m';
}

function tooShortToLoop(): MoraError {
  return new MoraError('not-supported', 'This video is too short to be looped. Ask for a longer one.');
}
