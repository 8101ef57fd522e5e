import {
  AV_CODEC_ID_H264,
  AV_PIX_FMT_YUV420P,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVCOL_RANGE_JPEG,
  type Stream,
} from 'node-av';
import { nalType, nalTypes, splitPrefixed } from '../finish/nal-units.ts';
import { toFrameRate } from '../frame-rate.ts';
import { VideoSource } from '../video-source.ts';
import { houseSize } from './house-size.ts';
import type { PictureTrack } from './picture-track.ts';
import type { Survey } from './survey.ts';

/** The part of H.264's levels that chat apps and phones play; FFmpeg writes 4.2 as 42. */
const maxLevel = 42;

/** Opens the packets of a video that has the house form already; `undefined` where they must be made anew. */
export async function copyPicture(path: string, survey: Survey): Promise<PictureTrack | undefined> {
  if (!survey.timing.constant || survey.hidden > 0 || !survey.beginsWithKeyframe) return undefined;
  const source = await VideoSource.open(path);
  const { codecpar } = source.stream;
  if (!isHouseStream(source.stream) || !(await beginsWithIdr(path))) {
    await source[Symbol.asyncDispose]();
    return undefined;
  }
  const places = placesOf(survey.ticks);
  const delay = Math.max(...places.map((place, index) => index - place));
  const frameRate = toFrameRate(survey.timing.fps);
  return {
    parameters: codecpar,
    frameRate,
    timeBase: frameRate.inv(),
    async *packets() {
      let index = 0;
      for await (const packet of source.packets()) {
        const place = places[index];
        if (place === undefined) throw new Error('the video has grown');
        packet.freeSideData();
        packet.pts = BigInt(place);
        packet.dts = BigInt(index - delay);
        packet.duration = 1n;
        index += 1;
        yield packet;
      }
    },
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  };
}

function isHouseStream({ codecpar, sampleAspectRatio }: Stream): boolean {
  const { width, height } = codecpar;
  const house = houseSize(codecpar);
  return (
    codecpar.codecId === AV_CODEC_ID_H264 &&
    codecpar.format === AV_PIX_FMT_YUV420P &&
    codecpar.colorRange !== AVCOL_RANGE_JPEG &&
    codecpar.level > 0 &&
    codecpar.level <= maxLevel &&
    house.width === width &&
    house.height === height &&
    [sampleAspectRatio, codecpar.sampleAspectRatio].every(({ num, den }) => num === 0 || num === den) &&
    codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX) === null &&
    // Parameter sets in the header, as MP4 wants them (ISO/IEC 14496-15: version 1).
    codecpar.extradata?.[0] === 1
  );
}

/** A key frame may also be one after which older pictures are still referred to; only an IDR surely is none. */
async function beginsWithIdr(path: string): Promise<boolean> {
  await using source = await VideoSource.open(path);
  const lengthBytes = ((source.stream.codecpar.extradata?.[4] ?? 0) & 3) + 1;
  for await (const { data } of source.packets()) {
    if (data === null) return false;
    try {
      return splitPrefixed(data, lengthBytes).some((unit) => nalType(unit) === nalTypes.idr);
    } catch {
      // Lengths that do not add up: what the decoder makes of it is encoded anew.
      return false;
    }
  }
  return false;
}

/** The place in showing order of each packet in decoding order. */
function placesOf(ticks: readonly bigint[]): readonly number[] {
  const shown = ticks.map((tick, index) => ({ tick, index })).toSorted((a, b) => Number(a.tick - b.tick));
  const places = Array.from<number>({ length: ticks.length });
  shown.forEach(({ index }, place) => {
    places[index] = place;
  });
  return places;
}
