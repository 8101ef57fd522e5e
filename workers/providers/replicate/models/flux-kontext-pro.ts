import { z } from 'zod';
import type { ReplicateModel } from '../model.ts';
import { fileOf, smallSeed } from './fitting.ts';
import { pictureWords } from './shot-words.ts';

/** FLUX.1 Kontext pro: a picture, changed as words say, with the rest kept. */
export const fluxKontextPro: ReplicateModel = {
  id: 'flux-kontext-pro',
  slug: 'black-forest-labs/flux-kontext-pro',
  label: 'FLUX Kontext pro (Replicate)',
  makes: 'image',
  price: { turn: 0.04 },
  fields: z.strictObject({
    prompt: z.string(),
    input_image: z.string(),
    aspect_ratio: z.enum(['match_input_image']),
    seed: z.int(),
    output_format: z.enum(['jpg', 'png']),
  }),
  roles: {
    'image-to-image': {
      toInput: async ({ shot, image, seed }, file) => ({
        prompt: pictureWords(shot),
        input_image: await fileOf(image, file),
        aspect_ratio: 'match_input_image',
        seed: smallSeed(seed),
        output_format: 'png',
      }),
    },
  },
};
