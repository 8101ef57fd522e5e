import type { Clip, Outcome } from '../outcome.ts';
import type { TaskPlan } from '../pipeline/plan.ts';
import type { DeliveryJob } from '../queue/task-queue.ts';
import { demandOutput, outputOf, outputsOf, stageRecords, type RawResults } from '../stage-result.ts';
import { toFailure } from '../errors.ts';
import { videosOf } from '../request-shape.ts';

/** The outcome of a flow that reached its root. */
export function outcomeOf({ plan, end }: Pick<DeliveryJob, 'plan' | 'end'>): Outcome {
  switch (end.kind) {
    case 'settled':
      return end.outcome;
    case 'failed':
      return { status: 'failed', failure: end.failure };
    case 'finished':
      try {
        const { video, poster, facts, sound, sizeBytes, sha256 } = demandOutput('finish', plan, end.results);
        const prompt = outputOf('prompt', plan, end.results)?.shot.prompt ?? plan.request.prompt;
        const stages = stageRecords(plan, end.results);
        const { seed } = plan.request;
        const notes = [...plan.notes, ...notesOf(plan, end.results)];
        const memo = endMemo(plan, end.results);
        const nsfw = isMarked(plan, end.results);
        const clip = { video, poster, facts, sound, sizeBytes, sha256, seed, prompt, stages, notes, nsfw };
        return { status: 'done', clip: memo === undefined ? clip : { ...clip, memo } };
      } catch (error) {
        return { status: 'failed', failure: toFailure(error) };
      }
  }
}

function notesOf(plan: TaskPlan, results: RawResults): string[] {
  const turns = [...outputsOf('image-to-video', plan, results), ...outputsOf('connect', plan, results)];
  return [...new Set(turns.flatMap(({ note }) => note ?? []))];
}

/** Whether a provider marked any picture or clip on the way: what is made from such a one is taken for the same. */
function isMarked(plan: TaskPlan, results: RawResults): boolean {
  if (videosOf(plan.request).some(({ nsfw }) => nsfw === true)) return true;
  const makers = ['text-to-image', 'image-to-image', 'image-to-video', 'connect'] as const;
  return makers.some((agent) => outputsOf(agent, plan, results).some(({ nsfw }) => nsfw === true));
}

/** The memo for the video's last frame: there is one where the video ends as the clip that was made last. */
function endMemo({ request, ...plan }: TaskPlan, results: RawResults): Clip['memo'] {
  const reversed = request.kind === 'extend' && request.direction === 'backward';
  if (reversed || request.loop === true || request.kind === 'connect') return undefined;
  return outputOf('image-to-video', { ...plan, request }, results)?.memo;
}
