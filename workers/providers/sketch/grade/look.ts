import { z } from 'zod';
import { times, weathers } from '../paint/light.ts';
import { seasons } from '../understand/scene-spec.ts';

/** Ways to draw a photograph anew. */
export const styles = [
  'none',
  'black-and-white',
  'sepia',
  'cartoon',
  'pixel-art',
  'watercolour',
  'oil',
  'noir',
] as const;

/** How a photograph shall look: what the words ask to be changed. */
export const lookSchema = z.object({
  style: z.enum(styles),
  time: z.enum(times).optional(),
  weather: z.enum(weathers).optional(),
  season: z.enum(seasons).optional(),
  /** -1 much darker, 1 much brighter. */
  brightness: z.number().min(-1).max(1),
  /** -1 much softer, 1 much harder. */
  contrast: z.number().min(-1).max(1),
  /** A colour cast, `#rrggbb`. */
  cast: z
    .string()
    .regex(/^#[0-9a-f]{6}$/u)
    .optional(),
});
export type Look = z.infer<typeof lookSchema>;
