import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { agentContracts, type Agent } from '../src/core/agents.ts';
import type { ArtifactStore } from '../src/core/artifacts/artifact-store.ts';
import { MoraError, toMoraError } from '../src/core/errors.ts';
import type { Logger } from '../src/core/log.ts';
import type { MediaTools } from '../src/core/media/media-tools.ts';
import type { Provider, StageContext } from '../src/core/provider.ts';
import type { Json, StageJob } from '../src/core/queue/task-queue.ts';
import { stageResultSchema, type StageResult } from '../src/core/stage-result.ts';
import { createFrameKeeper } from './frame-keeper.ts';
import { moderateInput, moderatedProgress, moderateOutput, type Moderation } from './moderate.ts';
import { prepareInput } from './prepare-input.ts';
import { playStage } from './play-stage.ts';
import { defaultRemoteTiming, type RemoteTiming } from './remote/turn.ts';

/** What a worker does its stages with. */
export interface StageParts {
  readonly providers: readonly Provider[];
  readonly artifacts: ArtifactStore;
  readonly media: Pick<MediaTools, 'extractFrame'>;
  /** Looks over what is asked for and made; absent where nobody can. */
  readonly moderation?: Moderation | undefined;
  readonly remoteTiming?: RemoteTiming;
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
    report: (progress) => job.report(moderatedProgress(progress, parts.moderation)),
  };
  try {
    logger.info({ attempt: job.attempt }, 'stage-started');
    const frameOf = createFrameKeeper(parts.media, context);
    const turn = { plan: job.plan, stage: job.stage, results: job.upstream, frameOf };
    await moderateInput(job, context, parts.moderation);
    const input = agentContracts[agent].input.parse(await prepareInput[agent](turn));
    const unwanted = AbortSignal.any([job.cancelled, timeout]);
    const timing = parts.remoteTiming ?? defaultRemoteTiming;
    const played = await playStage({ agent, input, providers: parts.providers, job, context, unwanted, timing });
    const result = stageResultSchema.parse({ key: job.stage.key, agent, ...played });
    await moderateOutput(result, context, parts.moderation).catch((error: unknown) => {
      // It was made and paid all the same.
      const { code, userMessage, retryable } = toMoraError(error);
      throw new MoraError(code, userMessage, { cause: error, retryable, costUsd: played.costUsd });
    });
    tellPreview(result, job);
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

/** A picture that a stage made is worth showing, unless it is not safe for work. */
function tellPreview({ agent, output }: StageResult, job: StageJob): void {
  if (agent !== 'text-to-image' && agent !== 'image-to-image') return;
  const { image, nsfw } = agentContracts[agent].output.parse(output);
  if (nsfw !== true) job.report({ phase: 'done', percent: 100, preview: image.artifact });
}

async function readResult(artifacts: ArtifactStore, id: string): Promise<StageResult | undefined> {
  if ((await artifacts.find(id)) === undefined) return undefined;
  return stageResultSchema.parse(await new Response(await artifacts.read(id)).json());
}
