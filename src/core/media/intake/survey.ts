import { AV_NOPTS_VALUE, AV_PKT_FLAG_CORRUPT, AV_PKT_FLAG_DISCARD, type Packet } from 'node-av';
import { mediaLimits } from '../media-limits.ts';
import { VideoSource } from '../video-source.ts';
import { timeFrames, type FrameTiming } from './frame-timing.ts';
import { checkVideoHeader, damagedVideo, tooLong } from './refusals.ts';

/** What a first reading of a file's packets tells; nothing is decoded. */
export interface Survey {
  readonly timing: FrameTiming;
  /** When each frame shows, in ticks of the picture's time base, in decoding order. */
  readonly ticks: readonly bigint[];
  /** When the first frame shows: the zero of the house form. */
  readonly firstS: number;
  /** Frames that are only there to decode others. */
  readonly hidden: number;
  readonly beginsWithKeyframe: boolean;
}

/** Headers are rounded, and a last packet may not say how long it lasts: so much may be missing at the end. */
const missingToleranceS = 0.25;

/** Reads a whole video, packet by packet. Throws `bad-media`, also where it ends before its header says. */
export async function surveyVideo(path: string): Promise<Survey> {
  await using source = await VideoSource.open(path, { checkHeader: checkVideoHeader });
  const tickS = source.stream.timeBase.toDouble();
  const ticks: bigint[] = [];
  let hidden = 0;
  let endTick = 0n;
  let beginsWithKeyframe = false;
  let fileEndS = 0;
  for await (const packet of source.allPackets()) {
    if (packet.hasFlags(AV_PKT_FLAG_CORRUPT)) throw damagedVideo('a packet is cut off');
    fileEndS = Math.max(fileEndS, Number(startOf(packet) + packet.duration) * source.tickSOf(packet));
    if (packet.streamIndex !== source.stream.index) continue;
    if (ticks.length + hidden === 0) beginsWithKeyframe = packet.isKeyframe;
    if (packet.hasFlags(AV_PKT_FLAG_DISCARD)) {
      hidden += 1;
      continue;
    }
    const tick = startOf(packet);
    ticks.push(tick);
    if (tick + packet.duration > endTick) endTick = tick + packet.duration;
    if (ticks.length + hidden > mediaLimits.video.maxFrames) throw tooLong();
  }
  if (ticks.length === 0) throw damagedVideo('no frames');
  const startsS = ticks.map((tick) => Number(tick) * tickS).toSorted((a, b) => a - b);
  const firstS = startsS[0] ?? 0;
  const timing = timeFrames(startsS, Number(endTick) * tickS);
  if (timing.durationS > mediaLimits.video.maxDurationS) throw tooLong();
  const endS = Math.max(fileEndS, firstS + timing.durationS);
  if (source.promisedS - endS > missingToleranceS) throw damagedVideo(`ends at ${endS} of ${source.promisedS} s`);
  return { timing, ticks, firstS, hidden, beginsWithKeyframe };
}

function startOf({ pts, dts }: Packet): bigint {
  if (pts !== AV_NOPTS_VALUE) return pts;
  return dts === AV_NOPTS_VALUE ? 0n : dts;
}
