import { z } from 'zod';
import { videoFactsSchema } from '../agents.ts';

/** Plain media work that makes clips one video of exactly the shape that was asked for. */
export const finishInputSchema = z.object({
  /** Paths, in the order in which they play. */
  clips: z.array(z.string()).min(1),
  /** Even pixels. */
  width: z.int().positive().multipleOf(2),
  height: z.int().positive().multipleOf(2),
  /** Frames a second. */
  fps: z.number().positive(),
  /** Longest seconds of the result: more is cut off. */
  durationS: z.number().positive(),
  /** See `Mp4Options`: `title`, `comment` and others that MP4 has a place for. */
  metadata: z.record(z.string(), z.string()),
  /** Where the MP4 goes. */
  out: z.string(),
  /** Where the JPEG of a telling frame goes. */
  posterOut: z.string(),
});
export type FinishInput = z.infer<typeof finishInputSchema>;

export const finishOutputSchema = z.object({ facts: videoFactsSchema, sizeBytes: z.int().positive() });
export type FinishOutput = z.infer<typeof finishOutputSchema>;

/** 0 to 100, of the frames that are made. */
export const finishProgressSchema = z.object({ percent: z.number().min(0).max(100) });
export type FinishProgress = z.infer<typeof finishProgressSchema>;

export const probeInputSchema = z.object({ path: z.string() });
