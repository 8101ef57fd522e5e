import { z } from 'zod';
import { agents } from '../agents.ts';
import { taskIdSchema, taskRequestSchema } from '../task.ts';
import { threadRefSchema } from '../thread.ts';

/** A stage's name inside its pipeline: `prompt`, `picture`, `motion`. */
export const stageKeySchema = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/u);

/** One agent's turn in one task. */
export const plannedStageSchema = z.object({
  key: stageKeySchema,
  agent: z.enum(agents),
  /** Name of the provider that plays it. */
  provider: z.string(),
  /** Keys of the stages whose results it reads; they end before it starts. */
  after: z.array(stageKeySchema),
});
export type PlannedStage = z.infer<typeof plannedStageSchema>;

/**
 * A task with its whole plan: pure data, and all that the queue needs. Stages are in the order of work; each but the
 * last is read by exactly one later stage (a job has one parent), so they form a tree whose root is the last.
 */
export const taskPlanSchema = z.object({
  version: z.literal(1),
  taskId: taskIdSchema,
  thread: threadRefSchema,
  request: taskRequestSchema,
  stages: z.array(plannedStageSchema).min(1),
});
export type TaskPlan = z.infer<typeof taskPlanSchema>;

/** Unique over all tasks, safe as a job id and as the prefix of artifact ids. */
export function stageIdOf(taskId: string, key: string): string {
  return `${taskId}-${key}`;
}
