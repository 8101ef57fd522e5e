import { z } from 'zod';
import { artifactIdSchema } from './artifacts/artifact.ts';
import { taskIdSchema } from './task-id.ts';
import { videoFactsSchema } from './video-facts.ts';

/** A video that a task starts from, as it is kept: in the house form of the intake. */
export const videoInputSchema = z.object({
  artifact: artifactIdSchema,
  facts: videoFactsSchema,
  /** Whether it can be heard. */
  sound: z.boolean(),
  /** The clip that it is, where the studio made it: its id is its task's. */
  clip: taskIdSchema.optional(),
  /** What the maker of its last frame wants to be told when it goes on from there. */
  memo: z.json().optional(),
  /** Whether a provider marked it as not safe for work: what is made from it is taken for the same. */
  nsfw: z.boolean().optional(),
});
export type VideoInput = z.infer<typeof videoInputSchema>;
