import { z } from 'zod';
import { moraPipelines } from '../core/pipeline/pipelines.ts';
import { castsOf } from './casts.ts';
import { defineCommand, type Command } from './define-command.ts';
import { demandVideos } from './demand-videos.ts';
import type { KindIdentity } from './kind-identity.ts';
import { submitDraft } from './submit-draft.ts';
import { finishOf, finishOptions, requiredPrompt } from './video-options.ts';

const mora: KindIdentity = {
  name: 'edit',
  description: 'Change a video by words: attach one, or reply to one',
  example: '/mora edit 1920s vintage, keep the car red (with a video attached)',
  casts: castsOf(moraPipelines.edit),
};

/** Looks that people ask for. */
const looks = [
  'in winter',
  'at night',
  'at sunset',
  'in the rain',
  'in autumn',
  'as a watercolour',
  'as an oil painting',
  'as anime',
  'as a comic book',
  'as pixel art',
  'black and white',
  '1920s silent film',
  '1980s VHS tape',
  'neon, cyberpunk',
  'film noir',
  'dreamy, soft glow',
];

/** A video, changed; its motion and timing stay where the provider can keep them. */
export function editCommand(given: Partial<KindIdentity> = {}): Command {
  const { pipeline, casts, ...identity } = { ...mora, ...given };
  return defineCommand({
    ...identity,
    casts,
    makesVideo: true,
    options: z.object({
      prompt: requiredPrompt('Write what should change, for example: in winter, at night.')
        .meta({ suggestions: looks })
        .describe('What should change: a style, a time, a season, the weather, a colour to keep'),
      ...finishOptions,
    }),
    positional: 'prompt',
    videos: 1,
    run: async ({ prompt, ...options }, context) => {
      const [video] = demandVideos(context, 1);
      return submitDraft({ kind: 'edit', prompt, video, pipeline, ...finishOf(options) }, context, casts);
    },
  });
}
