import { z } from 'zod';

/** What the sketch can be told in `mora.config.yaml`. */
export const sketchSettingsSchema = z.strictObject({
  /** Longest clip of one turn, in seconds: longer videos are chained. Absent: any length at once. */
  'clip-seconds': z.number().min(1).max(60).exactOptional(),
});
export type SketchSettings = z.infer<typeof sketchSettingsSchema>;
