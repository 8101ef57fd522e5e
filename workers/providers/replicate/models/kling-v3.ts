import { z } from 'zod';
import type { ReplicateModel } from '../model.ts';
import { coveringSeconds, fileOf, nearestRatioOf } from './fitting.ts';
import { clipWords, transitionWords } from './shot-words.ts';

const ratios = ['16:9', '9:16', '1:1'] as const;
const seconds = { min: 3, max: 15 };
const mode = 'standard';

/** Kling 3: from words, or from a picture and words, led to a last frame where there is one. It takes no seed. */
export const klingV3: ReplicateModel = {
  id: 'kling-v3',
  slug: 'kwaivgi/kling-v3-video',
  label: 'Kling 3 (Replicate)',
  makes: 'video',
  price: { second: 0.17 },
  motion: { videoToVideo: false, textToVideo: true, takesLastFrame: true, maxClipS: seconds.max },
  clip: { repeatsStart: true },
  fields: z.strictObject({
    prompt: z.string(),
    negative_prompt: z.string().optional(),
    start_image: z.string().optional(),
    end_image: z.string().optional(),
    duration: z.int().min(seconds.min).max(seconds.max),
    aspect_ratio: z.enum(ratios),
    mode: z.enum(['standard', 'pro']),
    generate_audio: z.literal(false),
  }),
  roles: {
    'image-to-video': {
      toInput: async ({ shot, image, durationS, width, height }, file) => ({
        prompt: clipWords(shot),
        ...(shot.negativePrompt === undefined ? {} : { negative_prompt: shot.negativePrompt }),
        ...(image === undefined ? {} : { start_image: await fileOf(image, file) }),
        duration: coveringSeconds(durationS, seconds),
        aspect_ratio: nearestRatioOf({ width, height }, ratios),
        mode,
        generate_audio: false,
      }),
    },
    connect: {
      toInput: async ({ prompt, start, end, durationS, width, height }, file) => ({
        prompt: transitionWords(prompt),
        start_image: await fileOf(start, file),
        end_image: await fileOf(end, file),
        duration: coveringSeconds(durationS, seconds),
        aspect_ratio: nearestRatioOf({ width, height }, ratios),
        mode,
        generate_audio: false,
      }),
    },
  },
};
