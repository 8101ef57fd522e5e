import type { Agent, AgentInput, ImageRef } from '../../src/core/agents.ts';
import type { ArtifactId } from '../../src/core/artifacts/artifact.ts';
import type { PlannedStage, TaskPlan } from '../../src/core/pipeline/plan.ts';
import type { RawResults } from '../../src/core/stage-result.ts';

/** What an agent's turn starts from: the plan of the task, its own stage, and the results of the stages before. */
export interface Turn {
  readonly plan: TaskPlan;
  readonly stage: PlannedStage;
  readonly results: RawResults;
  /** Takes the first or the last frame out of a kept video. The same call gives the same picture. */
  readonly frameOf: (video: ArtifactId, which: 'first' | 'last') => Promise<ImageRef>;
}

/** Prepares an agent's input from what came before it. Throws `MoraError` where something is missing. */
export type PrepareInput<A extends Agent> = (turn: Turn) => AgentInput<A> | Promise<AgentInput<A>>;

/** Frames a second where neither the request nor a video says otherwise: the rate of cinema. */
export const framesPerSecond = 24;
