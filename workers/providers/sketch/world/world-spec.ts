import { z } from 'zod';
import { times, weathers } from '../paint/light.ts';
import { seasons } from '../understand/scene-spec.ts';

/** The lands that a world of blocks can have. */
export const biomes = [
  'meadow',
  'village',
  'forest',
  'desert',
  'snow',
  'mountains',
  'islands',
  'city',
  'volcano',
  'moon',
] as const;
export type Biome = (typeof biomes)[number];

/** What the words ask a world of blocks to be: all that it is made from, with its seed. */
export const worldSpecSchema = z.object({
  biome: z.enum(biomes),
  time: z.enum(times),
  weather: z.enum(weathers),
  season: z.enum(seasons).optional(),
  /** Glowing signs and edges, as of a night city of the future. */
  neon: z.boolean(),
});
export type WorldSpec = z.infer<typeof worldSpecSchema>;
