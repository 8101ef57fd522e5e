import { MoraError, toMoraError } from '../../../src/core/errors.ts';
import type { StageContext, StageProgress, Standing } from '../../../src/core/provider.ts';
import { toPlainJson } from '../../remote/plain-json.ts';
import type { EndedRun, Queue } from './answers.ts';
import { chooseOutput } from './choose-output.ts';
import { forgetRun, operationSchema, type Operation, type Workshop } from './runs.ts';
import type { ComfyServer } from './server.ts';

/** While the server works on it, it is asked often: it is near, and a second lost is one more for each clip of a chain. */
const runningAgainMs = 400;
const heardEndAgainMs = 100;
const waitingAgainMs = 1_500;

/** What a run is to make, and by which node. */
interface Wanted {
  readonly output: string;
  readonly makes: 'image' | 'video';
}

/** Asks once how a run stands. Throws `unavailable` where its server cannot be asked, for as long as that may pass. */
export async function askRun(
  workshop: Workshop,
  wanted: Wanted,
  operation: unknown,
  context: StageContext,
): Promise<Standing> {
  const run = operationSchema.parse(operation);
  const server = workshop.fleet.serverAt(run.url);
  if (server === undefined) return failed('The GPU server that worked on this is not set up any more.', run.url);
  try {
    const standing = await standingOf(workshop, server, run, wanted, context);
    workshop.awaySinceMs.delete(run.runId);
    if (standing.state !== 'running') forgetRun(workshop, run);
    return standing;
  } catch (error) {
    context.signal.throwIfAborted();
    if (toMoraError(error).code !== 'unavailable' || !isLost(workshop, run)) throw error;
    forgetRun(workshop, run);
    return failed('The GPU server that worked on this has been away for too long. Please try again.', server.name);
  }
}

/** Whether the server has been away for longer than anything on it may outlive. */
function isLost({ awaySinceMs, awayLimitMs, now }: Workshop, { runId }: Operation): boolean {
  const since = awaySinceMs.get(runId) ?? now();
  awaySinceMs.set(runId, since);
  return now() - since >= awayLimitMs;
}

async function standingOf(
  workshop: Workshop,
  server: ComfyServer,
  run: Operation,
  wanted: Wanted,
  context: StageContext,
): Promise<Standing> {
  const { runId } = run;
  const ended = await server.ended(runId, context.signal);
  if (ended !== undefined) return outcomeOf(ended, run, wanted);
  const queue = await server.queue(context.signal);
  if (queue.running.some(({ id }) => id === runId)) return running(workshop, server, run, context);
  const before = queue.pending.findIndex(({ id }) => id === runId);
  if (before >= 0) return { state: 'running', progress: waiting(before, queue), againMs: waitingAgainMs };
  // It may have ended between the two questions.
  const sinceEnded = await server.ended(runId, context.signal);
  if (sinceEnded !== undefined) return outcomeOf(sinceEnded, run, wanted);
  return failed('The GPU server lost this, probably because it was started anew. Please try again.', server.name);
}

function waiting(before: number, { running: busy }: Queue): StageProgress {
  const ahead = before + busy.length;
  return { phase: ahead <= 1 ? 'waiting for a free GPU' : `waiting for a free GPU, ${ahead} ahead` };
}

async function running(
  { socketOf, previews }: Workshop,
  server: ComfyServer,
  { runId }: Operation,
  context: StageContext,
): Promise<Standing> {
  const socket = socketOf(server);
  socket.expectNews(runId);
  const heard = socket.progressOf(runId);
  const preview = await previews.show(runId, () => socket.takePreview(runId), context);
  const progress = { ...(heard?.now() ?? { phase: 'working' }), ...(preview === undefined ? {} : { preview }) };
  return { state: 'running', progress, againMs: heard?.ended() === true ? heardEndAgainMs : runningAgainMs };
}

function outcomeOf(ended: EndedRun, { url, runId }: Operation, { output, makes }: Wanted): Standing {
  const { status } = ended;
  if (status?.status_str === 'error' || status?.completed === false) return failureOf(ended);
  try {
    return { state: 'made', result: toPlainJson({ url, runId, file: chooseOutput(ended, output, makes) }) };
  } catch (error) {
    return { state: 'failed', error: toMoraError(error) };
  }
}

function failureOf({ status }: EndedRun): Standing {
  const messages = status?.messages ?? [];
  if (messages.some(([event]) => event === 'execution_interrupted')) {
    return failed('This was stopped on the GPU server. Please try again.', 'interrupted');
  }
  const [, error = {}] = messages.find(([event]) => event === 'execution_error') ?? [];
  const reason = [error['node_type'], error['exception_type'], error['exception_message']].map(String).join(': ');
  if (/OutOfMemory|out of memory/iu.test(reason)) {
    return failed('The memory of the GPU is too small for this. Try a shorter or smaller video.', reason);
  }
  return failed('The GPU server failed at this. Please try again.', reason);
}

function failed(userMessage: string, detail: string, retryable = true): Standing {
  const error = new MoraError('provider-failed', userMessage, {
    detail: `ComfyUI: ${detail.slice(0, 500)}`,
    retryable,
  });
  return { state: 'failed', error };
}
