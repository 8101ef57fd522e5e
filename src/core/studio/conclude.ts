import type { Outcome } from '../outcome.ts';
import type { DeliveryJob } from '../queue/task-queue.ts';
import { demandOutput, outputOf, stageRecords } from '../stage-result.ts';
import { toFailure } from '../errors.ts';

/** The outcome of a flow that reached its root. */
export function outcomeOf({ plan, end }: Pick<DeliveryJob, 'plan' | 'end'>): Outcome {
  switch (end.kind) {
    case 'settled':
      return end.outcome;
    case 'failed':
      return { status: 'failed', failure: end.failure };
    case 'finished':
      try {
        const { video, poster, facts, sizeBytes, sha256 } = demandOutput('finish', plan, end.results);
        const prompt = outputOf('prompt', plan, end.results)?.shot.prompt ?? plan.request.prompt;
        const stages = stageRecords(plan, end.results);
        const clip = { video, poster, facts, sizeBytes, sha256, seed: plan.request.seed, prompt, stages };
        return { status: 'done', clip };
      } catch (error) {
        return { status: 'failed', failure: toFailure(error) };
      }
  }
}
