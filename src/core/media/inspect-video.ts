import {
  AV_NOPTS_VALUE,
  AV_PIX_FMT_YUV420P,
  AV_PKT_DATA_DISPLAYMATRIX,
  AV_PKT_FLAG_DISCARD,
  avGetCodecName,
  type Stream,
} from 'node-av';
import type { VideoFacts } from '../video-facts.ts';
import { MoraError } from '../errors.ts';
import { mediaLimits } from './media-limits.ts';
import { unreadable, VideoSource } from './video-source.ts';

/** A video's facts and what decides whether its packets may be copied as they are. */
export interface VideoInspection {
  readonly facts: VideoFacts;
  /** H.264 that any player takes: 8-bit 4:2:0, level ≤ 4.2, square pixels, upright, begins with a key frame, nothing hidden. */
  readonly plain: boolean;
}

/** The part of H.264's levels that chat apps and phones play; FFmpeg writes 4.2 as 42. */
const maxLevel = 42;

/** Reads a video of whatever origin once, packet by packet. Throws `bad-media`, also past `mediaLimits.video`'s results. */
export async function inspectVideo(path: string): Promise<VideoInspection> {
  await using source = await VideoSource.open(path);
  const { codecpar, timeBase, avgFrameRate } = source.stream;
  refuseLarge(codecpar.width, codecpar.height);
  let frames = 0;
  let hidden = 0;
  let beginsWithKey = false;
  let firstTick = 0n;
  let endTick = 0n;
  for await (const packet of source.packets()) {
    if (frames === 0 && hidden === 0) beginsWithKey = packet.isKeyframe;
    // An edit list may hide frames that are only there to decode others.
    if (packet.hasFlags(AV_PKT_FLAG_DISCARD)) {
      hidden += 1;
      continue;
    }
    const start = packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts;
    const end = start + packet.duration;
    if (frames === 0 || start < firstTick) firstTick = start;
    if (frames === 0 || end > endTick) endTick = end;
    frames += 1;
    if (frames > mediaLimits.video.maxResultFrames) throw tooLong();
  }
  if (frames === 0) throw unreadable(new Error('no frames'));
  const measuredS = Number(endTick - firstTick) * timeBase.toDouble();
  // A lone frame of a GIF has no duration at all.
  const durationS = measuredS > 0 ? measuredS : frames / (avgFrameRate.num > 0 ? avgFrameRate.toDouble() : 1);
  if (durationS > mediaLimits.video.maxResultS) throw tooLong();
  const facts: VideoFacts = {
    width: codecpar.width,
    height: codecpar.height,
    fps: toThousandths(frames / durationS),
    frames,
    durationS: toThousandths(durationS),
    codec: avGetCodecName(codecpar.codecId) ?? 'unknown',
  };
  return { facts, plain: beginsWithKey && hidden === 0 && facts.codec === 'h264' && isPlainStream(source.stream) };
}

function isPlainStream({ codecpar, sampleAspectRatio }: Stream): boolean {
  return (
    codecpar.format === AV_PIX_FMT_YUV420P &&
    codecpar.level > 0 &&
    codecpar.level <= maxLevel &&
    (sampleAspectRatio.num === 0 || sampleAspectRatio.num === sampleAspectRatio.den) &&
    codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX) === null
  );
}

function refuseLarge(width: number, height: number): void {
  if (width * height <= mediaLimits.video.maxPixels) return;
  throw new MoraError('bad-media', `This video has ${width} × ${height} pixels. Send one of at most 3840 × 2160.`);
}

function tooLong(): MoraError {
  return new MoraError('bad-media', `This video is too long. Take at most ${mediaLimits.video.maxResultS} seconds.`);
}

function toThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
