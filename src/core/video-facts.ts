import { z } from 'zod';

/** Measured facts of a video file. */
export const videoFactsSchema = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  /** Frames a second. */
  fps: z.number().positive(),
  frames: z.int().positive(),
  durationS: z.number().positive(),
  /** Name of the video codec as FFmpeg calls it, such as `h264`. */
  codec: z.string(),
});
export type VideoFacts = z.infer<typeof videoFactsSchema>;
