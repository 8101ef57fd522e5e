import { Codec, CodecContext, FilterAPI, Frame, type Stream } from 'node-av';
import { checkResult, isDrained } from '../ffmpeg-result.ts';
import { sampleRate, silence, slice, type Pcm } from '../sound/pcm.ts';
import { unreadable, VideoSource } from '../video-source.ts';
import type { Stretch } from './take-sound.ts';

/** Gaps and overlaps of more than this many seconds are filled or cut; less is rounding. */
const minGapS = 0.01;

/** A file's sound from its first frame on, to the end of its last. Gaps are silence. Throws `bad-media`. */
export async function* decodeForeignSound(path: string, stretch: Stretch): AsyncGenerator<Pcm, void> {
  let left = Math.round(stretch.durationS * sampleRate);
  for await (const part of decodeFrom(path, stretch)) {
    yield slice(part, 0, left);
    left -= part.left.length;
    if (left <= 0) return;
  }
}

async function* decodeFrom(path: string, stretch: Stretch): AsyncGenerator<Pcm, void> {
  await using source = await VideoSource.open(path);
  const { soundStream: stream } = source;
  if (stream === undefined) return;
  using decoder = await openDecoder(stream);
  using filter = FilterAPI.create(filtersFor(stretch));
  using frame = new Frame();
  frame.alloc();
  try {
    for await (const packet of source.packets(stream)) {
      checkResult(await decoder.sendPacket(packet), 'decode the sound');
      yield* drain(decoder, frame, filter, stream);
    }
    checkResult(await decoder.sendPacket(null), 'decode the sound');
    yield* drain(decoder, frame, filter, stream);
    await filter.flush();
    yield* received(filter);
  } catch (cause) {
    throw unreadable(cause);
  }
}

function filtersFor({ firstS }: Stretch): string {
  return [
    `asetpts=PTS-(${firstS})/TB`,
    `aresample=${sampleRate}:async=1:min_hard_comp=${minGapS}:first_pts=0`,
    'aformat=sample_fmts=fltp:channel_layouts=stereo',
  ].join(',');
}

async function* drain(
  decoder: CodecContext,
  frame: Frame,
  filter: FilterAPI,
  { timeBase }: Stream,
): AsyncGenerator<Pcm, void> {
  for (;;) {
    const result = await decoder.receiveFrame(frame);
    if (isDrained(result)) return;
    checkResult(result, 'decode the sound');
    frame.timeBase = timeBase;
    await filter.process(frame);
    yield* received(filter);
  }
}

async function* received(filter: FilterAPI): AsyncGenerator<Pcm, void> {
  for (;;) {
    const frame = await filter.receive();
    if (!(frame instanceof Frame)) return;
    try {
      yield copySamples(frame);
    } finally {
      frame.free();
    }
  }
}

/** The frame's memory is FFmpeg's; what goes on lives longer. */
function copySamples(frame: Frame): Pcm {
  const pcm = silence(frame.nbSamples);
  [pcm.left, pcm.right].forEach((row, channel) => {
    const plane = frame.data?.[channel];
    if (plane === undefined) throw new Error('a channel is missing');
    new Uint8Array(row.buffer).set(plane.subarray(0, row.byteLength));
  });
  return pcm;
}

async function openDecoder({ codecpar, timeBase }: Stream): Promise<CodecContext> {
  const codec = Codec.findDecoder(codecpar.codecId);
  if (codec === null) throw new Error('this build of node-av lacks a decoder of sound');
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  try {
    checkResult(decoder.parametersToContext(codecpar), 'set up the decoder');
    decoder.pktTimebase = timeBase;
    checkResult(await decoder.open2(codec), 'open the decoder');
    return decoder;
  } catch (cause) {
    decoder.freeContext();
    throw unreadable(cause);
  }
}
