import type { ArtifactId } from '../../../src/core/artifacts/artifact.ts';
import { MoraError, toMoraError } from '../../../src/core/errors.ts';
import type { StartContext } from '../../../src/core/provider.ts';
import { markKey, type QueueEntry } from './answers.ts';
import { fillWorkflow, type Values } from './fill-workflow.ts';
import type { Candidate } from './fleet.ts';
import { adaptTo } from './needs.ts';
import { runIdOf } from './run-id.ts';
import { followRun } from './run-progress.ts';
import type { Operation, Workshop } from './runs.ts';
import type { ComfyServer } from './server.ts';
import type { Asked } from './values.ts';
import { withGrace } from './with-grace.ts';
import { kindOf, type Workflow, type WorkflowAgent } from './workflow.ts';

/** How long the answer to a run that was handed in is waited for once nobody wants it any more. */
const submitGraceMs = 5_000;

/**
 * Begins a run on the least busy server. Where one cannot be reached the next is asked; nothing is handed in twice where
 * it may have arrived. Throws `unavailable`, `uncertain`, `unauthorized`, or `provider-failed` for a workflow that does
 * not fit.
 */
export async function beginRun(
  workshop: Workshop,
  workflow: Workflow,
  agent: WorkflowAgent,
  { values, images }: Asked,
  context: StartContext,
): Promise<Operation> {
  let left = await workshop.fleet.candidates(workflow, context.signal);
  for (;;) {
    const candidate = leastBusy(left, workshop);
    left = left.filter((other) => other !== candidate);
    using _counted = countBeginning(workshop, candidate.server);
    try {
      const named = { ...values, ...(await uploadImages(workflow, candidate.server, images, context)) };
      return await submit(workshop, workflow, agent, candidate, named, context);
    } catch (error) {
      context.signal.throwIfAborted();
      if (toMoraError(error).code !== 'unavailable' || left.length === 0) throw error;
      context.logger.warn({ err: error, server: candidate.server.name }, 'could not begin on a server');
    }
  }
}

function leastBusy(candidates: readonly Candidate[], { beginning }: Workshop): Candidate {
  const busy = ({ server, load }: Candidate): number => load + (beginning.get(server) ?? 0);
  return candidates.reduce((best, other) => (busy(other) < busy(best) ? other : best));
}

/** Turns that begin at the same moment see each other. */
function countBeginning({ beginning }: Workshop, server: ComfyServer): Disposable {
  beginning.set(server, (beginning.get(server) ?? 0) + 1);
  return { [Symbol.dispose]: () => beginning.set(server, (beginning.get(server) ?? 1) - 1) };
}

async function uploadImages(
  { inputs }: Workflow,
  server: ComfyServer,
  images: Asked['images'],
  { artifacts, signal, mark }: StartContext,
): Promise<Values> {
  const upload = async (role: string, id: ArtifactId): Promise<string> => {
    await using file = await artifacts.open(id, signal);
    return await server.upload(file.path, `${runIdOf(mark)}-${role}.png`, signal);
  };
  const { image, lastImage } = images;
  return {
    ...(image === undefined || inputs.image === undefined ? {} : { image: await upload('first', image) }),
    ...(lastImage === undefined || inputs.lastImage === undefined
      ? {}
      : { lastImage: await upload('last', lastImage) }),
  };
}

async function submit(
  { socketOf }: Workshop,
  workflow: Workflow,
  agent: WorkflowAgent,
  { server, nodes }: Candidate,
  values: Values,
  { mark, signal }: StartContext,
): Promise<Operation> {
  const asked = runIdOf(mark);
  const prompt = fillWorkflow(workflow, values, asked, nodes);
  adaptTo(prompt, nodes);
  const socket = socketOf(server);
  // Heard of before it begins, so that its first steps are not missed.
  await socket.watch(asked, followRun(prompt, kindOf(agent)));
  try {
    signal.throwIfAborted();
    const request = {
      prompt,
      prompt_id: asked,
      client_id: socket.clientId,
      // Previews are off by default; newer servers let each run ask for them.
      extra_data: { [markKey]: asked, preview_method: 'auto' },
    };
    // A request that is cut may be carried out all the same: it is heard to its end, so that it can be stopped by name.
    const runId = await withGrace(signal, submitGraceMs, (late) => server.submit(request, late));
    socket.rename(asked, runId);
    return { url: server.url, runId };
  } catch (error) {
    // One that may have arrived is still listened for: it is found later.
    if (toMoraError(error).code !== 'uncertain') socket.forget(asked);
    throw error;
  }
}

/**
 * Looks for a run on all servers, among those that wait, run and have ended. Servers that are away do not count while
 * another one answers: what was queued there does not outlive them. Throws `unavailable` where none answers.
 */
export async function findRun({ fleet }: Workshop, { mark, signal }: StartContext): Promise<Operation | undefined> {
  const runId = runIdOf(mark);
  const looks = fleet.servers.map((server) => findOn(server, runId, signal));
  try {
    // Whoever has it need not wait for those that are away.
    return await Promise.any(looks.map(demandFound));
  } catch {
    signal.throwIfAborted();
  }
  const answers = await Promise.allSettled(looks);
  if (answers.some(({ status }) => status === 'fulfilled')) return undefined;
  throw new MoraError('unavailable', 'The GPU server does not answer just now. Please try again later.', {
    cause: answers.find((answer) => answer.status === 'rejected')?.reason,
  });
}

async function demandFound(look: Promise<Operation | undefined>): Promise<Operation> {
  const found = await look;
  if (found === undefined) throw new Error('it is not there');
  return found;
}

async function findOn(server: ComfyServer, runId: string, signal: AbortSignal): Promise<Operation | undefined> {
  const { url } = server;
  const { running, pending } = await server.queue(signal);
  const isOurs = ({ id, mark }: QueueEntry): boolean => id === runId || mark === runId;
  const queued = [...running, ...pending].find(isOurs);
  if (queued !== undefined) return { url, runId: queued.id };
  // It may have ended since, or before.
  if ((await server.ended(runId, signal)) !== undefined) return { url, runId };
  const lately = Object.entries(await server.lately(signal));
  const other = lately.find(([, { prompt }]) => prompt?.mark === runId)?.[0];
  return other === undefined ? undefined : { url, runId: other };
}
