import { sizeOf } from '../../src/core/size.ts';
import { demandOutput } from '../../src/core/stage-result.ts';
import type { PrepareInput } from './turn.ts';

/** The text-to-image agent paints the first frame from the enhanced prompt. */
export const textToImageInput: PrepareInput<'text-to-image'> = ({ plan, results }) => {
  const { shot } = demandOutput('prompt', plan, results);
  const { ratio, seed } = plan.request;
  return { ...sizeOf(ratio), shot, seed };
};
