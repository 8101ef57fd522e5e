import { z } from 'zod';
import { durationBounds } from '../core/task.ts';
import { moraPipelines } from '../core/pipeline/pipelines.ts';
import { castsOf } from './casts.ts';
import { defineCommand, type Command } from './define-command.ts';
import type { KindIdentity } from './kind-identity.ts';
import { demandVideos } from './demand-videos.ts';
import { submitDraft } from './submit-draft.ts';
import { durationOption, finishOf, finishOptions, flag, optionalPrompt } from './video-options.ts';

const mora: KindIdentity = {
  name: 'extend',
  description: 'Make a video longer: attach one, or reply to one',
  example: '/mora extend the camera rises above the clouds --duration 4 (with a video attached)',
  casts: castsOf(moraPipelines.extend),
};

/** A video, and what comes after it or before. */
export function extendCommand(given: Partial<KindIdentity> = {}): Command {
  const { pipeline, casts, ...identity } = { ...mora, ...given };
  return defineCommand({
    ...identity,
    casts,
    makesVideo: true,
    options: z.object({
      prompt: optionalPrompt.describe('What happens in the new part. Left out, it simply goes on'),
      duration: durationOption.describe(
        `Seconds to add, ${durationBounds.min} to ${durationBounds.max}; ${durationBounds.default} if left out`,
      ),
      backward: flag.optional().describe('Adds before the video instead of after it'),
      ...finishOptions,
    }),
    positional: 'prompt',
    videos: 1,
    run: async ({ prompt, duration, backward, ...options }, context) => {
      const [video] = demandVideos(context, 1);
      const direction = backward === true ? 'backward' : 'forward';
      const draft = { kind: 'extend', prompt, video, direction, durationS: duration, pipeline } as const;
      return submitDraft({ ...draft, ...finishOf(options) }, context, casts);
    },
  });
}
