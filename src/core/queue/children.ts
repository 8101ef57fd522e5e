import { MoraError, toFailure, type Failure } from '../errors.ts';
import { stageIdOf, type TaskPlan } from '../pipeline/plan.ts';
import { readFailure, stageReturnSchema } from './job-data.ts';
import type { UncheckedJob } from './jobs.ts';
import type { MadeResults } from './made-results.ts';
import type { StageResults } from './task-queue.ts';

/** What came from the stages that a job waited for: all their results, or why there are none. */
export type Children =
  | { readonly kind: 'results'; readonly results: StageResults }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Gathers the results of the named stages; one without a result, for whatever reason, is a failure. */
export async function readChildren(
  job: UncheckedJob,
  plan: TaskPlan,
  keys: readonly string[],
  made: MadeResults,
): Promise<Children> {
  const known = keys.map((key) => made.take(stageIdOf(plan.taskId, key)));
  const results: Record<string, StageResults[string]> = {};
  if (known.every((one) => one !== undefined)) {
    for (const one of known) Object.assign(results, one);
    return { kind: 'results', results };
  }
  const values = Object.entries((await job.getChildrenValues<unknown>()) ?? {});
  for (const key of keys) {
    const suffix = `:${stageIdOf(plan.taskId, key)}`;
    const value = values.find(([childKey]) => childKey.endsWith(suffix))?.[1];
    if (value === undefined) return { kind: 'failed', failure: await failureOf(job, suffix) };
    Object.assign(results, stageReturnSchema.parse(value).results);
  }
  return { kind: 'results', results };
}

async function failureOf(job: UncheckedJob, suffix: string): Promise<Failure> {
  const failures = Object.entries(await job.getIgnoredChildrenFailures());
  const reason = failures.find(([childKey]) => childKey.endsWith(suffix))?.[1];
  if (reason !== undefined) return readFailure(reason);
  return toFailure(new MoraError('internal', 'A part of this task was lost on our side. Please try again.'));
}
