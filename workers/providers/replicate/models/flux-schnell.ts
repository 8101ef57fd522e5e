import { z } from 'zod';
import type { ReplicateModel } from '../model.ts';
import { nearestRatioOf, smallSeed } from './fitting.ts';
import { pictureWords } from './shot-words.ts';

const ratios = ['1:1', '16:9', '21:9', '3:2', '2:3', '4:5', '5:4', '3:4', '4:3', '9:16', '9:21'] as const;

/** FLUX.1 schnell: a picture in a second. */
export const fluxSchnell: ReplicateModel = {
  id: 'flux-schnell',
  slug: 'black-forest-labs/flux-schnell',
  label: 'FLUX schnell (Replicate)',
  makes: 'image',
  price: { turn: 0.003 },
  fields: z.strictObject({
    prompt: z.string(),
    aspect_ratio: z.enum(ratios),
    num_outputs: z.int().min(1).max(4).default(1),
    num_inference_steps: z.int().min(1).max(4).default(4),
    seed: z.int(),
    output_format: z.enum(['webp', 'jpg', 'png']),
  }),
  roles: {
    'text-to-image': {
      toInput: ({ shot, seed, ...size }) =>
        Promise.resolve({
          prompt: pictureWords(shot),
          aspect_ratio: nearestRatioOf(size, ratios),
          num_outputs: 1,
          num_inference_steps: 4,
          seed: smallSeed(seed),
          output_format: 'png',
        }),
    },
  },
};
