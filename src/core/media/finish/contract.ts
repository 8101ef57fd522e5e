import { z } from 'zod';
import { videoFactsSchema } from '../../video-facts.ts';

/**
 * A stretch of the video in the making. `kept` is a video of the house form (see the intake) whose frames stay as they
 * are; `made` is one or more clips of providers, of any size and rate.
 */
export const segmentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kept'), path: z.string() }),
  z.object({
    kind: z.literal('made'),
    /** Paths in the order in which they were made: each after the first was started from the last frame of the one before. */
    clips: z.array(z.string()).min(1),
    /** Frames of the segment at the output's rate: more are cut off. */
    frames: z.int().positive(),
    /** Plays backwards: what was made last comes first. */
    reversed: z.boolean(),
    /**
     * What of the first clip repeats its neighbours: `start` its first frame (it was started from one that is there
     * already), `both` also its last one (it was led to one that is there). Clips after the first always repeat theirs.
     */
    repeats: z.enum(['none', 'start', 'both']),
    /** Whether drift of exposure and colour is to be corrected: not for providers that do not drift. */
    matchColour: z.boolean(),
  }),
]);
export type Segment = z.infer<typeof segmentSchema>;

/** Where the sound comes from: nowhere, untouched from one file, or from the kept segments with fades between them. */
export const soundSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('copy'), path: z.string() }),
  z.object({ kind: z.literal('segments') }),
]);

/** Plain media work that makes segments one video of exactly the shape that was asked for. */
export const finishInputSchema = z.object({
  /** In the order in which they play. */
  segments: z.array(segmentSchema).min(1),
  sound: soundSchema,
  /** Even pixels. */
  width: z.int().positive().multipleOf(2),
  height: z.int().positive().multipleOf(2),
  /** Frames a second. */
  fps: z.number().positive(),
  /** Frames that are dissolved into the beginning so that the end runs into it; 0 for no loop. They are taken off the whole. */
  loopFrames: z.int().nonnegative(),
  /** Words over the picture. */
  caption: z.string().max(200).exactOptional(),
  /** Most bytes of the file. */
  maxBytes: z.int().positive().exactOptional(),
  /** See `Mp4Options`: `title`, `comment` and others that MP4 has a place for. */
  metadata: z.record(z.string(), z.string()),
  /** Where the MP4 goes. */
  out: z.string(),
  /** Where the JPEG of a telling frame goes. */
  posterOut: z.string(),
});
export type FinishInput = z.infer<typeof finishInputSchema>;

export const finishOutputSchema = z.object({
  facts: videoFactsSchema,
  sizeBytes: z.int().positive(),
  sound: z.boolean(),
});
export type FinishOutput = z.infer<typeof finishOutputSchema>;

/** 0 to 100, of the frames that are made. */
export const finishProgressSchema = z.object({ percent: z.number().min(0).max(100) });
export type FinishProgress = z.infer<typeof finishProgressSchema>;

export const probeInputSchema = z.object({ path: z.string() });
