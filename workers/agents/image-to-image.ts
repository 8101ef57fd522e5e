import { frameOf } from '../../src/core/request-shape.ts';
import { givenImage } from './given-image.ts';
import { shotOf } from './shot-of.ts';
import type { PrepareInput } from './turn.ts';

/** The image-to-image agent changes the picture as the words ask. */
export const imageToImageInput: PrepareInput<'image-to-image'> = async (turn) => {
  const { request } = turn.plan;
  return { ...frameOf(request), image: await givenImage(turn), shot: shotOf(turn), seed: request.seed };
};
