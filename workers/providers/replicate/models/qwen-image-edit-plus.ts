import { z } from 'zod';
import type { ReplicateModel } from '../model.ts';
import { fileOf, smallSeed } from './fitting.ts';
import { pictureWords } from './shot-words.ts';

/** Qwen Image Edit Plus: a picture, changed as words say. */
export const qwenImageEditPlus: ReplicateModel = {
  id: 'qwen-image-edit-plus',
  slug: 'qwen/qwen-image-edit-plus',
  label: 'Qwen Image Edit Plus (Replicate)',
  makes: 'image',
  price: { turn: 0.03 },
  fields: z.strictObject({
    prompt: z.string(),
    image: z.array(z.string()).min(1),
    aspect_ratio: z.enum(['match_input_image']),
    seed: z.int(),
    output_format: z.enum(['webp', 'jpg', 'png']),
  }),
  roles: {
    'image-to-image': {
      toInput: async ({ shot, image, seed }, file) => ({
        prompt: pictureWords(shot),
        image: [await fileOf(image, file)],
        aspect_ratio: 'match_input_image',
        seed: smallSeed(seed),
        output_format: 'png',
      }),
    },
  },
};
