import type { Agent, AgentInput } from '../../src/core/agents.ts';
import type { TaskPlan } from '../../src/core/pipeline/plan.ts';
import type { RawResults } from '../../src/core/stage-result.ts';

/** What an agent's turn starts from: the plan of the task, and the results of the stages before. */
export interface Turn {
  readonly plan: TaskPlan;
  readonly results: RawResults;
}

/** Prepares an agent's input from what came before it. Throws `MoraError` where something is missing. */
export type PrepareInput<A extends Agent> = (turn: Turn) => AgentInput<A>;

/** Frames a second of every video, until a request can say otherwise: the rate of cinema. */
export const framesPerSecond = 24;
