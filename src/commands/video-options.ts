import { z } from 'zod';
import { ratios } from '../core/size.ts';
import { durationBounds, maxPromptLength, maxSeed, promptSchema } from '../core/task.ts';

/** Options that every command which makes a video takes. Numbers may come as text: chats and shells have nothing else. */
export const videoOptions = {
  duration: z.coerce
    .number(`Give the duration in seconds, from ${durationBounds.min} to ${durationBounds.max}.`)
    .min(durationBounds.min, `The shortest video is ${durationBounds.min} second.`)
    .max(durationBounds.max, `The longest video is ${durationBounds.max} seconds.`)
    .optional()
    .describe(
      `Seconds of video, ${durationBounds.min} to ${durationBounds.max}; ${durationBounds.default} if left out`,
    ),
  ratio: z
    .enum(ratios, `Choose one of ${ratios.join(', ')}.`)
    .optional()
    .describe('Shape of the video'),
  seed: z.coerce
    .number(`Give a whole number from 0 to ${maxSeed}.`)
    .int(`Give a whole number from 0 to ${maxSeed}.`)
    .min(0, `Give a whole number from 0 to ${maxSeed}.`)
    .max(maxSeed, `Give a whole number from 0 to ${maxSeed}.`)
    .optional()
    .describe('Repeats a video: the same words and seed give the same frames'),
};

const pleaseDescribe = 'Write what the video should show, for example: a paper boat on a rainy street.';

/** The words that a video is made from. */
export const requiredPrompt = z
  .string(pleaseDescribe)
  .pipe(promptSchema)
  .describe('What the video should show. Camera words are obeyed: zoom in, pan left, tilt up, orbit, slow, fast');

/** Words that may be left out because a picture says the rest. */
export const optionalPrompt = z
  .string()
  .max(maxPromptLength, `Keep the prompt within ${maxPromptLength.toLocaleString('en')} characters.`)
  .default('')
  .describe('How the picture should move or change. Left out, it simply comes alive');
