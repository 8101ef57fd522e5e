import { z } from 'zod';
import { moraPipelines } from '../core/pipeline/pipelines.ts';
import { castsOf } from './casts.ts';
import { defineCommand, type Command } from './define-command.ts';
import type { KindIdentity } from './kind-identity.ts';
import { submitDraft } from './submit-draft.ts';
import { finishOf, newVideoOptions, requiredPrompt } from './video-options.ts';

const mora: KindIdentity = {
  name: 't2v',
  description: 'Text to video: describe it and watch it being made',
  example: '/mora t2v a coral reef full of colourful fish, rays of sunlight --duration 8',
  casts: castsOf(moraPipelines.t2v),
};

/** Text to video. */
export function t2vCommand(given: Partial<KindIdentity> = {}): Command {
  const { pipeline, casts, ...identity } = { ...mora, ...given };
  return defineCommand({
    ...identity,
    casts,
    makesVideo: true,
    options: z.object({
      prompt: requiredPrompt('Write what the video should show, for example: a paper boat on a rainy street.').describe(
        'What the video should show. Camera words are obeyed: zoom in, pan left, tilt up, orbit, slow, fast',
      ),
      ...newVideoOptions,
    }),
    positional: 'prompt',
    run: ({ prompt, duration, ratio, ...options }, context) =>
      submitDraft({ kind: 't2v', prompt, durationS: duration, ratio, pipeline, ...finishOf(options) }, context, casts),
  });
}
