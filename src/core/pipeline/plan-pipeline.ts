import type { Agent } from '../agents.ts';
import { MoraError } from '../errors.ts';
import type { TaskRequest } from '../task.ts';
import type { ThreadRef } from '../thread.ts';
import { pipelines } from './pipelines.ts';
import type { PlannedStage, TaskPlan } from './plan.ts';

/** Who plays each agent: the name of a provider. An agent that nobody plays is absent. */
export type Crew = { readonly [A in Agent]?: string };

/** What a plan is made from. */
export interface PlanInput {
  readonly taskId: string;
  readonly thread: ThreadRef;
  readonly request: TaskRequest;
}

/**
 * Turns a task into its stages. Pure: the same input gives the same plan. Throws `unavailable` where the pipeline needs
 * an agent that nobody plays.
 */
export function planPipeline({ taskId, thread, request }: PlanInput, crew: Crew): TaskPlan {
  const stages: PlannedStage[] = [];
  for (const { key, agent, when } of pipelines[request.kind]) {
    if (when !== undefined && !when(request)) continue;
    const provider = crew[agent];
    if (provider === undefined) {
      throw new MoraError(
        'unavailable',
        `Nobody here can do the ${agent} step just now. Please try again later, or ask the operator to start a worker for it.`,
      );
    }
    const before = stages.at(-1);
    stages.push({ key, agent, provider, after: before === undefined ? [] : [before.key] });
  }
  return { version: 1, taskId, thread, request, stages };
}
