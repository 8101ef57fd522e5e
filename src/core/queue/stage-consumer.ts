import { UnrecoverableError } from 'bullmq';
import type { Agent } from '../agents.ts';
import { MoraError, toFailure, toMoraError, type Failure } from '../errors.ts';
import { stageIdOf, type PlannedStage, type TaskPlan } from '../pipeline/plan.ts';
import { readChildren } from './children.ts';
import { startConsumer, type ConsumerContext } from './consumer.ts';
import { failureText, stageDataSchema, stageQueueName, toStored, type StageReturn } from './job-data.ts';
import type { Root, UncheckedJob } from './jobs.ts';
import { createProgressWriter } from './progress-writer.ts';
import { backOffMs } from './queue-timing.ts';
import type { RunningStages } from './running-stages.ts';
import { settleTask } from './settle.ts';
import type { Signals } from './signals.ts';
import type { Consumer, StageJob, StageProcessor } from './task-queue.ts';

export interface StageContextOfQueue extends ConsumerContext {
  readonly signals: Signals;
  readonly running: RunningStages;
}

/** Starts of one stage, crashes and shutdowns included, before it fails for good. */
const maxStartedAttempts = 20;

export async function consumeStages(
  context: StageContextOfQueue,
  agent: Agent,
  concurrency: number,
  processor: StageProcessor,
): Promise<Consumer> {
  const { timing } = context;
  return startConsumer(context, {
    queueName: stageQueueName(agent),
    concurrency,
    maxStartedAttempts,
    backOffMs: (attemptsMade) => backOffMs(attemptsMade, timing.stageRetryMs, timing.stageRetryMaxMs),
    work: async (job, signal) => runStage(context, job, signal, processor),
    onEnded: (job) => {
      const data = stageDataSchema.safeParse(job.data);
      if (data.success) context.signals.taskChanged(data.data.taskId);
    },
  });
}

/** One turn of a stage, from reading its root to the result that its parent will read. */
async function runStage(
  context: StageContextOfQueue,
  job: UncheckedJob,
  stopSignal: AbortSignal,
  processor: StageProcessor,
): Promise<StageReturn> {
  const { jobs, running, signals } = context;
  const { taskId, platform, key } = stageDataSchema.parse(job.data);
  const cancel = new AbortController();
  const isOpen = (root: Root | undefined): root is Root => root !== undefined && root.data.outcome === undefined;
  // Known as running before the root is read: a cancel is then seen here or comes as a signal, never neither.
  using _tracked = running.track({
    taskId,
    cancel: () => cancel.abort(new DOMException('the task was settled', 'AbortError')),
    check: async () => {
      if (!isOpen(await jobs.root(taskId, platform))) cancel.abort();
    },
  });
  const root = await jobs.root(taskId, platform);
  if (!isOpen(root)) throw endedEarly();
  const { plan } = root.data;
  const stage = plan.stages.find((planned) => planned.key === key);
  signals.taskChanged(taskId);
  try {
    if (stage === undefined) throw lost(`no stage ${key} in the plan of ${taskId}`);
    return await playStage(
      context,
      { job, plan, stage, signal: AbortSignal.any([stopSignal, cancel.signal]) },
      processor,
    );
  } catch (error) {
    if (cancel.signal.aborted) throw endedEarly();
    if (stopSignal.aborted) throw error;
    throw await failedStage(context, job, plan, error);
  }
}

async function playStage(
  { signals, timing, logger }: StageContextOfQueue,
  turn: {
    readonly job: UncheckedJob;
    readonly plan: TaskPlan;
    readonly stage: PlannedStage;
    readonly signal: AbortSignal;
  },
  processor: StageProcessor,
): Promise<StageReturn> {
  const { job, plan, stage, signal } = turn;
  const children = await readChildren(job, plan, stage.after);
  if (children.kind === 'failed') {
    throw new MoraError(children.failure.code, children.failure.userMessage, { retryable: false });
  }
  const progress = createProgressWriter(
    async (newest) => {
      await job.updateProgress({ ...newest });
      signals.taskChanged(plan.taskId);
    },
    { gapMs: timing.progressGapMs, onError: (error) => logger.debug({ err: error }, 'progress was lost') },
  );
  const stageJob: StageJob = {
    plan,
    stage,
    stageId: stageIdOf(plan.taskId, stage.key),
    upstream: children.results,
    attempt: job.attemptsMade + 1,
    lastAttempt: isLastAttempt(job),
    signal,
    report: (newest) => progress.report(newest),
  };
  try {
    const result = await processor(stageJob);
    return { results: { ...children.results, [stage.key]: toStored(result) } };
  } finally {
    await progress.finish();
  }
}

/** What a stage throws to BullMQ: a failure to be tried again, or its end after its task was settled with it. */
async function failedStage(
  context: StageContextOfQueue,
  job: UncheckedJob,
  plan: TaskPlan,
  error: unknown,
): Promise<Error> {
  const moraError = toMoraError(error);
  const failure: Failure = toFailure(moraError);
  context.logger.warn({ err: moraError, jobId: job.id, attempt: job.attemptsMade + 1 }, 'a stage failed');
  if (moraError.retryable && !isLastAttempt(job)) return new Error(failureText(failure), { cause: error });
  try {
    await settleTask(context, { taskId: plan.taskId, platform: plan.thread.platform }, { status: 'failed', failure });
  } catch (settleError) {
    // The failure still travels with the job: its parent finds it, though later.
    context.logger.error({ err: settleError, taskId: plan.taskId }, 'could not settle a task at once');
  }
  return new UnrecoverableError(failureText(failure));
}

function isLastAttempt(job: UncheckedJob): boolean {
  return job.attemptsMade + 1 >= (job.opts.attempts ?? 1) || job.attemptsStarted >= maxStartedAttempts;
}

function endedEarly(): UnrecoverableError {
  return new UnrecoverableError(failureText({ code: 'cancelled', userMessage: 'This task had already ended.' }));
}

function lost(detail: string): MoraError {
  return new MoraError('internal', 'Something went wrong on our side. Please try again.', { detail, retryable: false });
}
