import type { PlannedStage, TaskPlan } from '../pipeline/plan.ts';
import { progressSchema } from './job-data.ts';
import type { Jobs } from './jobs.ts';
import type { Lines } from './lines.ts';
import type { FlowState, StageState } from './task-queue.ts';

/** Where a task stands, read from its jobs. Undefined where the queue does not know it (any more). */
export async function inspectTask(
  jobs: Jobs,
  lines: Lines,
  taskId: string,
  platform: string,
): Promise<FlowState | undefined> {
  const root = await jobs.root(taskId, platform);
  if (root === undefined) return undefined;
  const { plan, outcome } = root.data;
  const [state, ...stages] = await Promise.all([
    root.job.getState(),
    ...plan.stages.map(async (stage) => inspectStage(jobs, lines, plan, stage, outcome !== undefined)),
  ]);
  if (state === 'unknown') return undefined;
  if (state === 'waiting-children') return { plan, stages, status: 'open' };
  return { plan, stages, status: state === 'completed' || state === 'failed' ? 'delivered' : 'delivering' };
}

async function inspectStage(
  jobs: Jobs,
  lines: Lines,
  plan: TaskPlan,
  stage: PlannedStage,
  settled: boolean,
): Promise<StageState> {
  const { key, agent, provider } = stage;
  const known = { key, agent, provider };
  const job = await jobs.stage(plan, stage);
  const state = (await job?.getState()) ?? 'unknown';
  // A stage that is gone was taken away when its task was settled; otherwise its day of retention is over.
  if (job === undefined || state === 'unknown') return { ...known, status: settled ? 'waiting' : 'done' };
  const progress = progressSchema.safeParse(job.progress);
  const live = {
    ...known,
    ...(progress.success ? { progress: progress.data } : {}),
    ...(job.processedOn === undefined ? {} : { startedAt: job.processedOn }),
    ...(job.finishedOn === undefined ? {} : { endedAt: job.finishedOn }),
  };
  if (state === 'waiting-children') return { ...known, status: 'waiting' };
  if (state === 'active') return { ...live, status: 'running' };
  if (state === 'completed') return { ...live, status: 'done' };
  if (state === 'failed') return { ...live, status: 'failed' };
  const position = await lines.positionOf(jobs.queue(job.queueName), job.id);
  return { ...known, status: 'queued', ...(position === undefined ? {} : { position }) };
}
