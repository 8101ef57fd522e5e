import type { Frame } from 'node-av';
import { writablePlanesOf, type Plane } from './planes.ts';
import type { ClipTones, Tone, Tones } from './tones.ts';

export { measureClip, type ClipTones, type Tones } from './tones.ts';

/** A plane's new numbers: `gain * value + offset`. */
export interface ToneMap {
  readonly gain: number;
  readonly offset: number;
}

/** What a picture is to go through. */
export interface ToneMaps {
  readonly y: ToneMap;
  readonly u: ToneMap;
  readonly v: ToneMap;
}

/** How the tones of a clip are changed at its first and at its last frame; in between it is a mixture. */
export interface Correction {
  readonly start: ToneMaps;
  readonly end: ToneMaps;
}

type Channel = keyof Tones;

/** How far a map may go: of the spread, and of the mean, in 8-bit numbers. */
interface Bound {
  readonly minGain: number;
  readonly maxGain: number;
  readonly maxShift: Readonly<Record<Channel, number>>;
}

/** Below this a difference is the noise of coding and measuring, not drift. `gain` is a part of one. */
interface Tolerance {
  readonly gain: number;
  readonly shift: Readonly<Record<Channel, number>>;
}

/** At one seam, and for the pull towards the reference: what is more is a change of the scene, which is to survive. */
const bound: Bound = { minGain: 0.88, maxGain: 1.14, maxShift: { y: 14, u: 8, v: 8 } };
/** For all seams of a chain together: steps that add up to more no longer are one picture's drift. */
const chainBound: Bound = { minGain: 0.75, maxGain: 1.33, maxShift: { y: 32, u: 16, v: 16 } };

/** At a seam the same picture is seen twice: even little is a step. */
const seamTolerance: Tolerance = { gain: 0.02, shift: { y: 0.6, u: 0.5, v: 0.5 } };
/** Scenes live: clips that drift less than this from the reference do not drift. */
const driftTolerance: Tolerance = { gain: 0.04, shift: { y: 1.5, u: 1, v: 1 } };

/** A plane as even as this has no contrast to correct. */
const minSpread = 2;

const identity: ToneMap = { gain: 1, offset: 0 };
const unchanged: ToneMaps = { y: identity, u: identity, v: identity };

/**
 * Plans how clips that follow each other get one exposure and colour. Each clip was started from the last frame of the
 * one before, so what its first frame shows otherwise is drift: it is taken back in that clip and all after it, and the
 * seam does not show. What drifts within clips is pulled back until their ends, within bounds. The first clip is the
 * reference and stays as it is, unless one is given that plays before it. What is steady stays bit-equal.
 */
export function planCorrections(
  clips: readonly ClipTones[],
  reference?: { readonly last: Tones; readonly overall: Tones },
): Correction[] {
  let overall = reference?.overall;
  let before = reference?.last;
  /** What all seams until here ask for. */
  let carried = unchanged;
  let previousEnd = unchanged;
  return clips.map((clip) => {
    const step = before === undefined ? unchanged : mapAll(clip.first, before, bound, seamTolerance);
    const start = combine(step, previousEnd, clip.first, chainBound);
    carried = combine(step, carried, clip.first, chainBound);
    overall ??= clip.overall;
    const pull = mapAll(applyToTones(clip.overall, carried), overall, bound, driftTolerance);
    const end = combine(carried, pull);
    before = clip.last;
    previousEnd = end;
    return { start, end };
  });
}

/**
 * Changes a yuv420p frame in place. `progress` is its place in the clip, 0 to 1. Fractions are spread over neighbouring
 * pixels, so that even areas show no bands and nothing jumps from frame to frame.
 */
export function correct(frame: Frame, { start, end }: Correction, progress: number): void {
  const maps = (['y', 'u', 'v'] as const).map((channel) => blend(start[channel], end[channel], progress));
  if (maps.every(isIdentity)) return;
  for (const [index, plane] of writablePlanesOf(frame).entries()) {
    const map = maps[index];
    if (map !== undefined && !isIdentity(map)) applyToPlane(plane, tableOf(map, index === 0 ? 235 : 240));
  }
}

function mapAll(from: Tones, to: Tones, limit: Bound, tolerance: Tolerance): ToneMaps {
  const map = (channel: Channel): ToneMap => mapTone(from[channel], to[channel], limit, tolerance, channel);
  return { y: map('y'), u: map('u'), v: map('v') };
}

function mapTone(from: Tone, to: Tone, limit: Bound, tolerance: Tolerance, channel: Channel): ToneMap {
  const even = from.spread < minSpread || to.spread < minSpread;
  const ratio = even ? 1 : to.spread / from.spread;
  const shift = to.mean - from.mean;
  if (Math.abs(ratio - 1) <= tolerance.gain && Math.abs(shift) <= tolerance.shift[channel]) return identity;
  return bounded(ratio, shift, from.mean, limit, channel);
}

/** A map that changes the spread by `gain` and moves the mean by `shift`, as far as it may. */
function bounded(gain: number, shift: number, mean: number, limit: Bound, channel: Channel): ToneMap {
  const most = limit.maxShift[channel];
  const newGain = clamp(gain, limit.minGain, limit.maxGain);
  return { gain: newGain, offset: mean + clamp(shift, -most, most) - newGain * mean };
}

/** One change after the other; bounded, where a limit is given, by what it does to these tones. */
function combine(first: ToneMaps, second: ToneMaps, tones?: Tones, limit?: Bound): ToneMaps {
  const both = (channel: Channel): ToneMap => {
    const map = {
      gain: first[channel].gain * second[channel].gain,
      offset: second[channel].gain * first[channel].offset + second[channel].offset,
    };
    if (tones === undefined || limit === undefined || isIdentity(map)) return map;
    const { mean } = tones[channel];
    return bounded(map.gain, map.gain * mean + map.offset - mean, mean, limit, channel);
  };
  return { y: both('y'), u: both('u'), v: both('v') };
}

function applyToTones(tones: Tones, maps: ToneMaps): Tones {
  const apply = (channel: Channel): Tone => {
    const { gain, offset } = maps[channel];
    return { mean: gain * tones[channel].mean + offset, spread: gain * tones[channel].spread };
  };
  return { y: apply('y'), u: apply('u'), v: apply('v') };
}

function blend(start: ToneMap, end: ToneMap, progress: number): ToneMap {
  if (isIdentity(start) && isIdentity(end)) return identity;
  const mix = (a: number, b: number): number => a + (b - a) * progress;
  return { gain: mix(start.gain, end.gain), offset: mix(start.offset, end.offset) };
}

function isIdentity({ gain, offset }: ToneMap): boolean {
  return gain === 1 && offset === 0;
}

/** New values in sixteenths; those that were in limited range stay in it. */
function tableOf({ gain, offset }: ToneMap, white: number): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, value) => {
    const mapped = clamp(gain * value + offset, Math.min(value, 16), Math.max(value, white));
    return Math.round(mapped * 16);
  });
}

/** Thresholds in an order in which neighbours differ most (Bayer's matrix), in sixteenths. */
const thresholds = Uint8Array.of(0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5);

function applyToPlane({ bytes, strideBytes, width, height }: Plane, table: Uint16Array): void {
  for (let y = 0; y < height; y += 1) {
    const row = (y & 3) * 4;
    const start = y * strideBytes;
    for (let x = 0; x < width; x += 1) {
      const sixteenths = table[bytes[start + x] ?? 0] ?? 0;
      bytes[start + x] = (sixteenths + (thresholds[row + (x & 3)] ?? 0)) >> 4;
    }
  }
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
