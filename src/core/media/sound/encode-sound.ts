import {
  AV_CHANNEL_LAYOUT_STEREO,
  AV_CODEC_FLAG_BITEXACT,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_CODEC_ID_AAC,
  AV_SAMPLE_FMT_FLTP,
  Codec,
  CodecContext,
  CodecParameters,
  Frame,
  Packet,
  Rational,
} from 'node-av';
import { checkResult, isDrained } from '../ffmpeg-result.ts';
import { blockLength, concat, sampleRate, slice, type Pcm } from './pcm.ts';
import type { SoundTrack } from './sound-track.ts';

/** Of stereo: what people do not hear a loss at. Bits a second. */
const defaultBitrate = 160_000;

/** Encodes sound as AAC while its packets are asked for. `bitrate` is in bits a second. Dispose it. */
export async function encodeSound(sound: AsyncIterable<Pcm>, bitrate = defaultBitrate): Promise<SoundTrack> {
  const encoder = await openEncoder(bitrate);
  const parameters = new CodecParameters();
  parameters.alloc();
  checkResult(parameters.fromContext(encoder), 'describe the sound');
  return {
    parameters,
    timeBase: new Rational(1, sampleRate),
    packets: () => encodeBlocks(encoder, sound),
    [Symbol.asyncDispose]: async () => {
      parameters.free();
      encoder.freeContext();
    },
  };
}

async function* encodeBlocks(encoder: CodecContext, sound: AsyncIterable<Pcm>): AsyncGenerator<Packet, void> {
  using packet = new Packet();
  packet.alloc();
  let start = 0n;
  for await (const block of inBlocks(sound)) {
    using frame = toFrame(block);
    frame.pts = start;
    start += BigInt(frame.nbSamples);
    checkResult(await encoder.sendFrame(frame), 'encode the sound');
    yield* drain(encoder, packet);
  }
  checkResult(await encoder.sendFrame(null), 'end the sound');
  yield* drain(encoder, packet);
}

async function* drain(encoder: CodecContext, packet: Packet): AsyncGenerator<Packet, void> {
  for (;;) {
    const result = await encoder.receivePacket(packet);
    if (isDrained(result)) return;
    checkResult(result, 'encode the sound');
    yield packet;
    packet.unref();
  }
}

/** The same sound in stretches of a frame; the last one may be shorter. */
async function* inBlocks(sound: AsyncIterable<Pcm>): AsyncGenerator<Pcm, void> {
  const rest: Pcm[] = [];
  let waiting = 0;
  for await (const part of sound) {
    rest.push(part);
    waiting += part.left.length;
    if (waiting < blockLength) continue;
    const whole = concat(rest);
    const end = waiting - (waiting % blockLength);
    for (let at = 0; at < end; at += blockLength) yield slice(whole, at, at + blockLength);
    rest.splice(0, rest.length, slice(whole, end));
    waiting -= end;
  }
  if (waiting > 0) yield concat(rest);
}

function toFrame({ left, right }: Pcm): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.format = AV_SAMPLE_FMT_FLTP;
  frame.nbSamples = left.length;
  frame.sampleRate = sampleRate;
  frame.channelLayout = AV_CHANNEL_LAYOUT_STEREO;
  checkResult(frame.getBuffer(), 'make room for sound');
  [left, right].forEach((row, channel) => {
    const plane = frame.data?.[channel];
    if (plane === undefined) throw new Error('a channel is missing');
    plane.set(new Uint8Array(row.buffer, row.byteOffset, row.byteLength));
  });
  return frame;
}

async function openEncoder(bitrate: number): Promise<CodecContext> {
  const codec = Codec.findEncoder(AV_CODEC_ID_AAC);
  if (codec === null) throw new Error('this build of node-av has no AAC encoder');
  const encoder = new CodecContext();
  encoder.allocContext3(codec);
  encoder.sampleFormat = AV_SAMPLE_FMT_FLTP;
  encoder.sampleRate = sampleRate;
  encoder.channelLayout = AV_CHANNEL_LAYOUT_STEREO;
  encoder.bitRate = BigInt(bitrate);
  encoder.timeBase = new Rational(1, sampleRate);
  // MP4 keeps the settings in its header, and the file shall not depend on who wrote it.
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER, AV_CODEC_FLAG_BITEXACT);
  try {
    checkResult(await encoder.open2(codec), 'open the encoder of sound');
    return encoder;
  } catch (error) {
    encoder.freeContext();
    throw error;
  }
}
