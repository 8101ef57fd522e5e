import { AV_CODEC_ID_AAC, AV_NOPTS_VALUE, AV_PROFILE_AAC_LOW, type Stream } from 'node-av';
import { VideoSource } from '../video-source.ts';

/** Sound whose packets follow each other without gaps, so that they can be copied. */
export interface SteadySound {
  /** When its first packet plays, which may be before the first frame. */
  readonly firstS: number;
}

/** Samples in a packet of AAC-LC. */
export const aacSamples = 1_024;

/** Timestamps may be off by so much, rounding and drift together. */
const maxDriftS = 0.01;

const houseRates: ReadonlySet<number> = new Set([44_100, 48_000]);

/** Whether a file's sound may be copied; `undefined` where it must be made anew. Throws `bad-media`. */
export async function surveySound(path: string): Promise<SteadySound | undefined> {
  await using source = await VideoSource.open(path);
  const stream = source.soundStream;
  if (stream === undefined || !isHouseSound(stream)) return undefined;
  const tickS = stream.timeBase.toDouble();
  const packetS = aacSamples / stream.codecpar.sampleRate;
  let firstS: number | undefined;
  let index = 0;
  for await (const { pts } of source.packets(stream)) {
    if (pts === AV_NOPTS_VALUE) return undefined;
    const startS = Number(pts) * tickS;
    firstS ??= startS;
    if (Math.abs(startS - firstS - index * packetS) > maxDriftS) return undefined;
    index += 1;
  }
  return firstS === undefined ? undefined : { firstS };
}

function isHouseSound({ codecpar }: Stream): boolean {
  return (
    codecpar.codecId === AV_CODEC_ID_AAC &&
    codecpar.profile === AV_PROFILE_AAC_LOW &&
    // Twice as many samples are a low-rate stream with its high notes described: HE-AAC.
    codecpar.frameSize === aacSamples &&
    houseRates.has(codecpar.sampleRate) &&
    (codecpar.channels === 1 || codecpar.channels === 2) &&
    // The settings in the header, as MP4 wants them.
    codecpar.extradataSize >= 2
  );
}
