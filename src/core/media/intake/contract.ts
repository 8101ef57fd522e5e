import { z } from 'zod';
import { videoFactsSchema } from '../../video-facts.ts';

/** A stranger's video and where its house form goes. */
export const takeVideoInputSchema = z.object({ path: z.string(), outPath: z.string() });
export type TakeVideoInput = z.infer<typeof takeVideoInputSchema>;

export const takeVideoOutputSchema = z.object({
  facts: videoFactsSchema,
  /** Whether the result has sound. */
  sound: z.boolean(),
  /** Whether its pictures are the original's packets, bit for bit. */
  copied: z.boolean(),
});
export type TakeVideoOutput = z.infer<typeof takeVideoOutputSchema>;

/** 0 to 100, of the frames that are made. */
export const takeVideoProgressSchema = z.object({ percent: z.number().min(0).max(100) });
export type TakeVideoProgress = z.infer<typeof takeVideoProgressSchema>;

export const extractFrameInputSchema = z.object({
  path: z.string(),
  which: z.enum(['first', 'last']),
  out: z.string(),
});
export type ExtractFrameInput = z.infer<typeof extractFrameInputSchema>;

export const extractFrameOutputSchema = z.object({ width: z.int().positive(), height: z.int().positive() });
