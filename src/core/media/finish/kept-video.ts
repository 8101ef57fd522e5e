import { AV_NOPTS_VALUE } from 'node-av';
import type { ColourTags } from '../h264-encoder.ts';
import { inspectVideo, type VideoInspection } from '../inspect-video.ts';
import { unreadable, VideoSource } from '../video-source.ts';
import { nalType, nalTypes, splitPrefixed } from './nal-units.ts';
import { readParameterSets, type ParameterSets } from './parameter-sets.ts';

/** What copying a video's packets into a longer one takes. */
export interface CopyPlan {
  readonly sets: ParameterSets;
  /** Of each packet, in decoding order: the place of its frame among the frames as they show. */
  readonly places: Uint32Array;
  /** By how many frames decoding must run ahead of showing. */
  readonly delay: number;
  readonly colour: ColourTags;
}

/** A video whose frames stay as they are. */
export interface KeptVideo extends VideoInspection {
  readonly path: string;
  /** Absent where its packets cannot stand after those of another video. */
  readonly copy?: CopyPlan;
}

/** Reads a kept video's packets once. Throws `bad-media`. */
export async function inspectKept(path: string): Promise<KeptVideo> {
  try {
    const inspection = await inspectVideo(path);
    const copy = inspection.plain ? await planCopy(path) : undefined;
    return { ...inspection, path, ...(copy === undefined ? {} : { copy }) };
  } catch (cause) {
    throw unreadable(cause);
  }
}

/**
 * A video can stand after another one when it begins with an IDR picture (nothing before it is needed) and all its
 * parameter sets are in its header: those between the pictures would speak into the other's ids.
 */
async function planCopy(path: string): Promise<CopyPlan | undefined> {
  await using source = await VideoSource.open(path);
  const { extradata, colorSpace, colorPrimaries, colorTrc } = source.stream.codecpar;
  if (extradata === null || extradata[0] !== 1) return undefined;
  const sets = readParameterSets(extradata);
  const known = [...sets.sps, ...sets.pps];
  const times: bigint[] = [];
  for await (const { data, pts } of source.packets()) {
    if (data === null || pts === AV_NOPTS_VALUE) return undefined;
    const units = splitPrefixed(data, sets.lengthBytes);
    if (times.length === 0 && !units.some((unit) => nalType(unit) === nalTypes.idr)) return undefined;
    const inBand = units.filter((unit) => [nalTypes.sps, nalTypes.pps].some((type) => type === nalType(unit)));
    if (!inBand.every((unit) => known.some((set) => set.equals(unit)))) return undefined;
    times.push(pts);
  }
  const places = placesOf(times);
  if (places === undefined) return undefined;
  const delay = places.reduce((most, place, index) => Math.max(most, index - place), 0);
  const colour = { space: colorSpace, primaries: colorPrimaries, transfer: colorTrc };
  return { sets, places, delay, colour };
}

/** The rank of each time; `undefined` where two frames claim the same one, or the first to decode is not the first to show. */
function placesOf(times: readonly bigint[]): Uint32Array | undefined {
  const sorted = times.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const ranks = new Map(sorted.map((time, rank) => [time, rank]));
  if (ranks.size < times.length || ranks.get(times[0] ?? 0n) !== 0) return undefined;
  return Uint32Array.from(times, (time) => ranks.get(time) ?? 0);
}
