import { z } from 'zod';
import type { ReplicateModel } from '../model.ts';
import { coveringFrames, fileOf, firstFrame, nearestRatioOf, smallSeed } from './fitting.ts';
import { clipWords, transitionWords } from './shot-words.ts';

/** Frames a second of the model's own, and how many it makes. */
const fps = 16;
const frames = { min: 81, max: 121 };

const common = {
  num_frames: z.int().min(frames.min).max(frames.max),
  frames_per_second: z.int().min(5).max(30),
  resolution: z.enum(['480p', '720p']),
  seed: z.int(),
};

/** Its clips at the size that costs a third: the finish scales them. */
const resolution = '480p';

/** Wan 2.2 A14B, the quick one: a clip from a picture and words, led to a last frame where there is one. */
export const wanI2vFast: ReplicateModel = {
  id: 'wan-2.2-i2v-fast',
  slug: 'wan-video/wan-2.2-i2v-fast',
  label: 'Wan 2.2 fast (Replicate)',
  makes: 'video',
  price: { turn: 0.05 },
  motion: {
    videoToVideo: false,
    takesLastFrame: true,
    maxClipS: frames.min / fps,
    fps,
    sizes: [
      { width: 832, height: 480 },
      { width: 480, height: 832 },
    ],
  },
  clip: { repeatsStart: true },
  fields: z.strictObject({ prompt: z.string(), image: z.string(), last_image: z.string().optional(), ...common }),
  roles: {
    'image-to-video': {
      toInput: async (input, file) => ({
        prompt: clipWords(input.shot),
        image: await firstFrame(input, file),
        num_frames: coveringFrames(input.durationS, fps, frames),
        frames_per_second: fps,
        resolution,
        seed: smallSeed(input.seed),
      }),
    },
    connect: {
      toInput: async ({ prompt, start, end, seed }, file) => ({
        prompt: transitionWords(prompt),
        image: await fileOf(start, file),
        last_image: await fileOf(end, file),
        num_frames: frames.min,
        frames_per_second: fps,
        resolution,
        seed: smallSeed(seed),
      }),
    },
  },
};

const ratios = ['16:9', '9:16'] as const;

/** Wan 2.2 A14B, the quick one that makes a clip from words alone. */
export const wanT2vFast: ReplicateModel = {
  id: 'wan-2.2-t2v-fast',
  slug: 'wan-video/wan-2.2-t2v-fast',
  label: 'Wan 2.2 fast, from words (Replicate)',
  makes: 'video',
  price: { turn: 0.05 },
  motion: { videoToVideo: false, textToVideo: true, takesImage: false, maxClipS: frames.max / fps, fps },
  clip: { repeatsStart: false },
  fields: z.strictObject({ prompt: z.string(), aspect_ratio: z.enum(ratios), ...common }),
  roles: {
    'image-to-video': {
      toInput: ({ shot, durationS, seed, ...size }) =>
        Promise.resolve({
          prompt: clipWords(shot),
          aspect_ratio: nearestRatioOf(size, ratios),
          num_frames: coveringFrames(durationS, fps, frames),
          frames_per_second: fps,
          resolution,
          seed: smallSeed(seed),
        }),
    },
  },
};
