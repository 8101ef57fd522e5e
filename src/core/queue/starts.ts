import { z } from 'zod';
import type { UncheckedJob } from './jobs.ts';

const waitsSchema = z.looseObject({ waits: z.int().nonnegative().default(0) });

/** How often the job was started, without the times that it could only be put back to wait. */
export function startsOf(job: UncheckedJob): number {
  return job.attemptsStarted - (waitsSchema.safeParse(job.data).data?.waits ?? 0);
}

/** Notes down that this start of the job only found out that it has to wait. */
export async function countWait(job: UncheckedJob): Promise<void> {
  const data = waitsSchema.parse(job.data);
  await job.updateData({ ...data, waits: data.waits + 1 });
}
