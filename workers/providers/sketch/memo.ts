import { z } from 'zod';
import type { AgentInput, ImageRef } from '../../../src/core/agents.ts';
import { maxSeed } from '../../../src/core/task.ts';
import { sceneSpecSchema } from './understand/scene-spec.ts';

/** What the sketch wants to be told when it is asked to go on from an image of its own: how to paint it again. */
export const memoSchema = z.object({
  sketch: z.literal(1),
  spec: sceneSpecSchema,
  seed: z.int().min(0).max(maxSeed),
  width: z.int().min(16).max(4096),
  height: z.int().min(16).max(4096),
});
export type Memo = z.infer<typeof memoSchema>;

/**
 * The scene behind an image, where it is one of ours and has the size that is wanted now; undefined for every other
 * picture, which then is treated as a photograph.
 */
export function memoOf(image: ImageRef, size: Pick<AgentInput<'text-to-image'>, 'width' | 'height'>): Memo | undefined {
  const memo = memoSchema.safeParse(image.memo);
  if (!memo.success || memo.data.width !== size.width || memo.data.height !== size.height) return undefined;
  return memo.data;
}
