import { sizeOf } from '../../src/core/size.ts';
import { demandOutput } from '../../src/core/stage-result.ts';
import { givenImage } from './given-image.ts';
import type { PrepareInput } from './turn.ts';

/** The image-to-image agent changes the picture as the words ask. */
export const imageToImageInput: PrepareInput<'image-to-image'> = (turn) => {
  const { plan, results } = turn;
  const { shot } = demandOutput('prompt', plan, results);
  const { ratio, seed } = plan.request;
  return { ...sizeOf(ratio), image: givenImage(turn), shot, seed };
};
