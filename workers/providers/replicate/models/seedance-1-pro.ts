import { z } from 'zod';
import type { ReplicateModel } from '../model.ts';
import { coveringSeconds, fileOf, nearestRatioOf, smallSeed } from './fitting.ts';
import { clipWords, transitionWords } from './shot-words.ts';

const ratios = ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9'] as const;
const seconds = { min: 2, max: 12 };
const fps = 24;
const resolution = '480p';

/** Seedance 1 pro: from words, or from a picture and words, led to a last frame where there is one. */
export const seedance1Pro: ReplicateModel = {
  id: 'seedance-1-pro',
  slug: 'bytedance/seedance-1-pro',
  label: 'Seedance 1 pro (Replicate)',
  makes: 'video',
  price: { second: 0.03 },
  motion: { videoToVideo: false, textToVideo: true, takesLastFrame: true, maxClipS: seconds.max, fps },
  clip: { repeatsStart: true },
  fields: z.strictObject({
    prompt: z.string(),
    image: z.string().optional(),
    last_frame_image: z.string().optional(),
    duration: z.int().min(seconds.min).max(seconds.max),
    resolution: z.enum(['480p', '720p', '1080p']),
    aspect_ratio: z.enum(ratios),
    fps: z.int().min(fps).max(fps),
    camera_fixed: z.boolean(),
    seed: z.int(),
  }),
  roles: {
    'image-to-video': {
      toInput: async ({ shot, image, durationS, seed, width, height }, file) => ({
        prompt: clipWords(shot),
        ...(image === undefined ? {} : { image: await fileOf(image, file) }),
        duration: coveringSeconds(durationS, seconds),
        resolution,
        aspect_ratio: nearestRatioOf({ width, height }, ratios),
        fps,
        camera_fixed: shot.camera === 'still',
        seed: smallSeed(seed),
      }),
    },
    connect: {
      toInput: async ({ prompt, start, end, durationS, seed, width, height }, file) => ({
        prompt: transitionWords(prompt),
        image: await fileOf(start, file),
        last_frame_image: await fileOf(end, file),
        duration: coveringSeconds(durationS, seconds),
        resolution,
        aspect_ratio: nearestRatioOf({ width, height }, ratios),
        fps,
        camera_fixed: false,
        seed: smallSeed(seed),
      }),
    },
  },
};
