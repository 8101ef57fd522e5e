import { z } from 'zod';
import type { ReplicateModel } from '../model.ts';
import { fileOf, fittingSide, smallSeed } from './fitting.ts';
import { pictureWords } from './shot-words.ts';

const side = { multiple: 32, min: 256, max: 2048 };

/** FLUX.2 flex: pictures from words, or from words and pictures. */
export const flux2Flex: ReplicateModel = {
  id: 'flux-2-flex',
  slug: 'black-forest-labs/flux-2-flex',
  label: 'FLUX 2 flex (Replicate)',
  makes: 'image',
  price: { turn: 0.06 },
  fields: z.strictObject({
    prompt: z.string(),
    input_images: z.array(z.string()).max(10).optional(),
    aspect_ratio: z.enum(['custom']),
    width: z.int().min(256).max(2048),
    height: z.int().min(256).max(2048),
    safety_tolerance: z.int().min(1).max(5),
    seed: z.int(),
    output_format: z.enum(['webp', 'jpg', 'png']),
  }),
  roles: {
    'text-to-image': {
      toInput: ({ shot, width, height, seed }) =>
        Promise.resolve({
          prompt: pictureWords(shot),
          aspect_ratio: 'custom',
          width: fittingSide(width, side),
          height: fittingSide(height, side),
          safety_tolerance: 2,
          seed: smallSeed(seed),
          output_format: 'png',
        }),
    },
    'image-to-image': {
      toInput: async ({ shot, image, width, height, seed }, file) => ({
        prompt: pictureWords(shot),
        input_images: [await fileOf(image, file)],
        aspect_ratio: 'custom',
        width: fittingSide(width, side),
        height: fittingSide(height, side),
        safety_tolerance: 2,
        seed: smallSeed(seed),
        output_format: 'png',
      }),
    },
  },
};
