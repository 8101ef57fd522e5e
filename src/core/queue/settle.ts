import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import type { EarlyOutcome } from '../outcome.ts';
import { toStored, type RootData } from './job-data.ts';
import { addAbandoned } from './flow.ts';
import { retryDeadlock, type Jobs, type Root } from './jobs.ts';
import { decideEnd } from './root-end.ts';
import type { Signals } from './signals.ts';

/** Rounds of taking stages away before giving up; each lost race against a stage that moves costs one. */
const maxRounds = 20;

/**
 * Ends a task early, for failure and cancel alike: the outcome is written into the root, the stages are taken away from
 * the top so that the root runs at once, and running ones are told to stop. Returns whether this call decided the end.
 * Calling it again finishes what a call that died had begun.
 */
export async function settleTask(
  { jobs, signals, logger }: { readonly jobs: Jobs; readonly signals: Signals; readonly logger: Logger },
  task: { readonly taskId: string; readonly platform: string },
  outcome: EarlyOutcome,
): Promise<boolean> {
  const root = await jobs.root(task.taskId, task.platform);
  if (root === undefined || root.job.attemptsStarted > 0) return false;
  const { end, decided } = await decideEnd(jobs.queue(root.job.queueName), task.taskId, { by: 'settle', outcome });
  if (end.by === 'delivery') return false;
  const data: RootData = { ...root.data, outcome: end.outcome };
  await retryDeadlock(async () => root.job.updateData(toStored(data)));
  // Whoever runs a stage hears of it first; at the end once more, for one that began meanwhile.
  await signals.cancelTask(task.taskId).catch((error: unknown) => {
    logger.warn({ err: error, taskId: task.taskId }, 'a cancel could not be said at once');
  });
  for (let round = 1; ; round += 1) {
    const failures = await takeStagesAway(jobs, root);
    if ((await root.job.getState()) !== 'waiting-children') break;
    if (round === maxRounds) {
      logger.error({ taskId: task.taskId, failures }, 'a settled task still waits for its stages');
      break;
    }
    await sleep(round * 10);
  }
  await signals.cancelTask(task.taskId);
  signals.taskChanged(task.taskId);
  return decided;
}

/**
 * Removes what waits, from the root's own child down. A stage that runs cannot be removed: the root's child is cut off
 * from it instead, and one further down ends by itself when it is told to. Returns what went wrong, which is normal
 * where a stage moves at the same moment.
 */
async function takeStagesAway(jobs: Jobs, { data }: Root): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  const attempt = async <T>(step: () => Promise<T>): Promise<{ readonly result: T } | undefined> => {
    try {
      return { result: await retryDeadlock(step) };
    } catch (error) {
      failures.push(error);
      return undefined;
    }
  };
  const topDown = data.plan.stages.toReversed();
  for (const [depth, stage] of topDown.entries()) {
    const job = (await attempt(async () => jobs.stage(data.plan, stage)))?.result;
    if (job === undefined || job.finishedOn !== undefined) continue;
    // It may have begun something elsewhere that nobody watches now; where it runs, its worker is told anyway.
    if (job.attemptsStarted > 0) await attempt(async () => addAbandoned(jobs, data.plan, stage));
    const removed = await attempt(async () => job.remove({ removeChildren: false }));
    if (removed === undefined && depth === 0) await attempt(async () => job.removeChildDependency());
  }
  return failures;
}
