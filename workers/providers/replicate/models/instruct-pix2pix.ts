import { z } from 'zod';
import type { ReplicateModel } from '../model.ts';
import { fileOf, smallSeed } from './fitting.ts';
import { pictureWords } from './shot-words.ts';

/** InstructPix2Pix, the paper's image-to-image: the picture, changed as an instruction says. */
export const instructPix2pix: ReplicateModel = {
  id: 'instruct-pix2pix',
  slug: 'timothybrooks/instruct-pix2pix',
  versionId: '30c1d0b916a6f8efce20493f5d61ee27491ab2a60437c13c588468b9810ec23f',
  label: 'InstructPix2Pix (Replicate)',
  makes: 'image',
  price: { 'machine-second': 0.0014, typicalS: 12 },
  fields: z.strictObject({
    image: z.string(),
    prompt: z.string(),
    negative_prompt: z.string().optional(),
    num_outputs: z.int().min(1).max(100).default(1),
    num_inference_steps: z.int().min(1).max(500),
    guidance_scale: z.number().min(1).max(20),
    image_guidance_scale: z.number().min(1),
    seed: z.int(),
  }),
  roles: {
    'image-to-image': {
      toInput: async ({ shot, image, seed }, file) => ({
        image: await fileOf(image, file),
        prompt: pictureWords(shot),
        ...(shot.negativePrompt === undefined ? {} : { negative_prompt: shot.negativePrompt }),
        num_outputs: 1,
        num_inference_steps: 100,
        guidance_scale: 7.5,
        image_guidance_scale: 1.5,
        seed: smallSeed(seed),
      }),
    },
  },
};
