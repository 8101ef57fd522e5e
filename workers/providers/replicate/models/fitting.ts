import type { AgentInput, ImageRef } from '../../../../src/core/agents.ts';
import { MoraError } from '../../../../src/core/errors.ts';
import type { Size } from '../../../../src/core/size.ts';
import type { HandFile } from '../model.ts';

/** The ratio, written as `16:9`, that is nearest to a size. */
export function nearestRatioOf<R extends `${number}:${number}`>(
  { width, height }: Size,
  ratios: readonly [R, ...R[]],
): R {
  const wanted = Math.log(width / height);
  const off = (ratio: R): number => {
    const [across = 1, down = 1] = ratio.split(':').map(Number);
    return Math.abs(Math.log(across / down) - wanted);
  };
  return ratios.reduce((best, ratio) => (off(ratio) < off(best) ? ratio : best));
}

/** A length of pixels as a multiple within bounds, the nearest that is no smaller where there is one. */
export function fittingSide(
  pixels: number,
  { multiple, min, max }: { multiple: number; min: number; max: number },
): number {
  const rounded = Math.ceil(pixels / multiple) * multiple;
  return Math.min(max, Math.max(min, rounded));
}

/** Whole seconds within bounds, the fewest that cover a time. */
export function coveringSeconds(durationS: number, { min, max }: { min: number; max: number }): number {
  // A hair more than a whole second is that second.
  return Math.min(max, Math.max(min, Math.ceil(durationS - 0.05)));
}

/** Frames within bounds at a rate, the fewest that cover a time. */
export function coveringFrames(durationS: number, fps: number, { min, max }: { min: number; max: number }): number {
  return Math.min(max, Math.max(min, Math.ceil(durationS * fps - 0.05) + 1));
}

/** A seed as models with 31 bits take it; the same seed gives the same one. */
export function smallSeed(seed: number): number {
  return seed % 2_147_483_648;
}

/** The frame to start from, handed over. Throws `internal` where the plan gave none. */
export function firstFrame({ image }: Pick<AgentInput<'image-to-video'>, 'image'>, file: HandFile): Promise<string> {
  return image === undefined ? Promise.reject(noPicture()) : fileOf(image, file);
}

/** An image, handed over. */
export function fileOf({ artifact }: ImageRef, file: HandFile): Promise<string> {
  return file(artifact);
}

function noPicture(): MoraError {
  return new MoraError('internal', 'A step of this video came without its picture. Please try again.', {
    retryable: false,
  });
}
