import { z } from 'zod';
import type { ReplicateModel } from '../../../../workers/providers/replicate/model.ts';

const words = (prompt: string, motion?: string): string => (motion === undefined ? prompt : `${prompt}, ${motion}`);

/** Official, paid by the picture. */
export const stillModel: ReplicateModel = {
  id: 'still',
  slug: 'acme/still',
  label: 'Still on Replicate',
  makes: 'image',
  price: { turn: 0.003 },
  fields: z.strictObject({
    prompt: z.string(),
    width: z.int().min(64).max(2048),
    height: z.int().min(64).max(2048),
    seed: z.int().min(0),
    output_format: z.enum(['png', 'webp']).default('png'),
    steps: z.int().min(1).max(8).default(4),
  }),
  roles: {
    'text-to-image': {
      toInput: ({ shot, width, height, seed }) => Promise.resolve({ prompt: shot.prompt, width, height, seed }),
    },
  },
};

/** Of the community, run by version, paid by its machine's time. */
export const changeModel: ReplicateModel = {
  id: 'change',
  slug: 'somebody/change',
  versionId: 'c4'.repeat(32),
  label: 'Change on Replicate',
  makes: 'image',
  price: { 'machine-second': 0.001, typicalS: 10 },
  fields: z.strictObject({
    image: z.string(),
    prompt: z.string(),
    guidance: z.number().min(1).max(20).default(7.5),
  }),
  roles: {
    'image-to-image': {
      toInput: async ({ shot, image }, file) => ({ prompt: shot.prompt, image: await file(image.artifact) }),
    },
  },
};

/** Official, paid by the second of video, with a first and a last frame. */
export const motionModel: ReplicateModel = {
  id: 'motion',
  slug: 'acme/motion',
  label: 'Motion on Replicate',
  makes: 'video',
  price: { second: 0.05 },
  motion: { videoToVideo: false, takesLastFrame: true, maxClipS: 2 },
  clip: { repeatsStart: true, durationS: ({ durationS }) => durationS },
  fields: z.strictObject({
    prompt: z.string(),
    image: z.string(),
    last_image: z.string().optional(),
    num_frames: z.int().min(4).max(121).default(8),
    frames_per_second: z.int().min(5).max(30).default(8),
    seed: z.int().min(0),
  }),
  roles: {
    'image-to-video': {
      async toInput({ shot, image, seed }, file) {
        if (image === undefined) throw new Error('no picture');
        return { prompt: words(shot.prompt, shot.motion), image: await file(image.artifact), seed };
      },
    },
    connect: {
      toInput: async ({ prompt, start, end, seed }, file) => ({
        prompt: words('a smooth transition', prompt),
        image: await file(start.artifact),
        last_image: await file(end.artifact),
        seed,
      }),
    },
  },
};

export const testModels = [stillModel, changeModel, motionModel];
