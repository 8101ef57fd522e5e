import { z } from 'zod';
import { maxVideos, transitionBounds } from '../core/task.ts';
import { moraPipelines } from '../core/pipeline/pipelines.ts';
import { castsOf } from './casts.ts';
import { defineCommand, type Command } from './define-command.ts';
import { demandVideos } from './demand-videos.ts';
import type { KindIdentity } from './kind-identity.ts';
import { submitDraft } from './submit-draft.ts';
import { finishOf, finishOptions, optionalPrompt } from './video-options.ts';

const mora: KindIdentity = {
  name: 'connect',
  description: 'Join videos by transitions: attach two or more, or reply to one with another',
  example: '/mora connect a whip to the left --seconds 1 (with two videos attached)',
  casts: castsOf(moraPipelines.connect),
};

const seconds = `Give the seconds of a transition, from ${transitionBounds.min} to ${transitionBounds.max}.`;

/** Several videos as one, with a transition between each two. */
export function connectCommand(given: Partial<KindIdentity> = {}): Command {
  const { pipeline, casts, ...identity } = { ...mora, ...given };
  return defineCommand({
    ...identity,
    casts,
    makesVideo: true,
    options: z.object({
      prompt: optionalPrompt.describe(
        'The transition: dissolve, push, whip, zoom through, morph. Left out, it is chosen from the pictures',
      ),
      seconds: z.coerce
        .number(seconds)
        .min(transitionBounds.min, seconds)
        .max(transitionBounds.max, seconds)
        .optional()
        .describe(`Seconds of each transition; ${transitionBounds.default} if left out`),
      ...finishOptions,
    }),
    positional: 'prompt',
    videos: 2,
    run: async ({ prompt, seconds: transitionS, ...options }, context) => {
      const videos = demandVideos(context, 2, maxVideos);
      return submitDraft(
        { kind: 'connect', prompt, videos, transitionS, pipeline, ...finishOf(options) },
        context,
        casts,
      );
    },
  });
}
