import { z } from 'zod';
import { ratios } from '../core/size.ts';
import { modelOption } from './model-option.ts';
import {
  byteBounds,
  durationBounds,
  maxCaptionLength,
  maxPromptLength,
  maxSeed,
  promptSchema,
  smoothRates,
} from '../core/task.ts';

/** An option that is on by its name alone. */
export const flag = z.enum(['true', 'false'], 'This option takes no value.').transform((value) => value === 'true');

const wholeSeed = `Give a whole number from 0 to ${maxSeed}.`;
const leastMegabytes = byteBounds.min / 1_000_000;
const mostMegabytes = byteBounds.max / 1_000_000;
const megabytes = `Give megabytes from ${leastMegabytes} to ${mostMegabytes}.`;

/** Options of everything that ends in a video. Numbers may come as text: chats and shells have nothing else. */
export const finishOptions = {
  seed: z.coerce
    .number(wholeSeed)
    .int(wholeSeed)
    .min(0, wholeSeed)
    .max(maxSeed, wholeSeed)
    .optional()
    .describe('Repeats a video: the same words and seed give the same frames'),
  smooth: z
    .enum(['24', '30', '60'], `Choose one of ${smoothRates.join(', ')}.`)
    .transform((text) => smoothRates.find((rate) => String(rate) === text))
    .optional()
    .describe('Frames a second, smoothed to that rate where the maker gives fewer'),
  loop: flag.optional().describe('The end runs into the beginning'),
  caption: z
    .string()
    .min(1, 'Write the words of the caption.')
    .max(maxCaptionLength, `Keep the caption within ${maxCaptionLength} characters.`)
    .optional()
    .describe('Words over the picture'),
  'max-mb': z.coerce
    .number(megabytes)
    .min(leastMegabytes, megabytes)
    .max(mostMegabytes, megabytes)
    .optional()
    .describe('Most megabytes of the file'),
  model: modelOption.optional().describe('Who makes it: a model of this server; see /mora models'),
};

/** Those options as a draft has them. */
export function finishOf(options: {
  readonly seed?: number | undefined;
  readonly smooth?: (typeof smoothRates)[number] | undefined;
  readonly loop?: boolean | undefined;
  readonly caption?: string | undefined;
  readonly 'max-mb'?: number | undefined;
  readonly model?: string | undefined;
}): Pick<typeof options, 'seed' | 'smooth' | 'loop' | 'caption' | 'model'> & { readonly maxBytes?: number } {
  const { seed, smooth, loop, caption, model, 'max-mb': maxMegabytes } = options;
  const maxBytes = maxMegabytes === undefined ? {} : { maxBytes: Math.floor(maxMegabytes * 1_000_000) };
  return { seed, smooth, loop, caption, model, ...maxBytes };
}

/** Seconds that are made anew. */
export const durationOption = z.coerce
  .number(`Give the duration in seconds, from ${durationBounds.min} to ${durationBounds.max}.`)
  .min(durationBounds.min, `The shortest video is ${durationBounds.min} second.`)
  .max(durationBounds.max, `The longest video is ${durationBounds.max} seconds.`)
  .optional();

/** Options of a video that is all new. */
export const newVideoOptions = {
  duration: durationOption.describe(
    `Seconds of video, ${durationBounds.min} to ${durationBounds.max}; ${durationBounds.default} if left out`,
  ),
  ratio: z
    .enum(ratios, `Choose one of ${ratios.join(', ')}.`)
    .optional()
    .describe('Shape of the video'),
  ...finishOptions,
};

/** The words that a video is made from. */
export const requiredPrompt = (pleaseDescribe: string): z.ZodType<string, string> =>
  z.string(pleaseDescribe).pipe(promptSchema);

/** Words that may be left out because a picture or a video says the rest. */
export const optionalPrompt = z
  .string()
  .max(maxPromptLength, `Keep the prompt within ${maxPromptLength.toLocaleString('en')} characters.`)
  .default('');
