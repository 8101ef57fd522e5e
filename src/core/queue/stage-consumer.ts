import { UnrecoverableError } from 'bullmq';
import { z } from 'zod';
import { MoraError, toFailure, toMoraError, type Failure } from '../errors.ts';
import { stageIdOf, type PlannedStage, type TaskPlan } from '../pipeline/plan.ts';
import { seatName, type Seat } from '../seat.ts';
import { readChildren } from './children.ts';
import { PostponedError, startConsumer, type ConsumerContext } from './consumer.ts';
import { failureText, stageDataSchema, stageReturnSchema, toStored, type StageReturn } from './job-data.ts';
import type { Root, UncheckedJob } from './jobs.ts';
import type { MadeResults } from './made-results.ts';
import { createProgressWriter } from './progress-writer.ts';
import { backOffMs } from './queue-timing.ts';
import { whenReachable } from './reachable.ts';
import type { RunningStages } from './running-stages.ts';
import { settleTask } from './settle.ts';
import type { Signals } from './signals.ts';
import { countWait, startsOf } from './starts.ts';
import type { Consumer, StageJob, StageResults, StageWork } from './task-queue.ts';

export interface StageContextOfQueue extends ConsumerContext {
  readonly signals: Signals;
  readonly running: RunningStages;
  readonly made: MadeResults;
}

/** Milliseconds until a stage that found no room on its disk is tried again: somebody may make some. */
const diskFullMs = 30_000;

/** Starts of one stage, crashes and shutdowns included but not what only had to wait, before it fails for good. */
const maxStarts = 20;

export async function consumeStages(context: StageContextOfQueue, seat: Seat, stageWork: StageWork): Promise<Consumer> {
  const { timing } = context;
  return startConsumer(context, {
    queueName: seatName(seat),
    concurrency: stageWork.concurrency,
    backOffMs: (attemptsMade) => backOffMs(attemptsMade, timing.stageRetryMs, timing.stageRetryMaxMs),
    onPutBack: countWait,
    work: async (job, signal) => runStage(context, job, signal, stageWork),
    onEnded: (job, result) => {
      const { data } = stageDataSchema.safeParse(job.data);
      if (data === undefined) return;
      context.signals.taskChanged(data.taskId);
      const { data: kept } = stageReturnSchema.safeParse(result);
      if (kept !== undefined && data.abandoned !== true) {
        context.made.set(stageIdOf(data.taskId, data.key), kept.results);
      }
    },
  });
}

/** One turn of a stage, from reading its root to the result that its parent will read. */
async function runStage(
  context: StageContextOfQueue,
  job: UncheckedJob,
  stopSignal: AbortSignal,
  work: StageWork,
): Promise<StageReturn> {
  const { jobs, running, signals, timing } = context;
  const { taskId, platform, key, abandoned } = stageDataSchema.parse(job.data);
  const abandon = async (): Promise<void> => work.abandon?.({ taskId, stageId: stageIdOf(taskId, key) });
  if (abandoned === true) {
    await abandon();
    return { results: {} };
  }
  // A store that went away for a moment must not cost the stage one of its tries.
  const reading = { retryMs: timing.storeRetryMs, signal: stopSignal };
  const cancel = new AbortController();
  const pokes = new EventTarget();
  // Known as running before the root is read: a cancel is then seen here or comes as a signal, never neither.
  using _tracked = running.track({
    taskId,
    cancel: () => cancel.abort(new DOMException('the task was settled', 'AbortError')),
    poke: () => void pokes.dispatchEvent(new Event('poke')),
    check: async () => {
      // A root that is gone says nothing: a store may have lost it, and then the task is added again and needs this.
      if ((await jobs.root(taskId, platform))?.data.outcome === undefined) return;
      running.plans.take(taskId);
      cancel.abort();
    },
  });
  // Who died while they settled the task may have told nobody: that must cost nothing.
  const remembered = work.isFree === true ? running.plans.get(taskId) : undefined;
  const plan = remembered ?? openPlan(await whenReachable(async () => jobs.root(taskId, platform), reading));
  if (plan === undefined) {
    // A process that died may have left something at work elsewhere.
    await abandon();
    throw endedEarly();
  }
  // What was heard while the root was read is newer than it.
  if (!cancel.signal.aborted) running.plans.set(taskId, plan);
  const stage = plan.stages.find((planned) => planned.key === key);
  signals.taskChanged(taskId);
  let spentBefore = 0;
  try {
    if (startsOf(job) > maxStarts) throw lost(`started ${startsOf(job)} times`);
    if (stage === undefined) throw lost(`no stage ${key} in the plan of ${taskId}`);
    const { after } = stage;
    const children = await whenReachable(async () => readChildren(job, plan, after, context.made), reading);
    if (children.kind === 'failed') throw passOn(children.failure);
    spentBefore = costOf(children.results);
    return await playStage(
      context,
      {
        upstream: children.results,
        job,
        plan,
        stage,
        signal: AbortSignal.any([stopSignal, cancel.signal]),
        cancelled: cancel.signal,
        pokes,
      },
      work,
    );
  } catch (error) {
    if (cancel.signal.aborted) throw endedEarly();
    if (stopSignal.aborted) throw error;
    throw await failedStage(context, job, plan, spentBefore, error);
  }
}

async function playStage(
  { signals, timing, logger }: StageContextOfQueue,
  turn: {
    readonly upstream: StageResults;
    readonly job: UncheckedJob;
    readonly plan: TaskPlan;
    readonly stage: PlannedStage;
    readonly signal: AbortSignal;
    readonly cancelled: AbortSignal;
    readonly pokes: EventTarget;
  },
  work: StageWork,
): Promise<StageReturn> {
  const { upstream, job, plan, stage, signal, cancelled, pokes } = turn;
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
    upstream,
    attempt: job.attemptsMade + 1,
    lastAttempt: isLastAttempt(job),
    signal,
    cancelled,
    report: (newest) => progress.report(newest),
    onPoke: (listener) => {
      pokes.addEventListener('poke', listener);
      return { [Symbol.dispose]: () => pokes.removeEventListener('poke', listener) };
    },
  };
  try {
    const result = await work.process(stageJob);
    return { results: { ...upstream, [stage.key]: toStored(result) } };
  } finally {
    await progress.finish();
  }
}

/** What a stage throws to BullMQ: a failure to be tried again, or its end after its task was settled with it. */
async function failedStage(
  context: StageContextOfQueue,
  job: UncheckedJob,
  plan: TaskPlan,
  spentBefore: number,
  error: unknown,
): Promise<Error> {
  const moraError = toMoraError(error);
  const costUsd = spentBefore + (moraError.costUsd ?? 0);
  const failure: Failure = { ...toFailure(moraError), ...(costUsd > 0 ? { costUsd } : {}) };
  context.logger.warn({ err: moraError, jobId: job.id, attempt: job.attemptsMade + 1 }, 'a stage failed');
  const waitMs = moraError.waitMs ?? (moraError.code === 'disk-full' ? diskFullMs : undefined);
  if (waitMs !== undefined) return new PostponedError(waitMs, { cause: error });
  if (moraError.retryable && !isLastAttempt(job)) return new Error(failureText(failure), { cause: error });
  try {
    await settleTask(context, { taskId: plan.taskId, platform: plan.thread.platform }, { status: 'failed', failure });
  } catch (settleError) {
    // The failure still travels with the job: its parent finds it, though later.
    context.logger.error({ err: settleError, taskId: plan.taskId }, 'could not settle a task at once');
  }
  return new UnrecoverableError(failureText(failure));
}

/** The plan of a task that is under way. */
function openPlan(root: Root | undefined): TaskPlan | undefined {
  return root?.data.outcome === undefined ? root?.data.plan : undefined;
}

/** Dollars that the stages before cost. */
function costOf(results: StageResults): number {
  const costs = Object.values(results).map((result) => spentSchema.safeParse(result).data?.costUsd ?? 0);
  return costs.reduce((sum, costUsd) => sum + costUsd, 0);
}

const spentSchema = z.object({ costUsd: z.number().nonnegative() });

function passOn({ code, userMessage, costUsd }: Failure): MoraError {
  return new MoraError(code, userMessage, { retryable: false, costUsd });
}

function isLastAttempt(job: UncheckedJob): boolean {
  return job.attemptsMade + 1 >= (job.opts.attempts ?? 1) || startsOf(job) >= maxStarts;
}

function endedEarly(): UnrecoverableError {
  return new UnrecoverableError(failureText({ code: 'cancelled', userMessage: 'This task had already ended.' }));
}

function lost(detail: string): MoraError {
  return new MoraError('internal', 'Something went wrong on our side. Please try again.', { detail, retryable: false });
}
