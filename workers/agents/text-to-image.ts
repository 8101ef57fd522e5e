import { frameOf } from '../../src/core/request-shape.ts';
import { shotOf } from './shot-of.ts';
import type { PrepareInput } from './turn.ts';

/** The text-to-image agent paints the first frame from the enhanced prompt. */
export const textToImageInput: PrepareInput<'text-to-image'> = (turn) => {
  const { request } = turn.plan;
  return { ...frameOf(request), shot: shotOf(turn), seed: request.seed };
};
