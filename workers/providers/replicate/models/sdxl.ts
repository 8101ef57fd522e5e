import { z } from 'zod';
import type { ReplicateModel } from '../model.ts';
import { fittingSide, smallSeed } from './fitting.ts';
import { pictureWords } from './shot-words.ts';

const side = { multiple: 8, min: 256, max: 2048 };

/** SDXL with its refiner, as the paper has it: 40 steps, the last fifth by the refiner. */
export const sdxl: ReplicateModel = {
  id: 'sdxl',
  slug: 'stability-ai/sdxl',
  versionId: '7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc',
  label: 'SDXL with refiner (Replicate)',
  makes: 'image',
  price: { 'machine-second': 0.000975, typicalS: 10 },
  fields: z.strictObject({
    prompt: z.string(),
    negative_prompt: z.string().optional(),
    width: z.int(),
    height: z.int(),
    num_outputs: z.int().min(1).max(4).default(1),
    scheduler: z.enum([
      'DDIM',
      'DPMSolverMultistep',
      'HeunDiscrete',
      'KarrasDPM',
      'K_EULER_ANCESTRAL',
      'K_EULER',
      'PNDM',
    ]),
    num_inference_steps: z.int().min(1).max(500),
    guidance_scale: z.number().min(1).max(50),
    seed: z.int(),
    refine: z.enum(['no_refiner', 'expert_ensemble_refiner', 'base_image_refiner']),
    high_noise_frac: z.number().min(0).max(1),
    apply_watermark: z.boolean(),
  }),
  roles: {
    'text-to-image': {
      toInput: ({ shot, width, height, seed }) =>
        Promise.resolve({
          prompt: pictureWords(shot),
          ...(shot.negativePrompt === undefined ? {} : { negative_prompt: shot.negativePrompt }),
          width: fittingSide(width, side),
          height: fittingSide(height, side),
          num_outputs: 1,
          scheduler: 'K_EULER',
          num_inference_steps: 40,
          guidance_scale: 7.5,
          seed: smallSeed(seed),
          refine: 'expert_ensemble_refiner',
          high_noise_frac: 0.8,
          apply_watermark: false,
        }),
    },
  },
};
