import type { OpenCounts } from '../database/task-rows.ts';
import { MoraError } from '../errors.ts';
import type { PersonRef } from '../thread.ts';

/** How the studio shares its time among people. A bound of 0 is none. */
export interface Fairness {
  /** Tasks that one person may have under way. */
  readonly person: number;
  /** Tasks that one person may ask for within 24 hours. */
  readonly personDay: number;
  /** Tasks under way in one server or workspace. */
  readonly space: number;
  readonly all: number;
  /** By the id of a role: who has it waits as if they had only a part of their tasks under way, a third for 3. */
  readonly weights: Readonly<Record<string, number>>;
}

export const plainFairness: Fairness = { person: 20, personDay: 0, space: 500, all: 5_000, weights: {} };

/** The largest priority that the queue takes, less one. */
const lastPriority = 2_000_000;

/**
 * The priority of a person's next task, 1 for the first: the more they have under way, the later it comes. So a flood of
 * one person lets everybody else's single task pass.
 */
export function priorityOf(open: number, { roles = [] }: Pick<PersonRef, 'roles'>, { weights }: Fairness): number {
  const own = roles.flatMap((role) => (Object.hasOwn(weights, role) ? (weights[role] ?? 1) : []));
  const weight = Math.max(1, ...own);
  return 1 + Math.min(lastPriority, Math.floor(open / weight));
}

/** Throws `unavailable` where one more task would be one too many. */
export function checkBounds(counts: OpenCounts, fairness: Fairness): void {
  for (const bound of ['person', 'personDay', 'space', 'all'] as const) {
    const most = fairness[bound];
    if (most > 0 && counts[bound] >= most) throw new MoraError('unavailable', sentences[bound](most));
  }
}

const sentences: Readonly<Record<keyof OpenCounts, (most: number) => string>> = {
  person: (most) =>
    `You have ${most} videos under way, as many as one person may. Wait until one is done, or cancel one with /mora cancel.`,
  personDay: (most) =>
    `You have asked for ${most} videos in the last 24 hours, as many as one person may. Please try again later today.`,
  space: (most) =>
    `There are ${most} videos under way here, as many as there may be. Please try again in a few minutes.`,
  all: (most) => `The studio has its hands full: ${most} videos are under way. Please try again in a few minutes.`,
};
