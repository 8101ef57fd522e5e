import { z } from 'zod';
import { artifactIdSchema } from '../artifacts/artifact.ts';
import { failureSchema, toFailure, type Failure } from '../errors.ts';
import { earlyOutcomeSchema } from '../outcome.ts';
import { taskPlanSchema } from '../pipeline/plan.ts';
import { stageKeySchema } from '../pipeline/stage-key.ts';
import { taskIdSchema } from '../task-id.ts';
import type { StageResults } from './task-queue.ts';

/**
 * The form in which jobs are written. Raise it with a change that an older program could not read: it leaves such jobs
 * to newer ones.
 */
const dataVersion = 1;

/** Whether a newer program than this one wrote the job. */
export function isNewer(data: unknown): boolean {
  const written = versionSchema.safeParse(data);
  return written.success && written.data.version > dataVersion;
}

const versionSchema = z.object({ version: z.int() });

/** The root's data: the whole plan, and how the task ended where that was decided early. */
export const rootDataSchema = z.object({
  version: z.literal(dataVersion),
  plan: taskPlanSchema,
  outcome: earlyOutcomeSchema.optional(),
});
export type RootData = z.infer<typeof rootDataSchema>;

/** A stage's data: where to find its plan. Everything else stands in the root, once. */
export const stageDataSchema = z.object({
  version: z.literal(dataVersion),
  taskId: taskIdSchema,
  platform: z.string(),
  key: stageKeySchema,
  /** Whether the stage is not to be run but what it began elsewhere to be stopped: its task has ended. */
  abandoned: z.boolean().optional(),
  /** How many of its starts only found out that it has to wait. */
  waits: z.int().nonnegative().optional(),
});
export type StageData = z.infer<typeof stageDataSchema>;

/** What a stage's job returns: its own result and, since a job sees only its direct children, all those before it. */
export interface StageReturn {
  readonly results: StageResults;
}
export const stageReturnSchema: z.ZodType<StageReturn> = z.object({ results: z.record(stageKeySchema, z.json()) });

export const progressSchema = z.object({
  phase: z.string(),
  percent: z.number().exactOptional(),
  preview: artifactIdSchema.exactOptional(),
});

/** The queue of a platform's deliveries: the roots of its flows. */
export function deliveryQueueName(platform: string): string {
  return `deliver.${platform}`;
}

/** Only text crosses a failure in BullMQ: ours is JSON. */
export function failureText(failure: Failure): string {
  return JSON.stringify(toStored(failure));
}

/** Reads a failed job's reason; what we did not write ourselves (a job that stalled too often) is `internal`. */
export function readFailure(text: string): Failure {
  try {
    const parsed = failureSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch {
    // No JSON: a reason in BullMQ's own words, which mean nothing to a person.
  }
  return toFailure(new Error(text));
}

/**
 * A value as every store can keep it: plain JSON, without half characters and NUL, which PostgreSQL would refuse only
 * when the job is already done.
 */
export function toStored<T>(value: T): T {
  const clean = (_key: string, part: unknown): unknown =>
    typeof part === 'string' ? part.toWellFormed().replaceAll('\u0000', '') : part;
  // JSON without functions or dates keeps its shape: only characters inside its strings change.
  return JSON.parse(JSON.stringify(value), clean) as T;
}
