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

/** What a provider sent, where its house form goes, and how many seconds it is to last where that is not its own. */
export const takeClipInputSchema = z.object({
  path: z.string(),
  outPath: z.string(),
  durationS: z.number().positive().exactOptional(),
});
export type TakeClipInput = z.infer<typeof takeClipInputSchema>;

/** A video, how many of its frames are wanted, and the folder that they go into. */
export const sampleFramesInputSchema = z.object({
  path: z.string(),
  count: z.int().min(1).max(32),
  outDirectory: z.string(),
});
export type SampleFramesInput = z.infer<typeof sampleFramesInputSchema>;

export const sampleFramesOutputSchema = z.object({ paths: z.array(z.string()) });

export const extractFrameInputSchema = z.object({
  path: z.string(),
  which: z.enum(['first', 'last']),
  out: z.string(),
});
export type ExtractFrameInput = z.infer<typeof extractFrameInputSchema>;

export const extractFrameOutputSchema = z.object({ width: z.int().positive(), height: z.int().positive() });
