import { z } from 'zod';
import { MoraError } from '../core/errors.ts';
import { moraPipelines } from '../core/pipeline/pipelines.ts';
import { castsOf } from './casts.ts';
import { defineCommand, type Command } from './define-command.ts';
import type { KindIdentity } from './kind-identity.ts';
import { submitDraft } from './submit-draft.ts';
import { finishOf, newVideoOptions, optionalPrompt } from './video-options.ts';

const mora: KindIdentity = {
  name: 'i2v',
  description: 'Image to video: attach a picture, or reply to one, and it moves',
  example: '/mora i2v slow zoom in, snow falls (with a picture attached)',
  casts: castsOf(moraPipelines.i2v),
};

/** Image to video. */
export function i2vCommand(given: Partial<KindIdentity> = {}): Command {
  const { pipeline, casts, ...identity } = { ...mora, ...given };
  return defineCommand({
    ...identity,
    casts,
    makesVideo: true,
    options: z.object({
      prompt: optionalPrompt.describe('How the picture should move or change. Left out, it simply comes alive'),
      ...newVideoOptions,
    }),
    positional: 'prompt',
    picture: 'required',
    run: async ({ prompt, duration, ratio, ...options }, context) => {
      const [image] = context.images;
      if (image === undefined) {
        throw new MoraError(
          'bad-input',
          'Attach a picture, or send this as a reply to a message with one. To start from words alone, use /mora t2v.',
        );
      }
      const draft = { kind: 'i2v', prompt, image, durationS: duration, ratio, pipeline } as const;
      return submitDraft({ ...draft, ...finishOf(options) }, context, casts);
    },
  });
}
