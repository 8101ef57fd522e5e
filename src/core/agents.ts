import { z } from 'zod';
import { artifactIdSchema } from './artifacts/artifact.ts';
import { taskIdSchema } from './task-id.ts';
import { maxSeed, taskKinds } from './task.ts';
import { videoFactsSchema } from './video-facts.ts';

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

/** What the prompt agent understood; every later agent reads it. */
export const shotSchema = z.object({
  /** The enhanced prompt, for models. */
  prompt: z.string(),
  negativePrompt: z.string().optional(),
  /** How the camera moves. `none` leaves it to the agent. */
  camera: z.enum([
    'none',
    'still',
    'zoom-in',
    'zoom-out',
    'pan-left',
    'pan-right',
    'tilt-up',
    'tilt-down',
    'orbit',
    'walk',
  ]),
  /** How quick the motion is. */
  pace: z.enum(['slow', 'normal', 'fast']),
  /** Who or what it is about, where, and in which style: a few English words each. */
  subject: z.string().optional(),
  setting: z.string().optional(),
  style: z.string().optional(),
  /** What moves, clip by clip of a chain: the script of a long video, each going on from the one before. */
  script: z.array(z.string()).optional(),
  /** What moves in the clip at hand; the worker takes it from the script. */
  motion: z.string().optional(),
});
export type Shot = z.infer<typeof shotSchema>;

/** A finished turn may say a plain sentence to the person: what was chosen, what could not be kept. */
const noteSchema = z.string().max(300).optional();

/** Whether the provider marked what it made as not safe for work. */
const nsfwSchema = z.boolean().optional();

/** What the finish puts one after the other; see `core/media/finish/contract.ts`, where the same stands with paths. */
export const finishSegmentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kept'), video: artifactIdSchema }),
  z.object({
    kind: z.literal('made'),
    clips: z.array(artifactIdSchema).min(1),
    frames: z.int().positive(),
    reversed: z.boolean(),
    repeats: z.enum(['none', 'start', 'both']),
    matchColour: z.boolean(),
  }),
]);
export type FinishSegment = z.infer<typeof finishSegmentSchema>;

/** What goes into an agent's turn and comes out of it; both sides are checked at the provider's border. */
export const agentContracts = {
  prompt: {
    input: z.object({
      kind: z.enum(taskKinds),
      prompt: z.string(),
      durationS: z.number(),
      /** Clips that the video will be chained from, 1 where absent: as many parts its script has. */
      clips: z.int().positive().optional(),
    }),
    output: z.object({ shot: shotSchema, note: noteSchema }),
  },
  'text-to-image': {
    input: z.object({ ...frameSchema.shape, shot: shotSchema, seed: seedSchema }),
    output: z.object({ image: imageRefSchema, nsfw: nsfwSchema }),
  },
  'image-to-image': {
    input: z.object({ ...frameSchema.shape, image: imageRefSchema, shot: shotSchema, seed: seedSchema }),
    output: z.object({ image: imageRefSchema, nsfw: nsfwSchema }),
  },
  /** Sets an image in motion; or, where the provider can (`videoToVideo`), makes a video anew and keeps its motion. */
  'image-to-video': {
    input: z.object({
      ...frameSchema.shape,
      /** The frame to start from. Absent where there is a source, and where a video is made from words alone. */
      image: imageRefSchema.optional(),
      /** The video to make anew, frame by frame. */
      source: artifactIdSchema.optional(),
      /** Whether the image is a frame of a video that the clip is joined to there: then nothing may jump, and motion goes on. */
      continues: z.boolean(),
      /**
       * Where the clip lies in what is being made, in seconds: a chain is one film, whose camera goes on from clip to
       * clip.
       */
      part: z.object({ startS: z.number().nonnegative(), totalS: z.number().positive() }),
      shot: shotSchema,
      seed: seedSchema,
      durationS: z.number(),
      fps: fpsSchema,
    }),
    output: z.object({
      video: artifactIdSchema,
      facts: videoFactsSchema,
      /** Whether the first frame of the clip is the image that it was started from. */
      repeatsStart: z.boolean(),
      /** Whether exposure and colour surely stay as they were in the image. */
      steady: z.boolean(),
      /** What this provider wants to be told when it goes on from the clip's last frame. */
      memo: z.json().optional(),
      note: noteSchema,
      nsfw: nsfwSchema,
    }),
  },
  /** Makes what plays between two videos. */
  connect: {
    input: z.object({
      ...frameSchema.shape,
      first: artifactIdSchema,
      second: artifactIdSchema,
      /** Last frame of the first video, and first one of the second. */
      start: imageRefSchema,
      end: imageRefSchema,
      /** What the person wrote; may be empty. */
      prompt: z.string(),
      seed: seedSchema,
      durationS: z.number(),
      fps: fpsSchema,
    }),
    output: z.object({
      video: artifactIdSchema,
      facts: videoFactsSchema,
      /** Whether the clip begins with `start` and ends with `end`; else it plays strictly between them. */
      repeatsEnds: z.boolean(),
      note: noteSchema,
      nsfw: nsfwSchema,
    }),
  },
  finish: {
    input: z.object({
      ...frameSchema.shape,
      fps: fpsSchema,
      taskId: taskIdSchema,
      /** In the order in which they play. */
      segments: z.array(finishSegmentSchema).min(1),
      sound: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('none') }),
        z.object({ kind: z.literal('copy'), video: artifactIdSchema }),
        z.object({ kind: z.literal('segments') }),
      ]),
      loopFrames: z.int().nonnegative(),
      caption: z.string().max(200).optional(),
      maxBytes: z.int().positive().optional(),
      /** One line for the file's own metadata: who made it from what. */
      provenance: z.string().max(4_000),
    }),
    output: z.object({
      video: artifactIdSchema,
      poster: artifactIdSchema,
      facts: videoFactsSchema,
      sound: z.boolean(),
      sizeBytes: z.int().positive(),
      sha256: z.string(),
    }),
  },
} as const satisfies Record<Agent, { input: z.ZodType; output: z.ZodType }>;

export type AgentInput<A extends Agent> = z.infer<(typeof agentContracts)[A]['input']>;
export type AgentOutput<A extends Agent> = z.infer<(typeof agentContracts)[A]['output']>;
