import { z } from 'zod';

export const takeImageInputSchema = z.object({
  path: z.string(),
  outPath: z.string(),
  /** The size that the result covers exactly, cropped around the middle; left out, it keeps its own within our limits. */
  cover: z.object({ width: z.int().positive(), height: z.int().positive() }).exactOptional(),
});
export type TakeImageInput = z.infer<typeof takeImageInputSchema>;

export const takeImageOutputSchema = z.object({ width: z.int().positive(), height: z.int().positive() });
