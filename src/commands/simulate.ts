import { z } from 'zod';
import { MoraError } from '../core/errors.ts';
import { moraPipelines } from '../core/pipeline/pipelines.ts';
import { castsOf } from './casts.ts';
import { defineCommand, type Command } from './define-command.ts';
import type { KindIdentity } from './kind-identity.ts';
import { submitDraft } from './submit-draft.ts';
import { finishOf, newVideoOptions, optionalPrompt } from './video-options.ts';

const mora: KindIdentity = {
  name: 'simulate',
  description: 'A digital world that you walk through, from words or a picture',
  example: '/mora simulate a village by the sea, built of blocks --duration 8',
  casts: castsOf(moraPipelines.simulate),
};

/** Mora's digital world. */
export function simulateCommand(given: Partial<KindIdentity> = {}): Command {
  const { pipeline, casts, ...identity } = { ...mora, ...given };
  return defineCommand({
    ...identity,
    casts,
    makesVideo: true,
    options: z.object({
      prompt: optionalPrompt.describe('What the world is like. May be left out where there is a picture'),
      ...newVideoOptions,
    }),
    positional: 'prompt',
    picture: 'optional',
    run: async ({ prompt, duration, ratio, ...options }, context) => {
      const [image] = context.images;
      if (image === undefined && prompt.trim() === '') {
        throw new MoraError(
          'bad-input',
          'Write what the world should be like, for example: a village by the sea. Or attach a picture of it.',
        );
      }
      const draft = { kind: 'simulate', prompt, image, durationS: duration, ratio, pipeline } as const;
      return submitDraft({ ...draft, ...finishOf(options) }, context, casts);
    },
  });
}
