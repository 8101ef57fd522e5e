import type { TaskPlan } from '../pipeline/plan.ts';

/** Enough for all tasks that a busy process has stages of; what is dropped is read from the queue. */
const mostKept = 500;

/**
 * Plans of tasks that were under way when one of their stages began here. Whoever hears that a task was settled, or may
 * have missed it, forgets: then the next stage reads its root again.
 */
export interface OpenPlans {
  keep(taskId: string, plan: TaskPlan): void;
  find(taskId: string): TaskPlan | undefined;
  forget(taskId: string): void;
  forgetAll(): void;
}

export function createOpenPlans(): OpenPlans {
  const kept = new Map<string, TaskPlan>();
  return {
    keep: (taskId, plan) => {
      kept.delete(taskId);
      kept.set(taskId, plan);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    },
    find: (taskId) => kept.get(taskId),
    forget: (taskId) => void kept.delete(taskId),
    forgetAll: () => kept.clear(),
  };
}
