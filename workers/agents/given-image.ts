import type { ImageRef } from '../../src/core/agents.ts';
import { MoraError } from '../../src/core/errors.ts';
import { outputOf } from '../../src/core/stage-result.ts';
import type { Turn } from './turn.ts';

/** The picture that a task starts from: painted by text-to-image, or sent by the person. */
export function givenImage({ plan, results }: Turn): ImageRef {
  const painted = outputOf('text-to-image', plan, results)?.image;
  if (painted !== undefined) return painted;
  if (plan.request.kind === 'i2v') return { artifact: plan.request.image };
  throw new MoraError('internal', 'The first frame of this video was lost. Please try again.', {
    detail: `no image in ${plan.taskId}`,
  });
}
