import type { TaskPlan } from '../pipeline/plan.ts';
import { createRecentMap, type RecentMap } from '../recent-map.ts';

/** Enough for all tasks that a busy process has stages of; what is dropped is read from the queue. */
const mostKept = 500;

/**
 * Plans of tasks that were under way when one of their stages began here, by the task's id. Whoever hears that a task was
 * settled, or may have missed it, forgets: then the next stage reads its root again.
 */
export type OpenPlans = Pick<RecentMap<string, TaskPlan>, 'get' | 'set' | 'take' | 'clear'>;

export function createOpenPlans(): OpenPlans {
  return createRecentMap(mostKept);
}
