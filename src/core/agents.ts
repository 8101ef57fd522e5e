import { z } from 'zod';
import { artifactIdSchema } from './artifacts/artifact.ts';
import { maxSeed, taskIdSchema, taskKinds } from './task.ts';

/** Mora's five agents, and `finish`: plain media work that needs no model. One queue each. */
export const agents = ['prompt', 'text-to-image', 'image-to-image', 'image-to-video', 'connect', 'finish'] as const;
export type Agent = (typeof agents)[number];

/** Pixels and frames of the video that a task asked for. */
const frameSchema = z.object({
  width: z.int().min(16).max(4096).multipleOf(2),
  height: z.int().min(16).max(4096).multipleOf(2),
});
const seedSchema = z.int().min(0).max(maxSeed);
const fpsSchema = z.number().min(1).max(60);

/**
 * An image that passes between agents. `memo` is what the provider that made it wants to be told when it is asked to
 * go on from it (the sketch keeps its scene there); to everybody else it is opaque.
 */
export const imageRefSchema = z.object({ artifact: artifactIdSchema, memo: z.json().optional() });
export type ImageRef = z.infer<typeof imageRefSchema>;

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

/** What the prompt agent understood; every later agent reads it. */
export const shotSchema = z.object({
  /** The enhanced prompt, for models. */
  prompt: z.string(),
  negativePrompt: z.string().optional(),
  /** How the camera moves. `none` leaves it to the agent. */
  camera: z.enum(['none', 'still', 'zoom-in', 'zoom-out', 'pan-left', 'pan-right', 'tilt-up', 'tilt-down', 'orbit']),
  /** How quick the motion is. */
  pace: z.enum(['slow', 'normal', 'fast']),
});
export type Shot = z.infer<typeof shotSchema>;

/** What goes into an agent's turn and comes out of it; both sides are checked at the provider's border. */
export const agentContracts = {
  prompt: {
    input: z.object({ kind: z.enum(taskKinds), prompt: z.string(), durationS: z.number() }),
    output: z.object({ shot: shotSchema }),
  },
  'text-to-image': {
    input: z.object({ ...frameSchema.shape, shot: shotSchema, seed: seedSchema }),
    output: z.object({ image: imageRefSchema }),
  },
  'image-to-image': {
    input: z.object({ ...frameSchema.shape, image: imageRefSchema, shot: shotSchema, seed: seedSchema }),
    output: z.object({ image: imageRefSchema }),
  },
  'image-to-video': {
    input: z.object({
      ...frameSchema.shape,
      image: imageRefSchema,
      shot: shotSchema,
      seed: seedSchema,
      durationS: z.number(),
      fps: fpsSchema,
    }),
    output: z.object({ video: artifactIdSchema, facts: videoFactsSchema }),
  },
  connect: {
    input: z.object({ ...frameSchema.shape, first: artifactIdSchema, second: artifactIdSchema, durationS: z.number() }),
    output: z.object({ video: artifactIdSchema, facts: videoFactsSchema }),
  },
  finish: {
    input: z.object({
      ...frameSchema.shape,
      fps: fpsSchema,
      durationS: z.number(),
      taskId: taskIdSchema,
      /** In the order in which they play. */
      clips: z.array(artifactIdSchema).min(1),
      /** One line for the file's own metadata: who made it from what. */
      provenance: z.string().max(4_000),
    }),
    output: z.object({
      video: artifactIdSchema,
      poster: artifactIdSchema,
      facts: videoFactsSchema,
      sizeBytes: z.int().positive(),
      sha256: z.string(),
    }),
  },
} as const satisfies Record<Agent, { input: z.ZodType; output: z.ZodType }>;

export type AgentInput<A extends Agent> = z.infer<(typeof agentContracts)[A]['input']>;
export type AgentOutput<A extends Agent> = z.infer<(typeof agentContracts)[A]['output']>;
