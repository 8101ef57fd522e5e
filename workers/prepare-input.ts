import type { Agent } from '../src/core/agents.ts';
import { connectInput } from './agents/connect.ts';
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
  connect: connectInput,
  finish: finishInput,
};
