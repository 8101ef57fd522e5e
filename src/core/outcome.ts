import { z } from 'zod';
import { agents } from './agents.ts';
import { videoFactsSchema } from './video-facts.ts';
import { artifactIdSchema } from './artifacts/artifact.ts';
import { failureSchema } from './errors.ts';
import { stageKeySchema } from './pipeline/stage-key.ts';

/** One agent's finished turn, as it is kept and shown: who played it and how long it took. */
export const stageRecordSchema = z.object({
  /** The stage's key in its plan; empty in records of the first version, which did not keep it. */
  key: z.union([stageKeySchema, z.literal('')]).default(''),
  agent: z.enum(agents),
  /** Name of the provider that played it. */
  provider: z.string(),
  /** What to call that provider before people. */
  label: z.string(),
  /** Of the provider's work, or of its model; empty likewise. */
  version: z.string().default(''),
  /** Wall time of the turn in milliseconds. */
  ms: z.number().nonnegative(),
  /** Dollars that it cost, tries that failed included; absent where it was free or nobody knows. */
  costUsd: z.number().nonnegative().optional(),
});
export type StageRecord = z.infer<typeof stageRecordSchema>;

/** A finished video with its facts. */
export const clipSchema = z.object({
  video: artifactIdSchema,
  poster: artifactIdSchema,
  facts: videoFactsSchema,
  /** Whether it can be heard. */
  sound: z.boolean().default(false),
  /** What the maker of its last frame wants to be told when it goes on from there. */
  memo: z.json().optional(),
  sizeBytes: z.int().positive(),
  sha256: z.string(),
  seed: z.int().nonnegative(),
  /** The enhanced prompt that the models were given. */
  prompt: z.string(),
  /** In the order of the pipeline. */
  stages: z.array(stageRecordSchema),
  /** Plain sentences for the person: what was chosen, what could not be kept. */
  notes: z.array(z.string()).default([]),
  /** Whether a provider marked it as not safe for work. */
  nsfw: z.boolean().default(false),
});
export type Clip = z.infer<typeof clipSchema>;

/** How a task ended: exactly one of these reaches its thread. */
export const outcomeSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('done'), clip: clipSchema }),
  z.object({ status: z.literal('failed'), failure: failureSchema }),
  z.object({ status: z.literal('cancelled'), by: z.string().max(200) }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** An end that is decided before the stages are: by a person, or by the first failure. */
export const earlyOutcomeSchema = z.discriminatedUnion('status', [outcomeSchema.options[1], outcomeSchema.options[2]]);
export type EarlyOutcome = z.infer<typeof earlyOutcomeSchema>;

/**
 * Where an outcome arrived: in its thread, in the channel that the thread hung on, in a direct message to its owner; or
 * nowhere, because no place was left: then it is kept for its owner to fetch.
 */
export const deliveredToSchema = z.object({
  place: z.enum(['thread', 'channel', 'direct', 'kept']),
  /** Address of the message, where the platform has such. */
  url: z.url().optional(),
});
export type DeliveredTo = z.infer<typeof deliveredToSchema>;
