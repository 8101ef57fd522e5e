import { rm } from 'node:fs/promises';
import { Rational } from 'node-av';
import type { VideoFacts } from '../../video-facts.ts';
import { asProviders, damagedClip } from '../finish/damaged-clip.ts';
import { inspectVideo } from '../inspect-video.ts';
import type { TakeClipInput } from './contract.ts';
import { copyPicture } from './copy-picture.ts';
import { decodesEvenly, framesOf } from './decodes-evenly.ts';
import { encodePicture } from './encode-picture.ts';
import { lookAtVideo } from './frame-look.ts';
import type { PictureTrack } from './picture-track.ts';
import { surveyVideo, type Survey } from './survey.ts';
import { writeHouseVideo } from './write-house-video.ts';

/**
 * Makes what a provider sent ours: an MP4 in the house form (see `takeVideo`) without sound. Pictures that have that form
 * are copied bit for bit, others encoded once. With `durationS` all of its pictures are spread evenly over so many
 * seconds, by their times alone: then the rate is what that comes to. Throws `provider-failed` for a file that is no
 * video, is damaged or ends early. Leaves no file behind on failure.
 */
export async function takeClip({ path, outPath, durationS }: TakeClipInput): Promise<VideoFacts> {
  try {
    const survey = await surveyVideo(path);
    if (!(await copy(path, outPath, survey, durationS))) {
      const look = await lookAtVideo(path);
      await using picture = await encodePicture({ ...survey, look, frames: () => framesOf(path) }, () => undefined);
      const frames = Math.max(1, Math.round(survey.timing.durationS * survey.timing.fps));
      await writeHouseVideo(outPath, retimed(picture, frames, durationS), undefined);
    }
    return (await inspectVideo(outPath)).facts;
  } catch (error) {
    await rm(outPath, { force: true });
    const failure = asProviders(error);
    // What FFmpeg stumbles over in the file is the file's.
    throw failure.code === 'internal' ? damagedClip(failure.message, failure) : failure;
  }
}

/** Copies, and looks whether every picture is really there. */
async function copy(path: string, outPath: string, survey: Survey, durationS: number | undefined): Promise<boolean> {
  await using picture = await copyPicture(path, survey);
  if (picture === undefined) return false;
  await writeHouseVideo(outPath, retimed(picture, survey.ticks.length, durationS), undefined);
  return await decodesEvenly(outPath, survey.ticks.length);
}

/** Parts of a second by which rates are told apart. */
const precision = 1_000;

/** The same packets, counted in the time that each picture gets where they are to last so many seconds. */
function retimed(picture: PictureTrack, frames: number, durationS: number | undefined): PictureTrack {
  if (durationS === undefined) return picture;
  const frameRate = new Rational(frames * precision, Math.round(durationS * precision));
  return {
    parameters: picture.parameters,
    frameRate,
    timeBase: frameRate.inv(),
    packets: () => picture.packets(),
    [Symbol.asyncDispose]: () => picture[Symbol.asyncDispose](),
  };
}
