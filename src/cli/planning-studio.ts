import { MoraError } from '../core/errors.ts';
import { planPipeline } from '../core/pipeline/plan-pipeline.ts';
import type { Pipelines } from '../core/pipeline/pipelines.ts';
import type { TaskPlan } from '../core/pipeline/plan.ts';
import type { WorkerPresence } from '../core/queue/task-queue.ts';
import { castingOf, crewOf, type Casting } from '../core/studio/crew.ts';
import { completeDraft, type KeptInputs } from '../core/studio/draft.ts';
import { offersOf } from '../core/studio/models.ts';
import { taskIdOf, type Studio } from '../core/studio/studio.ts';

/** What plans are made from. */
export interface PlanningParts {
  /** Who is there, and how the operator casts them. */
  readonly workers: readonly WorkerPresence[];
  readonly casting: Casting;
  readonly pipelines: Pipelines;
  /** What a request starts from, as if it had been taken in. */
  readonly inputs: KeptInputs;
  /** Gets the plan of each request. */
  readonly onPlan: (plan: TaskPlan) => void;
}

/**
 * A studio that plans requests as the real one does and keeps nothing: for saying what would be done. What goes beyond
 * planning is refused with `not-supported`.
 */
export function createPlanningStudio({ workers, casting, pipelines, inputs, onPlan }: PlanningParts): Studio {
  const refuse = (): Promise<never> =>
    Promise.reject(new MoraError('not-supported', 'Requests are only planned here. Start the studio to make videos.'));
  return {
    async submit({ sourceId, thread, draft }) {
      const taskId = taskIdOf(thread.platform, sourceId);
      const request = completeDraft(draft, inputs, () => 0);
      const crew = crewOf(workers, castingOf(casting, request));
      onPlan(planPipeline({ taskId, thread, request }, crew, pipelines));
      return { taskId, request, duplicate: false };
    },
    crew: async () => crewOf(workers, casting),
    models: async () => offersOf(workers),
    cancel: refuse,
    find: refuse,
    view: refuse,
    clip: refuse,
    recent: refuse,
    conclude: refuse,
    countOpen: refuse,
    cancelSpace: refuse,
    forgetSpace: refuse,
    keepVideo: refuse,
    remove: refuse,
    markDelivered: refuse,
    settings: {
      get: () => Promise.resolve({ channels: [], roles: [], models: [], showPrice: false }),
      isSet: refuse,
      change: refuse,
    },
    picks: { get: () => Promise.resolve(undefined), put: refuse, drop: refuse, clear: refuse },
    gallery: {
      share: refuse,
      withdraw: refuse,
      vote: refuse,
      setVote: refuse,
      entry: refuse,
      row: refuse,
      top: refuse,
      markPublished: refuse,
      unpublished: refuse,
      retire: refuse,
      watch: () => () => undefined,
    },
  };
}
