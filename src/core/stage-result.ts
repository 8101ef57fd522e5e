import { z } from 'zod';
import { agentContracts, type Agent, type AgentOutput } from './agents.ts';
import { MoraError } from './errors.ts';
import { stageRecordSchema, type StageRecord } from './outcome.ts';
import type { TaskPlan } from './pipeline/plan.ts';

/** What a stage hands on through the queue: its agent's output, with who made it and how long that took. */
export const stageResultSchema = z.object({
  ...stageRecordSchema.shape,
  output: z.json(),
});
export type StageResult = z.infer<typeof stageResultSchema>;

/** Results of stages by their key, as they come out of the queue. */
export type RawResults = Readonly<Record<string, unknown>>;

/** Results of the stages of an agent in a plan, in the plan's order, checked against its contract. */
export function outputsOf<A extends Agent>(agent: A, plan: TaskPlan, results: RawResults): AgentOutput<A>[] {
  return plan.stages.flatMap((stage) => {
    if (stage.agent !== agent || !(stage.key in results)) return [];
    const { output } = stageResultSchema.parse(results[stage.key]);
    // The contract of agent A parses to the output of agent A; the table's type cannot say so for a generic A.
    return [agentContracts[agent].output.parse(output) as AgentOutput<A>];
  });
}

/** The output of the last stage of an agent that has one; undefined where the plan has no such stage. */
export function outputOf<A extends Agent>(agent: A, plan: TaskPlan, results: RawResults): AgentOutput<A> | undefined {
  return outputsOf(agent, plan, results).at(-1);
}

/** Like `outputOf`, for an agent that must have been there. Throws `internal` where its result is lost. */
export function demandOutput<A extends Agent>(agent: A, plan: TaskPlan, results: RawResults): AgentOutput<A> {
  const output = outputOf(agent, plan, results);
  if (output !== undefined) return output;
  throw new MoraError('internal', 'A step of this video lost its result. Please try again.', {
    detail: `no result of ${agent} in ${plan.taskId}`,
  });
}

/** Who did what, in the order of the pipeline. */
export function stageRecords(plan: TaskPlan, results: RawResults): StageRecord[] {
  return plan.stages.flatMap(({ key }) => {
    const parsed = stageResultSchema.safeParse(results[key]);
    return parsed.success ? [stageRecordSchema.parse(parsed.data)] : [];
  });
}
