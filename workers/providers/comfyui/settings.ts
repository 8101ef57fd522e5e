import { z } from 'zod';

const fileName = z
  .string()
  .min(1)
  .max(300)
  .refine((name) => !name.includes('\0'), 'must be the name of a file');

/** What an operator may set for ComfyUI in `mora.config.yaml`. */
export const comfyuiSettingsSchema = z.strictObject({
  /** The folder of the operator's own workflows; absent, `workflows` beside `mora.config.yaml`. */
  workflows: z.string().min(1).optional(),
  /** Names of model files as ComfyUI lists them, where they are not called as in `model-files.ts`. */
  models: z
    .strictObject({
      'sdxl-base': fileName.optional(),
      'sdxl-refiner': fileName.optional(),
      'instruct-pix2pix': fileName.optional(),
      'qwen-edit': fileName.optional(),
      'qwen-text-encoder': fileName.optional(),
      'qwen-vae': fileName.optional(),
      'svd-xt': fileName.optional(),
      'wan-high-noise': fileName.optional(),
      'wan-low-noise': fileName.optional(),
      'wan-text-encoder': fileName.optional(),
      'wan-vae': fileName.optional(),
    })
    .optional(),
});
export type ComfyuiSettings = z.infer<typeof comfyuiSettingsSchema>;
