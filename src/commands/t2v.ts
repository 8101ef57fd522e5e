import { z } from 'zod';
import { defineCommand } from './define-command.ts';
import { submitDraft } from './submit-draft.ts';
import { requiredPrompt, videoOptions } from './video-options.ts';

export const t2v = defineCommand({
  name: 't2v',
  description: 'Text to video: describe it and watch it being made',
  example: '/mora t2v a coral reef full of colourful fish, rays of sunlight --duration 8',
  options: z.object({ prompt: requiredPrompt, ...videoOptions }),
  positional: 'prompt',
  run: ({ prompt, duration, ratio, seed }, context) =>
    submitDraft({ kind: 't2v', prompt, durationS: duration, ratio, seed }, context),
});
