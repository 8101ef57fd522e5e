import { z } from 'zod';
import { artifactIdSchema } from './artifacts/artifact.ts';
import { ratios } from './size.ts';
import { cleanText } from './text.ts';

/** Mora's six tasks. */
export const taskKinds = ['t2v', 'i2v', 'extend', 'edit', 'connect', 'simulate'] as const;
export type TaskKind = (typeof taskKinds)[number];

/** Longest prompt, in characters: what today's video models read, and fits a chat message with its facts. */
export const maxPromptLength = 2_000;

/** Seconds of a video. */
export const durationBounds = { min: 1, max: 12, default: 5 } as const;

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

/** What every kind of task takes. */
const common = {
  durationS: z
    .number(`Give the duration in seconds, for example ${durationBounds.default}.`)
    .min(durationBounds.min, `The shortest video is ${durationBounds.min} second.`)
    .max(durationBounds.max, `The longest video is ${durationBounds.max} seconds.`),
  ratio: z.enum(ratios),
  seed: z.int().min(0).max(maxSeed),
};

/** A request that the studio can carry out, whole and checked: defaults are filled in, inputs are artifacts. */
export const taskRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('t2v'), prompt: promptSchema, ...common }),
  z.object({
    kind: z.literal('i2v'),
    /** May be empty: then the picture simply comes alive. */
    prompt: z.string().transform(cleanText).pipe(z.string().max(maxPromptLength)),
    image: artifactIdSchema,
    ...common,
  }),
]);
export type TaskRequest = z.infer<typeof taskRequestSchema>;

/** The kinds that can be carried out now; the others are known by name only. */
export type SupportedKind = TaskRequest['kind'];

export const taskIdSchema = z.string().regex(/^task-[a-z0-9]{16,40}$/u);
export type TaskId = z.infer<typeof taskIdSchema>;
