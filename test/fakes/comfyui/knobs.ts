import { z } from 'zod';

/** How the server behaves; a test turns what it tries. */
export const knobsSchema = z.object({
  /** Whether it heeds an id that the client brings, as servers do since the autumn of 2025. */
  ownIds: z.boolean().default(true),
  /** Whether it has `POST /api/jobs/{id}/cancel`, as servers do since the summer of 2026. */
  jobsApi: z.boolean().default(true),
  /** Whether previews say whose they are. */
  describedPreviews: z.boolean().default(true),
  /** Milliseconds that each step takes. */
  stepMs: z.number().nonnegative().default(0),
  /** Runs stop after so many steps until they are let go on. */
  pauseAfterSteps: z.int().nonnegative().optional(),
  /** Outputs are so much smaller than asked for: encoding takes time. */
  outputScale: z.number().positive().default(0.125),
});
export type Knobs = z.infer<typeof knobsSchema>;

/** What goes wrong, once. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** The next request to a path is cut: before it is heard, or after it was carried out. */
  z.object({ kind: z.literal('cut'), path: z.string(), when: z.enum(['before', 'after']) }),
  /** The next request to a path gets this answer. */
  z.object({ kind: z.literal('answer'), path: z.string(), status: z.int(), body: z.string().default('') }),
  /** The next request to a path is carried out so much later. */
  z.object({ kind: z.literal('delay'), path: z.string(), ms: z.number().nonnegative() }),
  /** The next run fails at its sampler. */
  z.object({ kind: z.literal('run-fails'), type: z.string(), message: z.string() }),
  /** The next run ends without a file. */
  z.object({ kind: z.literal('no-file') }),
]);
export type Fault = z.infer<typeof faultSchema>;
