import { AV_NOPTS_VALUE, AV_PKT_FLAG_DISCARD, FilterAPI, type Frame } from 'node-av';
import { decodeVideo } from '../decode-video.ts';
import { filtered, fittingFilters, type VideoShape } from '../fit-video.ts';
import { toFrameRate } from '../frame-rate.ts';
import { unreadable, VideoSource } from '../video-source.ts';

/** How much memory the frames take that wait for those after them, in bytes. */
const maxHeldBytes = 64_000_000;

/** What must be known of a video before it can be played from its end. Ticks are the stream's. */
interface FrameTable {
  /** When each frame shows, in order. */
  readonly ticks: readonly bigint[];
  /** Where decoding can start, in order: when the frame shows, and where to look for it. */
  readonly keys: readonly { readonly tick: bigint; readonly seekTick: bigint }[];
  /** Which of `ticks` each frame of the result, played forwards, shows. */
  readonly row: readonly number[];
}

/**
 * The frames of `fitVideo`, last one first; without the last `skipLast` of them (the first ones of the video). Stretches
 * are decoded from the key frame before them, one after the other from the end, so that memory stays small: a video with
 * few key frames is decoded several times over. A frame is only valid until the next one is asked for. Throws `bad-media`.
 */
export async function* reverseFrames(path: string, shape: VideoShape, skipLast = 0): AsyncGenerator<Frame, void> {
  const table = await readFrameTable(path, shape.fps);
  const maxHeld = Math.max(2, Math.floor(maxHeldBytes / (shape.width * shape.height * 1.5)));
  let next = table.row.length - 1;
  while (next >= skipLast) {
    const last = at(table.row, next);
    const first = firstOfStretch(table, last, maxHeld);
    const held = await fitStretch(path, shape, table, { first, last });
    try {
      for (let shown = at(table.row, next); next >= skipLast && shown >= first; shown = table.row[next] ?? -1) {
        const frame = held.get(at(table.ticks, shown));
        if (frame === undefined) throw unreadable(new Error('a frame is missing'));
        yield frame;
        next -= 1;
      }
    } finally {
      for (const frame of held.values()) frame.free();
    }
  }
}

/** Stretches begin at key frames, or later where more frames would be held than may. */
function firstOfStretch({ ticks, keys }: FrameTable, last: number, maxHeld: number): number {
  const end = at(ticks, last);
  const key = keys.findLast(({ tick }) => tick <= end)?.tick ?? at(ticks, 0);
  let first = last;
  while (first > 0 && last - first + 1 < maxHeld && at(ticks, first - 1) >= key) first -= 1;
  return first;
}

/** The frames of a stretch, fitted, by their ticks. Free them. */
async function fitStretch(
  path: string,
  shape: VideoShape,
  table: FrameTable,
  stretch: { readonly first: number; readonly last: number },
): Promise<Map<bigint, Frame>> {
  const [start, end] = [at(table.ticks, stretch.first), at(table.ticks, stretch.last)];
  const key = table.keys.findLast(({ tick }) => tick <= start);
  const held = new Map<bigint, Frame>();
  try {
    if (key !== undefined) await decodeInto(held, path, shape, { start, end, seekTick: key.seekTick });
    // Some files cannot be searched, or not exactly.
    if (!held.has(start)) await decodeInto(held, path, shape, { start, end });
    fillGaps(held, table.ticks.slice(stretch.first, stretch.last + 1));
    return held;
  } catch (error) {
    for (const frame of held.values()) frame.free();
    throw error;
  }
}

async function decodeInto(
  held: Map<bigint, Frame>,
  path: string,
  shape: VideoShape,
  { start, end, seekTick }: { readonly start: bigint; readonly end: bigint; readonly seekTick?: bigint },
): Promise<void> {
  await using source = await VideoSource.open(path);
  if (seekTick !== undefined && !(await source.seekToKeyframeBefore(seekTick))) return;
  using filter = FilterAPI.create(fittingFilters(source.stream, shape));
  for await (const frame of decodeVideo(source)) {
    if (frame.pts > end) return;
    if (frame.pts < start || held.has(frame.pts)) continue;
    const tick = frame.pts;
    await filter.process(frame);
    for await (const fitted of filtered(filter)) {
      const kept = fitted.clone();
      if (kept === null) throw new Error('there is no memory for a frame');
      held.set(tick, kept);
    }
  }
}

/** A frame that did not decode shows as the one before it, as players do it. */
function fillGaps(held: Map<bigint, Frame>, ticks: readonly bigint[]): void {
  let before = ticks.map((tick) => held.get(tick)).find((frame) => frame !== undefined);
  for (const tick of ticks) {
    const frame = held.get(tick) ?? before?.clone() ?? undefined;
    if (frame === undefined) throw unreadable(new Error('no frames'));
    held.set(tick, frame);
    before = frame;
  }
}

async function readFrameTable(path: string, fps: number): Promise<FrameTable> {
  await using source = await VideoSource.open(path);
  const ticks: bigint[] = [];
  const keys: { tick: bigint; seekTick: bigint }[] = [];
  let end = 0n;
  for await (const packet of source.packets()) {
    const tick = packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts;
    if (packet.isKeyframe) keys.push({ tick, seekTick: packet.dts === AV_NOPTS_VALUE ? tick : packet.dts });
    // They are only there to decode others.
    if (packet.hasFlags(AV_PKT_FLAG_DISCARD)) continue;
    ticks.push(tick);
    if (tick + packet.duration > end) end = tick + packet.duration;
  }
  ticks.sort(compareTicks);
  keys.sort((a, b) => compareTicks(a.tick, b.tick));
  const [start] = ticks;
  if (start === undefined) throw unreadable(new Error('no frames'));
  const rate = toFrameRate(fps);
  const { num, den } = source.stream.timeBase;
  // Divided once, at the end: halves must round as they do forwards.
  const toPlace = (tick: bigint): number => Math.round((Number(tick - start) * rate.num * num) / (rate.den * den));
  return { ticks, keys, row: shownFrames(ticks.map(toPlace), Math.max(1, toPlace(end))) };
}

/** At each place the last frame shows whose own place is not after it. */
function shownFrames(places: readonly number[], length: number): number[] {
  let shown = 0;
  return Array.from({ length }, (_, place) => {
    while ((places[shown + 1] ?? Infinity) <= place) shown += 1;
    return shown;
  });
}

function compareTicks(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`there is no ${index} in ${list.length}`);
  return value;
}
