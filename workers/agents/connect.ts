import { MoraError } from '../../src/core/errors.ts';
import { frameOf, rateOf } from '../../src/core/request-shape.ts';
import { framesPerSecond, type PrepareInput } from './turn.ts';

/** The connect agent makes what plays between two videos. */
export const connectInput: PrepareInput<'connect'> = async ({ plan, stage, frameOf: takeFrame }) => {
  const { request } = plan;
  const join = stage.join ?? 0;
  const [first, second] = request.kind === 'connect' ? request.videos.slice(join) : [];
  if (request.kind !== 'connect' || first === undefined || second === undefined) {
    throw new MoraError('internal', 'A video to connect was lost. Please try again.', { detail: plan.taskId });
  }
  return {
    ...frameOf(request),
    first: first.artifact,
    second: second.artifact,
    start: await takeFrame(first.artifact, 'last'),
    end: await takeFrame(second.artifact, 'first'),
    prompt: stage.say === undefined ? request.prompt : `${request.prompt} ${stage.say}`,
    seed: request.seed,
    durationS: request.transitionS,
    fps: rateOf(request) ?? framesPerSecond,
  };
};
