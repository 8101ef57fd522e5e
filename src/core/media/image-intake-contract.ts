import { z } from 'zod';

export const takeImageInputSchema = z.object({ path: z.string(), outPath: z.string() });
export type TakeImageInput = z.infer<typeof takeImageInputSchema>;

export const takeImageOutputSchema = z.object({ width: z.int().positive(), height: z.int().positive() });
