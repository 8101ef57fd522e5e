import { sizeOf } from '../../src/core/size.ts';
import { demandOutput, outputOf } from '../../src/core/stage-result.ts';
import { givenImage } from './given-image.ts';
import { framesPerSecond, type PrepareInput } from './turn.ts';

/** The image-to-video agent sets the picture in motion: the changed one where there is one. */
export const imageToVideoInput: PrepareInput<'image-to-video'> = (turn) => {
  const { plan, results } = turn;
  const { shot } = demandOutput('prompt', plan, results);
  const image = outputOf('image-to-image', plan, results)?.image ?? givenImage(turn);
  const { ratio, seed, durationS } = plan.request;
  return { ...sizeOf(ratio), image, shot, seed, durationS, fps: framesPerSecond };
};
