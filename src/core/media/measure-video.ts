import { AV_NOPTS_VALUE, AV_PKT_FLAG_DISCARD, avGetCodecName } from 'node-av';
import type { VideoFacts } from '../agents.ts';
import { unreadable, VideoSource } from './video-source.ts';

/** A video's facts, measured: frames are counted, not believed. Throws `bad-media`. */
export async function measureVideo(path: string): Promise<VideoFacts> {
  await using video = await VideoSource.open(path);
  const { codecpar, timeBase, avgFrameRate } = video.stream;
  let frames = 0;
  let firstTick = 0n;
  let endTick = 0n;
  for await (const packet of video.packets()) {
    // An edit list may hide frames that are only there to decode others.
    if (packet.hasFlags(AV_PKT_FLAG_DISCARD)) continue;
    const start = packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts;
    const end = start + packet.duration;
    if (frames === 0 || start < firstTick) firstTick = start;
    if (frames === 0 || end > endTick) endTick = end;
    frames += 1;
  }
  const measuredS = Number(endTick - firstTick) * timeBase.toDouble();
  // WebM does not always tell how long its last frame stays; a lone frame of a GIF has no duration at all.
  const durationS = measuredS > 0 ? measuredS : frames / (avgFrameRate.num > 0 ? avgFrameRate.toDouble() : 1);
  if (frames === 0) throw unreadable(new Error('no frames'));
  return {
    width: codecpar.width,
    height: codecpar.height,
    fps: roundToThousandths(frames / durationS),
    frames,
    durationS: roundToThousandths(durationS),
    codec: avGetCodecName(codecpar.codecId) ?? 'unknown',
  };
}

function roundToThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
