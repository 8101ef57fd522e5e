import type { Logger } from '../log.ts';
import { createOpenPlans, type OpenPlans } from './open-plans.ts';
import type { Signals } from './signals.ts';

/** A stage that runs in this process. */
interface RunningStage {
  readonly taskId: string;
  cancel(): void;
  /** Something elsewhere may have ended. */
  poke(): void;
  /** Reads whether the task was settled, and cancels if so. */
  check(): Promise<void>;
}

/** The stages that run in this process, stopped when their task is cancelled anywhere. */
export interface RunningStages {
  track(stage: RunningStage): Disposable;
  /** Of tasks that nobody here has heard to be settled. */
  readonly plans: OpenPlans;
  close(): Promise<void>;
}

export async function openRunningStages(
  signals: Pick<Signals, 'onTaskCancelled' | 'onTaskPoked' | 'onGap'>,
  logger: Logger,
): Promise<RunningStages> {
  const stages = new Set<RunningStage>();
  const plans = createOpenPlans();
  const subscription = await signals.onTaskCancelled((taskId) => {
    plans.take(taskId);
    for (const stage of stages) if (stage.taskId === taskId) stage.cancel();
  });
  const pokes = await signals.onTaskPoked((taskId) => {
    for (const stage of stages) if (stage.taskId === taskId) stage.poke();
  });
  // Messages may have been missed: the truth is in the roots.
  const gap = signals.onGap(() => {
    plans.clear();
    for (const stage of stages) {
      stage.poke();
      stage
        .check()
        .catch((error: unknown) => logger.warn({ err: error }, 'could not see whether a task was cancelled'));
    }
  });
  return {
    plans,
    track: (stage) => {
      stages.add(stage);
      return { [Symbol.dispose]: () => void stages.delete(stage) };
    },
    close: async () => {
      gap[Symbol.dispose]();
      await subscription[Symbol.asyncDispose]();
      await pokes[Symbol.asyncDispose]();
    },
  };
}
