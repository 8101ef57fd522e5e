import { z } from 'zod';
import { artifactIdSchema } from './artifacts/artifact.ts';
import { videoInputSchema } from './video-input.ts';
import { ratios } from './size.ts';
import { cleanText } from './text.ts';

/** Mora's six tasks. */
export const taskKinds = ['t2v', 'i2v', 'extend', 'edit', 'connect', 'simulate'] as const;
export type TaskKind = (typeof taskKinds)[number];

/** Longest prompt, in characters: what today's video models read, and fits a chat message with its facts. */
export const maxPromptLength = 2_000;

/** Seconds that are made anew: of a video from words or a picture, or of what is added to one. */
export const durationBounds = { min: 1, max: 60, default: 5 } as const;

/** Seconds of a transition between two videos. */
export const transitionBounds = { min: 0.3, max: 5, default: 1 } as const;

/** Videos that one connection can join. */
export const maxVideos = 8;

/** Longest result in seconds: what was kept and what was made. */
export const maxResultS = 300;

/** Frame rates that a video can be smoothed to. */
export const smoothRates = [24, 30, 60] as const;

/** Longest caption, in characters: three lines. */
export const maxCaptionLength = 120;

/** Bytes that a video can be asked to keep within. Below the least not even a second is fit to look at. */
export const byteBounds = { min: 100_000, max: 1_000_000_000 } as const;

/** Seeds are what every known model takes: unsigned 32-bit whole numbers. */
export const maxSeed = 4_294_967_295;

/** A prompt with its text cleaned. Empty is refused here; a kind that may go without one makes it optional. */
export const promptSchema = z
  .string()
  .transform(cleanText)
  .pipe(
    z
      .string()
      .min(1, 'Write what the video should show, for example: a paper boat on a rainy street.')
      .max(maxPromptLength, `Keep the prompt within ${maxPromptLength.toLocaleString('en')} characters.`),
  );

/** Words that may be empty: then a picture or a video says the rest. */
const optionalPromptSchema = z.string().transform(cleanText).pipe(z.string().max(maxPromptLength));

/** What every kind of task takes: its seed, and what becomes of the finished video. */
const common = {
  seed: z.int().min(0).max(maxSeed),
  /** Frames a second, by interpolation where the maker gives fewer. */
  smooth: z.literal(smoothRates).optional(),
  /** The end runs into the beginning. */
  loop: z.boolean().optional(),
  /** Words over the picture. */
  caption: z
    .string()
    .transform(cleanText)
    .pipe(z.string().min(1).max(maxCaptionLength, `Keep the caption within ${maxCaptionLength} characters.`))
    .optional(),
  /** Most bytes of the file. */
  maxBytes: z.int().min(byteBounds.min).max(byteBounds.max).optional(),
  /** The pipeline that the operator arranged, where it is not the kind's own. */
  pipeline: z.string().optional(),
  /** The provider that was chosen: it takes the seat of every agent that it plays, and nobody falls in for it. */
  model: z.string().max(100).optional(),
};

const durationSchema = z
  .number(`Give the duration in seconds, for example ${durationBounds.default}.`)
  .min(durationBounds.min, `The shortest video is ${durationBounds.min} second.`)
  .max(durationBounds.max, `The longest video is ${durationBounds.max} seconds.`);

/** A request that the studio can carry out, whole and checked: defaults are filled in, inputs are artifacts. */
export const taskRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('t2v'),
    prompt: promptSchema,
    durationS: durationSchema,
    ratio: z.enum(ratios),
    ...common,
  }),
  z.object({
    kind: z.literal('i2v'),
    prompt: optionalPromptSchema,
    image: artifactIdSchema,
    durationS: durationSchema,
    ratio: z.enum(ratios),
    ...common,
  }),
  z.object({
    kind: z.literal('extend'),
    prompt: optionalPromptSchema,
    video: videoInputSchema,
    /** `backward` puts the new part before the video. */
    direction: z.enum(['forward', 'backward']),
    /** Seconds of the new part. */
    durationS: durationSchema,
    ...common,
  }),
  z.object({ kind: z.literal('edit'), prompt: promptSchema, video: videoInputSchema, ...common }),
  z.object({
    kind: z.literal('connect'),
    prompt: optionalPromptSchema,
    /** In the order in which they play. */
    videos: z
      .array(videoInputSchema)
      .min(2, 'Give two videos to connect.')
      .max(maxVideos, `Connect at most ${maxVideos} videos at a time.`),
    /** Seconds of each transition. */
    transitionS: z
      .number()
      .min(transitionBounds.min, `The shortest transition is ${transitionBounds.min} seconds.`)
      .max(transitionBounds.max, `The longest transition is ${transitionBounds.max} seconds.`),
    ...common,
  }),
  z.object({
    kind: z.literal('simulate'),
    /** May be empty where there is a picture. */
    prompt: optionalPromptSchema,
    image: artifactIdSchema.optional(),
    durationS: durationSchema,
    ratio: z.enum(ratios),
    ...common,
  }),
]);
export type TaskRequest = z.infer<typeof taskRequestSchema>;
