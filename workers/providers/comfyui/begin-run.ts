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
import { kindOf, type Workflow, type WorkflowAgent } from './workflow.ts';

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
  const prompt = fillWorkflow(workflow, values, asked);
  adaptTo(prompt, nodes);
  const socket = socketOf(server);
  // Heard of before it begins, so that its first steps are not missed.
  await socket.watch(asked, followRun(prompt, kindOf(agent)));
  try {
    const runId = await server.submit(
      {
        prompt,
        prompt_id: asked,
        client_id: socket.clientId,
        // Previews are off by default; newer servers let each run ask for them.
        extra_data: { [markKey]: asked, preview_method: 'auto' },
      },
      signal,
    );
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
  const looks = await Promise.allSettled(
    fleet.servers.map(async (server): Promise<Operation | undefined> => {
      const found = await findOn(server, runId, signal);
      return found === undefined ? undefined : { url: server.url, runId: found };
    }),
  );
  signal.throwIfAborted();
  const answers = looks.flatMap((look) => (look.status === 'fulfilled' ? [look.value] : []));
  const found = answers.find((operation) => operation !== undefined);
  if (found !== undefined || answers.length > 0) return found;
  throw new MoraError('unavailable', 'The GPU server does not answer just now. Please try again later.', {
    cause: looks.find((look) => look.status === 'rejected')?.reason,
  });
}

async function findOn(server: ComfyServer, runId: string, signal: AbortSignal): Promise<string | undefined> {
  const { running, pending } = await server.queue(signal);
  const isOurs = ({ id, mark }: QueueEntry): boolean => id === runId || mark === runId;
  const queued = [...running, ...pending].find(isOurs);
  if (queued !== undefined) return queued.id;
  // It may have ended since, or before.
  if ((await server.ended(runId, signal)) !== undefined) return runId;
  const lately = Object.entries(await server.lately(signal));
  return lately.find(([, { prompt }]) => prompt?.mark === runId)?.[0];
}
