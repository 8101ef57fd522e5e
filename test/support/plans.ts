import { randomBytes } from 'node:crypto';
import type { PlannedStage, TaskPlan } from '../../src/core/pipeline/plan.ts';
import type { FlowState, StageState } from '../../src/core/queue/task-queue.ts';

function stage(key: string, agent: PlannedStage['agent'], ...after: string[]): PlannedStage {
  return { key, agent, provider: 'sketch', fallbacks: [], after };
}

function planOf(stages: PlannedStage[]): TaskPlan {
  return {
    version: 1,
    taskId: `task-${randomBytes(10).toString('hex')}`,
    thread: { platform: 'playground', space: 'local', channel: 'general' },
    request: { kind: 't2v', prompt: 'a paper boat', durationS: 2, ratio: '16:9', seed: 0 },
    stages,
    notes: [],
  };
}

/** A new task whose stages stand in one line: words, picture, motion, end. */
export function linePlan(): TaskPlan {
  return planOf([
    stage('words', 'prompt'),
    stage('picture', 'text-to-image', 'words'),
    stage('motion', 'image-to-video', 'picture'),
    stage('end', 'finish', 'motion'),
  ]);
}

/** A new task with two branches, one longer than the other. */
export function treePlan(): TaskPlan {
  return planOf([
    stage('left', 'prompt'),
    stage('left-motion', 'image-to-video', 'left'),
    stage('right', 'text-to-image'),
    stage('end', 'finish', 'left-motion', 'right'),
  ]);
}

export function statusOf(flow: FlowState | undefined, key: string): StageState['status'] | undefined {
  return flow?.stages.find((state) => state.key === key)?.status;
}

/** Waits until a signal aborts. */
export async function abortOf(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
}
