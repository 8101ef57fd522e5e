import type { ImageRef } from '../../src/core/agents.ts';
import { MoraError } from '../../src/core/errors.ts';
import { pictureOf } from '../../src/core/request-shape.ts';
import { outputOf } from '../../src/core/stage-result.ts';
import type { Turn } from './turn.ts';

/**
 * The picture that a task starts from: changed or painted by an agent before, sent by the person, or the frame of a
 * video at which it is extended or from which it is made anew.
 */
export async function givenImage({ plan, results, frameOf }: Turn): Promise<ImageRef> {
  const changed = outputOf('image-to-image', plan, results)?.image;
  const painted = outputOf('text-to-image', plan, results)?.image;
  if (changed !== undefined) return changed;
  if (painted !== undefined) return painted;
  const { request } = plan;
  const picture = pictureOf(request);
  if (picture !== undefined) return { artifact: picture };
  if (request.kind === 'extend') {
    const { artifact, memo } = request.video;
    const forward = request.direction === 'forward';
    const frame = await frameOf(artifact, forward ? 'last' : 'first');
    return forward && memo !== undefined ? { ...frame, memo } : frame;
  }
  if (request.kind === 'edit') return frameOf(request.video.artifact, 'first');
  throw new MoraError('internal', 'The first frame of this video was lost. Please try again.', {
    detail: `no image in ${plan.taskId}`,
  });
}
