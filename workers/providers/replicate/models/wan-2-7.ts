import { z } from 'zod';
import { MoraError } from '../../../../src/core/errors.ts';
import type { ReplicateModel } from '../model.ts';
import { coveringSeconds, fileOf, firstFrame, smallSeed } from './fitting.ts';
import { clipWords, pictureWords, transitionWords } from './shot-words.ts';

const seconds = { min: 2, max: 15 };
const editedSeconds = { min: 2, max: 10 };
const resolution = '720p';
const resolutions = z.enum(['720p', '1080p']);

/** Wan 2.7: a clip of up to 15 seconds from a picture and words, led to a last frame where there is one. */
export const wan27I2v: ReplicateModel = {
  id: 'wan-2.7-i2v',
  slug: 'wan-video/wan-2.7-i2v',
  label: 'Wan 2.7 (Replicate)',
  makes: 'video',
  price: { second: 0.1 },
  motion: { videoToVideo: false, takesLastFrame: true, maxClipS: seconds.max },
  clip: { repeatsStart: true },
  fields: z.strictObject({
    prompt: z.string(),
    negative_prompt: z.string().optional(),
    first_frame: z.string(),
    last_frame: z.string().optional(),
    resolution: resolutions,
    duration: z.int().min(seconds.min).max(seconds.max),
    seed: z.int(),
  }),
  roles: {
    'image-to-video': {
      toInput: async (input, file) => ({
        prompt: clipWords(input.shot),
        ...(input.shot.negativePrompt === undefined ? {} : { negative_prompt: input.shot.negativePrompt }),
        first_frame: await firstFrame(input, file),
        resolution,
        duration: coveringSeconds(input.durationS, seconds),
        seed: smallSeed(input.seed),
      }),
    },
    connect: {
      toInput: async ({ prompt, start, end, durationS, seed }, file) => ({
        prompt: transitionWords(prompt),
        first_frame: await fileOf(start, file),
        last_frame: await fileOf(end, file),
        resolution,
        duration: coveringSeconds(durationS, seconds),
        seed: smallSeed(seed),
      }),
    },
  },
};

/** Wan 2.7 for editing: a whole video, changed as words say, with its motion kept. */
export const wan27Videoedit: ReplicateModel = {
  id: 'wan-2.7-videoedit',
  slug: 'wan-video/wan-2.7-videoedit',
  label: 'Wan 2.7 edit (Replicate)',
  makes: 'video',
  price: { second: 0.1 },
  motion: { videoToVideo: true, takesImage: false, maxEditS: editedSeconds.max },
  // It may come out a frame shorter: its timing is to stay that of the video.
  clip: { repeatsStart: false, durationS: ({ durationS }) => durationS },
  fields: z.strictObject({
    video: z.string(),
    prompt: z.string(),
    resolution: resolutions,
    duration: z.int().min(editedSeconds.min).max(editedSeconds.max),
    seed: z.int(),
  }),
  roles: {
    'image-to-video': {
      async toInput({ source, shot, durationS, seed }, file) {
        if (source === undefined) {
          throw new MoraError('bad-input', 'This model only changes whole videos. Choose another one.');
        }
        return {
          video: await file(source),
          prompt: pictureWords(shot),
          resolution,
          duration: coveringSeconds(durationS, editedSeconds),
          seed: smallSeed(seed),
        };
      },
    },
  },
};
