import { z } from 'zod';
import { systemCode } from '../errors.ts';
import { earlyOutcomeSchema, type EarlyOutcome } from '../outcome.ts';
import { toStored } from './job-data.ts';
import { retryDeadlock, type UncheckedQueue } from './jobs.ts';

/** Who decided how a task ends: somebody who settled it, or the delivery that began with what the stages made. */
export type RootEnd = { readonly by: 'settle'; readonly outcome: EarlyOutcome } | { readonly by: 'delivery' };

const rootEndSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('settle'), outcome: earlyOutcomeSchema }),
  z.object({ by: z.literal('delivery') }),
]);

/** PostgreSQL's code for a line whose number was taken a moment before. */
const uniqueViolation = '23505';

/**
 * Decides how a task ends, once and for all: the first line of its root's log counts, whoever else writes after it.
 * (Data of a job can be overwritten by any process; its log only grows, and says which line came first.) Returns the
 * end that holds and whether this call decided it.
 */
export async function decideEnd(
  queue: UncheckedQueue,
  taskId: string,
  end: RootEnd,
): Promise<{ readonly end: RootEnd; readonly decided: boolean }> {
  const count = await appendLine(queue, taskId, JSON.stringify(toStored(end)));
  if (count === 1) return { end, decided: true };
  return { end: (await readEnd(queue, taskId)) ?? end, decided: false };
}

/** The end that was decided, or undefined while the task is open. */
export async function readEnd(queue: UncheckedQueue, taskId: string): Promise<RootEnd | undefined> {
  const { logs } = await queue.getJobLogs(taskId, 0, 0, true);
  return logs[0] === undefined ? undefined : rootEndSchema.parse(JSON.parse(logs[0]));
}

async function appendLine(queue: UncheckedQueue, taskId: string, line: string): Promise<number> {
  try {
    return await retryDeadlock(async () => queue.addJobLog(taskId, line));
  } catch (error) {
    if (systemCode(error) !== uniqueViolation) throw error;
    return appendLine(queue, taskId, line);
  }
}
