import type { Agent, AgentInput } from '../src/core/agents.ts';
import { MoraError } from '../src/core/errors.ts';
import { finishInput } from './agents/finish.ts';
import { imageToImageInput } from './agents/image-to-image.ts';
import { imageToVideoInput } from './agents/image-to-video.ts';
import { promptInput } from './agents/prompt.ts';
import { textToImageInput } from './agents/text-to-image.ts';
import type { PrepareInput } from './agents/turn.ts';

/** How each agent's input comes about. */
export const prepareInput: { readonly [A in Agent]: PrepareInput<A> } = {
  prompt: promptInput,
  'text-to-image': textToImageInput,
  'image-to-image': imageToImageInput,
  'image-to-video': imageToVideoInput,
  connect: (): AgentInput<'connect'> => {
    // No pipeline has such a stage yet; a plan that names one comes from a newer version.
    throw new MoraError('not-supported', 'Joining videos cannot be done yet.');
  },
  finish: finishInput,
};
