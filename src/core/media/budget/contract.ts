import { z } from 'zod';
import { videoFactsSchema } from '../../video-facts.ts';

/** A finished MP4 of ours and the most bytes that a copy of it may have. */
export const fitToBytesInputSchema = z.object({
  path: z.string(),
  /** Where the copy goes. */
  out: z.string(),
  maxBytes: z.int().positive(),
  /** Of the copy where it is encoded anew; see `Mp4Options`. */
  metadata: z.record(z.string(), z.string()).optional(),
});
export type FitToBytesInput = z.infer<typeof fitToBytesInputSchema>;

export const fitToBytesOutputSchema = z.object({
  facts: videoFactsSchema,
  sizeBytes: z.int().positive(),
  /** Whether it fitted as it was: then the copy is byte-equal. */
  copied: z.boolean(),
});
export type FitToBytesOutput = z.infer<typeof fitToBytesOutputSchema>;
