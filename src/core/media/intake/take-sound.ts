import {
  AV_CODEC_ID_AAC,
  AV_CODEC_ID_ALAC,
  AV_CODEC_ID_FLAC,
  AV_CODEC_ID_MP3,
  AV_CODEC_ID_OPUS,
  AV_CODEC_ID_PCM_F32BE,
  AV_CODEC_ID_PCM_F32LE,
  AV_CODEC_ID_PCM_S16BE,
  AV_CODEC_ID_PCM_S16LE,
  AV_CODEC_ID_PCM_S24BE,
  AV_CODEC_ID_PCM_S24LE,
  AV_CODEC_ID_VORBIS,
  Rational,
  type AVCodecID,
} from 'node-av';
import { encodeSound } from '../sound/encode-sound.ts';
import type { SoundTrack } from '../sound/sound-track.ts';
import { VideoSource } from '../video-source.ts';
import { decodeForeignSound } from './decode-foreign-sound.ts';
import { aacSamples, surveySound, type SteadySound } from './sound-survey.ts';
import type { Stretch } from './stretch.ts';

/** Sound in another codec is left out: the picture is what people send a video for. */
const readableCodecs: ReadonlySet<AVCodecID> = new Set([
  AV_CODEC_ID_AAC,
  AV_CODEC_ID_ALAC,
  AV_CODEC_ID_FLAC,
  AV_CODEC_ID_MP3,
  AV_CODEC_ID_OPUS,
  AV_CODEC_ID_PCM_F32BE,
  AV_CODEC_ID_PCM_F32LE,
  AV_CODEC_ID_PCM_S16BE,
  AV_CODEC_ID_PCM_S16LE,
  AV_CODEC_ID_PCM_S24BE,
  AV_CODEC_ID_PCM_S24LE,
  AV_CODEC_ID_VORBIS,
]);

/**
 * The sound that plays while the pictures do, with its zero at theirs: copied where it is AAC-LC, else made so. Nothing
 * where the video is silent or its sound is in a codec that we do not read. Throws `bad-media`.
 */
export async function takeSound(path: string, stretch: Stretch): Promise<SoundTrack | undefined> {
  const source = await VideoSource.open(path);
  const codecId = source.soundStream?.codecpar.codecId;
  const steady = await surveySound(path);
  if (steady !== undefined) return copySound(source, steady, stretch);
  await source[Symbol.asyncDispose]();
  if (codecId === undefined || !readableCodecs.has(codecId)) return undefined;
  return encodeSound(decodeForeignSound(path, stretch));
}

function copySound(source: VideoSource, { firstS }: SteadySound, stretch: Stretch): SoundTrack {
  const stream = source.soundStream;
  if (stream === undefined) throw new Error('the sound is gone');
  const rate = stream.codecpar.sampleRate;
  const first = Math.round((firstS - stretch.firstS) * rate);
  return {
    parameters: stream.codecpar,
    timeBase: new Rational(1, rate),
    async *packets() {
      let start = first;
      for await (const packet of source.packets(stream)) {
        if (start >= stretch.durationS * rate) return;
        // The packet before the first frame is kept: the decoder swings in with it.
        if (start > -2 * aacSamples) {
          packet.freeSideData();
          packet.pts = BigInt(start);
          packet.dts = packet.pts;
          packet.duration = BigInt(aacSamples);
          yield packet;
        }
        start += aacSamples;
      }
    },
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  };
}
