import { madeS } from '../../src/core/request-shape.ts';
import type { PrepareInput } from './turn.ts';

/** The prompt agent reads what the person wrote. */
export const promptInput: PrepareInput<'prompt'> = ({ plan: { request } }) => ({
  kind: request.kind,
  prompt: request.prompt,
  durationS: madeS(request),
});
