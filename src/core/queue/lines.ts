import type { UncheckedQueue } from './jobs.ts';

/** Where jobs stand in the line of their queue. */
export interface Lines {
  /** Counted from 1. Undefined for a job that waits for its next try: it stands in no line. */
  positionOf(queue: UncheckedQueue, jobId: string | undefined): Promise<number | undefined>;
}

/** How long a line that was read is good for: a flood of cards asks for the same one again and again. */
const freshMs = 250;

export function openLines(): Lines {
  const read = new Map<string, { readonly atMs: number; readonly places: Promise<ReadonlyMap<string, number>> }>();
  return {
    async positionOf(queue, jobId) {
      let line = read.get(queue.name);
      if (line === undefined || performance.now() - line.atMs > freshMs) {
        line = { atMs: performance.now(), places: readLine(queue) };
        read.set(queue.name, line);
      }
      return jobId === undefined ? undefined : (await line.places).get(jobId);
    },
  };
}

async function readLine(queue: UncheckedQueue): Promise<ReadonlyMap<string, number>> {
  const [waiting, prioritized] = await Promise.all([
    queue.getRanges(['wait'], 0, -1, true),
    queue.getRanges(['prioritized'], 0, -1, true),
  ]);
  return new Map([...waiting, ...prioritized].map((id, index) => [id, index + 1]));
}
