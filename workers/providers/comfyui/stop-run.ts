import { forgetRun, operationSchema, type Workshop } from './runs.ts';

/** Looks at a queue that moves: between a look and a word to the server its state may change. */
const maxLooks = 4;

/** Stops a run wherever it stands, and no other one. A run that has ended or is not known is no error. */
export async function stopRun(workshop: Workshop, operation: unknown, signal: AbortSignal): Promise<void> {
  const run = operationSchema.parse(operation);
  forgetRun(workshop, run);
  const server = workshop.fleet.serverAt(run.url);
  if (server === undefined) return;
  const { runId } = run;
  if (await server.cancel(runId, signal)) return;
  for (let looks = 1; looks <= maxLooks; looks += 1) {
    const { running, pending } = await server.queue(signal);
    if (running.some(({ id }) => id === runId)) {
      await server.interrupt(runId, signal);
      return;
    }
    if (!pending.some(({ id }) => id === runId)) return;
    // It may begin before the word arrives: then it is found running.
    await server.dequeue(runId, signal);
  }
}
