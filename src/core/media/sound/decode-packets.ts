import { AV_NOPTS_VALUE, FilterAPI, Frame, type CodecContext, type Packet, type Stream } from 'node-av';
import { checkResult, isDrained } from '../ffmpeg-result.ts';
import { openDecoder } from '../open-decoder.ts';
import { unreadable } from '../video-source.ts';
import { sampleRate, silence, type Pcm } from './pcm.ts';

/** A stretch of sound with the sample at which it starts, as its timestamp says. */
export interface Placed {
  readonly pcm: Pcm;
  readonly start: number;
}

/**
 * Decodes a stream of sound, whatever it is, to stereo at `sampleRate`. `resampling` is the filter that brings it to
 * that rate. Throws `bad-media`.
 */
export async function* decodePackets(
  packets: AsyncIterable<Packet>,
  stream: Stream,
  resampling: string,
): AsyncGenerator<Placed, void> {
  using decoder = await openDecoder(stream);
  using filter = FilterAPI.create(`${resampling},aformat=sample_fmts=fltp:channel_layouts=stereo`);
  using frame = new Frame();
  frame.alloc();
  try {
    for await (const packet of packets) {
      checkResult(await decoder.sendPacket(packet), 'decode the sound');
      yield* drain(decoder, frame, filter, stream);
    }
    checkResult(await decoder.sendPacket(null), 'decode the sound');
    yield* drain(decoder, frame, filter, stream);
    await filter.flush();
    yield* filtered(filter);
  } catch (cause) {
    throw unreadable(cause);
  }
}

async function* drain(
  decoder: CodecContext,
  frame: Frame,
  filter: FilterAPI,
  { timeBase }: Stream,
): AsyncGenerator<Placed, void> {
  for (;;) {
    const result = await decoder.receiveFrame(frame);
    if (isDrained(result)) return;
    checkResult(result, 'decode the sound');
    frame.timeBase = timeBase;
    await filter.process(frame);
    yield* filtered(filter);
  }
}

async function* filtered(filter: FilterAPI): AsyncGenerator<Placed, void> {
  for (;;) {
    const frame = await filter.receive();
    if (!(frame instanceof Frame)) return;
    try {
      if (frame.pts === AV_NOPTS_VALUE) throw new Error('sound without a time');
      yield { pcm: copySamples(frame), start: Math.round(Number(frame.pts) * frame.timeBase.toDouble() * sampleRate) };
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
