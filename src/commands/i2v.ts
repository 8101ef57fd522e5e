import { z } from 'zod';
import { MoraError } from '../core/errors.ts';
import { defineCommand } from './define-command.ts';
import { submitDraft } from './submit-draft.ts';
import { optionalPrompt, videoOptions } from './video-options.ts';

export const i2v = defineCommand({
  name: 'i2v',
  description: 'Image to video: attach a picture, or reply to one, and it moves',
  example: '/mora i2v slow zoom in, snow falls (with a picture attached)',
  options: z.object({ prompt: optionalPrompt, ...videoOptions }),
  positional: 'prompt',
  picture: 'required',
  run: async ({ prompt, duration, ratio, seed }, context) => {
    const [image] = context.images;
    if (image === undefined) {
      throw new MoraError(
        'bad-input',
        'Attach a picture, or send this as a reply to a message with one. To start from words alone, use /mora t2v.',
      );
    }
    return submitDraft({ kind: 'i2v', prompt, image, durationS: duration, ratio, seed }, context);
  },
});
