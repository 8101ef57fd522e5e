import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { agentContracts, type Agent } from '../src/core/agents.ts';
import type { ArtifactStore } from '../src/core/artifacts/artifact-store.ts';
import { MoraError } from '../src/core/errors.ts';
import type { Logger } from '../src/core/log.ts';
import type { Provider, StageContext } from '../src/core/provider.ts';
import type { Json, StageJob } from '../src/core/queue/task-queue.ts';
import { stageResultSchema, type StageResult } from '../src/core/stage-result.ts';
import { prepareInput } from './prepare-input.ts';

/** What a worker does its stages with. */
export interface StageParts {
  readonly providers: readonly Provider[];
  readonly artifacts: ArtifactStore;
  /** Folder for what is made on the way; created when it is missing. */
  readonly scratchDir: string;
  readonly logger: Logger;
}

/** No provider known needs longer for one turn; past it something hangs. */
const stageLimitMs = 30 * 60 * 1000;

/**
 * Does one stage: finds the result of an earlier run or lets the provider make it, keeps it, and returns it for the
 * stages that follow. Throws `MoraError`.
 */
export async function runStage(agent: Agent, job: StageJob, parts: StageParts): Promise<Json> {
  const { artifacts } = parts;
  const resultId = `${job.stageId}-result`;
  const earlier = await readResult(artifacts, resultId);
  if (earlier !== undefined) return earlier;

  const provider = demandProvider(agent, job.stage.provider, parts.providers);
  const contract = agentContracts[agent];
  const input = contract.input.parse(prepareInput[agent]({ plan: job.plan, results: job.upstream }));
  await mkdir(parts.scratchDir, { recursive: true });
  const scratchDir = await mkdtemp(path.join(parts.scratchDir, 'stage-'));
  const logger = parts.logger.child({ taskId: job.plan.taskId, stageId: job.stageId });
  const timeout = AbortSignal.timeout(stageLimitMs);
  const context: StageContext = {
    stageId: job.stageId,
    signal: AbortSignal.any([job.signal, timeout]),
    artifacts,
    scratchDir,
    logger,
    report: (progress) => job.report(progress),
  };
  try {
    logger.info({ provider: provider.name, attempt: job.attempt }, 'stage-started');
    const startedAt = performance.now();
    const output = contract.output.parse(await provider.run(input, context));
    const result = stageResultSchema.parse({
      agent,
      provider: provider.name,
      label: provider.label,
      ms: Math.round(performance.now() - startedAt),
      output,
    });
    await artifacts.put(resultId, 'application/json', { bytes: new TextEncoder().encode(JSON.stringify(result)) });
    logger.info({ ms: result.ms, provider: result.provider }, 'stage-finished');
    return result;
  } catch (error) {
    if (timeout.aborted && !job.signal.aborted) {
      throw new MoraError('timed-out', 'This step took too long and was stopped. Please try again.', { cause: error });
    }
    throw error;
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
}

async function readResult(artifacts: ArtifactStore, id: string): Promise<StageResult | undefined> {
  if ((await artifacts.find(id)) === undefined) return undefined;
  return stageResultSchema.parse(await new Response(await artifacts.read(id)).json());
}

/** A provider in one of its roles, whichever that is. */
interface Player {
  readonly name: string;
  readonly label: string;
  run(input: unknown, context: StageContext): Promise<unknown>;
}

function demandProvider(agent: Agent, name: string, providers: readonly Provider[]): Player {
  const provider = providers.find((candidate) => candidate.name === name);
  const runner = provider?.agents[agent];
  if (provider === undefined || runner === undefined) {
    throw new MoraError(
      'unavailable',
      `Nobody here can do the ${agent} step with ${name} just now. Please try again later.`,
    );
  }
  // The caller has parsed the input by the contract of this very agent; the union of all agents hides that.
  const run = runner as Player['run'];
  return { name, label: provider.label, run };
}
