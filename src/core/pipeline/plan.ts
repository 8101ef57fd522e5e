import { z } from 'zod';
import { agents } from '../agents.ts';
import { taskIdSchema } from '../task-id.ts';
import { taskRequestSchema } from '../task.ts';
import { threadRefSchema } from '../thread.ts';
import { stageKeySchema } from './stage-key.ts';

/** One agent's turn in one task. */
export const plannedStageSchema = z.object({
  key: stageKeySchema,
  agent: z.enum(agents),
  /** Name of the provider that plays it. */
  provider: z.string(),
  /** Who plays it where that one fails, in order. */
  fallbacks: z.array(z.string()).default([]),
  /** Keys of the stages whose results it reads; they end before it starts. */
  after: z.array(stageKeySchema),
  /** Words added to the prompt, such as a set style. */
  say: z.string().optional(),
  /** Which clip of a chain an image-to-video stage makes, from 0, and its seconds; `anew` for a whole video made anew. */
  clip: z
    .object({ index: z.int().nonnegative(), durationS: z.number().positive(), anew: z.boolean().optional() })
    .optional(),
  /** Which two videos a connect stage joins: this one (from 0) and the next. */
  join: z.int().nonnegative().optional(),
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
  /** What the person should know of the way that was chosen. */
  notes: z.array(z.string()).default([]),
  /** Dollars that it will cost about, by the prices of those who are to play; absent where it is free. */
  estimateUsd: z.number().positive().optional(),
  /** Its place among others: smaller goes first; and how many tasks its person had under way when they asked for it. */
  turn: z.object({ priority: z.int().positive(), before: z.int().nonnegative() }).optional(),
});
export type TaskPlan = z.infer<typeof taskPlanSchema>;

/** Unique over all tasks, safe as a job id and as the prefix of artifact ids. */
export function stageIdOf(taskId: string, key: string): string {
  return `${taskId}-${key}`;
}
