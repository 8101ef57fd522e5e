import type { Frame, Packet } from 'node-av';
import { toFrameRate } from '../frame-rate.ts';
import { H264Encoder, type H264EncoderOptions } from '../h264-encoder.ts';
import { Mp4Writer } from '../mp4-writer.ts';
import type { SoundTrack } from '../sound/sound-track.ts';
import { VideoSource } from '../video-source.ts';
import { joinPrefixed, splitAnnexB, splitPrefixed } from './nal-units.ts';
import { describeStream, planEncoders } from './plan-encoders.ts';
import type { CopiedPart, EncodedRun, FinishPlan } from './plan-finish.ts';
import { SoundFeed } from './sound-feed.ts';

export interface WriteVideoOptions {
  readonly plan: FinishPlan;
  readonly path: string;
  /** See `Mp4Options`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly sound: SoundTrack | undefined;
  /** The frames of a run that is encoded. */
  readonly play: (run: EncodedRun) => AsyncIterable<Frame>;
}

/**
 * Writes what was planned as one H.264 stream: copied packets as they are, the rest encoded beside them. All frames lie
 * on one grid of times without gaps, and decoding runs ahead of showing by the same distance throughout.
 */
export async function writeVideo({ plan, path, metadata, sound, play }: WriteVideoOptions): Promise<void> {
  const encoders = await planEncoders(plan);
  const frameRate = toFrameRate(plan.shape.fps);
  await using cleanup = new AsyncDisposableStack();
  const parameters = cleanup.adopt(await describeStream(plan, encoders), (native) => native.free());
  const timeBase = frameRate.inv();
  const file = cleanup.use(await Mp4Writer.open({ path, parameters, timeBase, frameRate, sound, metadata }));
  const feed = sound === undefined ? undefined : cleanup.use(new SoundFeed(sound, file));
  const copiedDelays = plan.runs.map((run) => (run.kind === 'copied' ? run.copy.delay : 0));
  const delay = Math.max(...copiedDelays, ...[...encoders.values()].map((encoder) => encoder.delay));
  let decoded = 0;
  let start = 0;
  /** A packet whose frame is the one at `place` of its run. */
  const write = async (packet: Packet, place: number): Promise<void> => {
    packet.pts = BigInt(start + place);
    packet.dts = BigInt(decoded - delay);
    packet.duration = 1n;
    if (packet.dts > packet.pts) throw new Error('a frame would be shown before it is decoded');
    decoded += 1;
    await feed?.writeUpTo((decoded - delay) * timeBase.toDouble());
    await file.write(packet);
  };
  for (const run of plan.runs) {
    if (run.kind === 'copied') {
      await copyPackets(run, write);
    } else {
      const encoder = encoders.get(run.crf);
      if (encoder === undefined) throw new Error('this run has no encoder');
      await encodeFrames(play(run), encoder.options, write);
    }
    start = decoded;
  }
  await feed?.writeUpTo(Infinity);
  await file.finish();
}

type WritePacket = (packet: Packet, place: number) => Promise<void>;

async function copyPackets({ path, copy }: CopiedPart, write: WritePacket): Promise<void> {
  await using source = await VideoSource.open(path);
  let index = 0;
  for await (const packet of source.packets()) {
    const place = copy.places[index];
    if (place === undefined) throw new Error('the video has grown');
    // The file may hold settings for players beside its pictures; the new header has them all.
    packet.freeSideData();
    const { data, isKeyframe } = packet;
    if (copy.sets.lengthBytes !== 4 && data !== null) {
      setData(packet, joinPrefixed(splitPrefixed(data, copy.sets.lengthBytes)), isKeyframe);
    }
    await write(packet, place);
    index += 1;
  }
}

async function encodeFrames(
  frames: AsyncIterable<Frame>,
  options: H264EncoderOptions,
  write: WritePacket,
): Promise<void> {
  using encoder = await H264Encoder.open(options);
  const encode = async (frame: Frame | null): Promise<void> => {
    for await (const packet of encoder.encode(frame)) {
      const { data, isKeyframe, pts } = packet;
      if (data === null) throw new Error('the encoder gave nothing');
      packet.freeSideData();
      setData(packet, joinPrefixed(splitAnnexB(data)), isKeyframe);
      await write(packet, Number(pts));
    }
  };
  for await (const frame of frames) await encode(frame);
  await encode(null);
}

/** Setting a packet's data forgets all the rest of it. */
function setData(packet: Packet, data: Buffer, isKeyframe: boolean): void {
  packet.data = data;
  packet.isKeyframe = isKeyframe;
}
