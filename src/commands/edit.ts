import { z } from 'zod';
import { defineCommand, type Command } from './define-command.ts';
import { demandVideos } from './demand-videos.ts';
import type { KindIdentity } from './kind-identity.ts';
import { submitDraft } from './submit-draft.ts';
import { finishOf, finishOptions, requiredPrompt } from './video-options.ts';

const mora: KindIdentity = {
  name: 'edit',
  description: 'Change a video by words: attach one, or reply to one',
  example: '/mora edit 1920s vintage, keep the car red (with a video attached)',
};

/** A video, changed; its motion and timing stay where the provider can keep them. */
export function editCommand({ pipeline, ...identity }: KindIdentity = mora): Command {
  return defineCommand({
    ...identity,
    options: z.object({
      prompt: requiredPrompt('Write what should change, for example: in winter, at night.').describe(
        'What should change: a style, a time, a season, the weather, a colour to keep',
      ),
      ...finishOptions,
    }),
    positional: 'prompt',
    videos: 1,
    run: async ({ prompt, ...options }, context) => {
      const [video] = demandVideos(context, 1);
      return submitDraft({ kind: 'edit', prompt, video, pipeline, ...finishOf(options) }, context);
    },
  });
}
