import { rm } from 'node:fs/promises';
import { toMoraError } from '../../errors.ts';
import { inspectVideo } from '../inspect-video.ts';
import type { SoundTrack } from '../sound/sound-track.ts';
import { VideoSource } from '../video-source.ts';
import type { TakeVideoInput, TakeVideoOutput, TakeVideoProgress } from './contract.ts';
import { copyPicture } from './copy-picture.ts';
import { decodesEvenly, framesOf } from './decodes-evenly.ts';
import { encodePicture, type MovingPicture } from './encode-picture.ts';
import { isPicture, videoFileKind } from './file-kind.ts';
import { lookAtVideo } from './frame-look.ts';
import { damagedVideo } from './refusals.ts';
import { surveyVideo, type Survey } from './survey.ts';
import { takeSound } from './take-sound.ts';
import { openWebp } from './webp-picture.ts';
import { writeHouseVideo } from './write-house-video.ts';

type Report = (progress: TakeVideoProgress) => void;

/**
 * Makes a stranger's video ours, in the house form: MP4 with the index in front and no metadata; one H.264 stream of
 * 8-bit yuv420p at level 4.2 or below, upright, square pixels, even sides of at least 16, at most 1,920 × 1,088 pixels in
 * all, at a constant rate of at most 60, beginning with an IDR at 0; no sound or one AAC-LC stream of 44.1 or 48 kHz, mono
 * or stereo, in time with the picture. What has this form already is copied bit for bit; else it is encoded once, nearly
 * lossless. Throws `bad-media` with what to send instead. Leaves no file behind on failure.
 */
export async function takeVideo(
  { path, outPath }: TakeVideoInput,
  report: Report = () => {},
): Promise<TakeVideoOutput> {
  try {
    const kind = await videoFileKind(path);
    const { sound, copied } =
      kind === 'webp' ? await takeWebp(path, outPath, report) : await takeFilm(path, outPath, report);
    const { facts } = await inspectVideo(outPath);
    report({ percent: 100 });
    return { facts, sound, copied };
  } catch (error) {
    await rm(outPath, { force: true });
    const known = toMoraError(error);
    // What FFmpeg stumbles over in a stranger's file (pictures that change their kind half way, say) is the file's.
    throw known.code === 'internal' ? damagedVideo(known.message) : known;
  }
}

type Taken = Pick<TakeVideoOutput, 'sound' | 'copied'>;

async function takeWebp(path: string, outPath: string, report: Report): Promise<Taken> {
  await encode(await openWebp(path), outPath, undefined, report);
  return { sound: false, copied: false };
}

async function takeFilm(path: string, outPath: string, report: Report): Promise<Taken> {
  const survey = await surveyVideo(path);
  const stretch = { firstS: survey.firstS, durationS: survey.timing.durationS };
  if (await copy(path, outPath, survey)) return { sound: await hasSoundTrack(outPath), copied: true };
  const look = await lookAtVideo(path);
  if (look.transparent && survey.ticks.length === 1) throw isPicture();
  await using sound = await takeSound(path, stretch);
  await encode({ ...survey, look, frames: () => framesOf(path) }, outPath, sound, report);
  return { sound: sound !== undefined, copied: false };
}

/** Copies and looks whether what came out decodes as it should; if not, decoding will make the best of it. */
async function copy(path: string, outPath: string, survey: Survey): Promise<boolean> {
  await using picture = await copyPicture(path, survey);
  if (picture === undefined) return false;
  await using sound = await takeSound(path, { firstS: survey.firstS, durationS: survey.timing.durationS });
  await writeHouseVideo(outPath, picture, sound);
  return await decodesEvenly(outPath, survey.ticks.length);
}

async function encode(
  picture: MovingPicture,
  outPath: string,
  sound: SoundTrack | undefined,
  report: Report,
): Promise<void> {
  const total = Math.max(1, Math.round(picture.timing.durationS * picture.timing.fps));
  await using track = await encodePicture(picture, (frames) => {
    report({ percent: Math.min(99, Math.floor((frames / total) * 100)) });
  });
  await writeHouseVideo(outPath, track, sound);
}

async function hasSoundTrack(path: string): Promise<boolean> {
  await using source = await VideoSource.open(path);
  return source.soundStream !== undefined;
}
