import type { FlowState, StageState, WorkerPresence } from '../queue/task-queue.ts';

/** The stage of an open flow that waits for a worker while nobody who could take it is there; undefined where all is well. */
export function unservedStage(flow: FlowState, workers: readonly WorkerPresence[]): StageState | undefined {
  if (flow.status !== 'open') return undefined;
  return flow.stages.find(
    ({ status, agent, provider }) =>
      status === 'queued' && !workers.some((worker) => worker.agents[agent]?.includes(provider)),
  );
}
