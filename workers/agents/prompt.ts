import { madeS } from '../../src/core/request-shape.ts';
import type { PrepareInput } from './turn.ts';

/** The prompt agent reads what the person wrote, and is told of how many clips the video will be chained. */
export const promptInput: PrepareInput<'prompt'> = ({ plan: { request, stages } }) => ({
  kind: request.kind,
  prompt: request.prompt,
  durationS: madeS(request),
  clips: Math.max(1, stages.filter(({ agent }) => agent === 'image-to-video').length),
});
