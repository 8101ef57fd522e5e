import { AV_NOPTS_VALUE, Codec, CodecContext, FilterAPI, Frame } from 'node-av';
import { checkResult, isDrained } from '../ffmpeg-result.ts';
import { unreadable } from '../video-source.ts';
import { sampleRate, silence, silentBlocks, slice, type Pcm } from './pcm.ts';
import { SoundSource } from './sound-source.ts';

/** Timestamps of sound are rounded; what is off by less than this is not. In samples: 10 ms. */
const tolerance = sampleRate / 100;

/**
 * The sound of a kept video from its first frame on, exactly `length` samples of it: gaps and what is missing at the end
 * are silence; all of it where the video has no sound. Throws `bad-media`.
 */
export async function* decodeSound(path: string, length: number): AsyncGenerator<Pcm, void> {
  let at = 0;
  for await (const { pcm, start } of placed(path)) {
    if (start > at + tolerance) {
      const gap = Math.min(start, length) - at;
      yield* silentBlocks(gap);
      at += gap;
    }
    // What lies before the first frame, or overlaps, is not heard.
    const late = at - start > tolerance ? at - start : 0;
    const part = slice(pcm, Math.min(late, pcm.left.length), late + length - at);
    if (part.left.length > 0) yield part;
    at += part.left.length;
    if (at >= length) return;
  }
  yield* silentBlocks(length - at);
}

/** Stretches of sound with the sample at which each starts, as its timestamp says. */
async function* placed(path: string): AsyncGenerator<{ pcm: Pcm; start: number }, void> {
  await using source = await SoundSource.open(path);
  if (source === undefined) return;
  using decoder = await openDecoder(source);
  using filter = FilterAPI.create(`aresample=${sampleRate},aformat=sample_fmts=fltp:channel_layouts=stereo`);
  using frame = new Frame();
  frame.alloc();
  try {
    for await (const packet of source.packets()) {
      checkResult(await decoder.sendPacket(packet), 'decode the sound');
      yield* drain(decoder, frame, filter, source);
    }
    checkResult(await decoder.sendPacket(null), 'decode the sound');
    yield* drain(decoder, frame, filter, source);
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
  { stream }: SoundSource,
): AsyncGenerator<{ pcm: Pcm; start: number }, void> {
  for (;;) {
    const result = await decoder.receiveFrame(frame);
    if (isDrained(result)) return;
    checkResult(result, 'decode the sound');
    frame.timeBase = stream.timeBase;
    await filter.process(frame);
    yield* filtered(filter);
  }
}

async function* filtered(filter: FilterAPI): AsyncGenerator<{ pcm: Pcm; start: number }, void> {
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

async function openDecoder({ stream }: SoundSource): Promise<CodecContext> {
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  if (codec === null) throw new Error('this build of node-av has no AAC');
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  try {
    checkResult(decoder.parametersToContext(stream.codecpar), 'set up the decoder');
    decoder.pktTimebase = stream.timeBase;
    checkResult(await decoder.open2(codec), 'open the decoder');
    return decoder;
  } catch (cause) {
    decoder.freeContext();
    throw unreadable(cause);
  }
}
