import { FlowProducer, type FlowJob, type IQueueBackend } from 'bullmq';
import { MoraError } from '../errors.ts';
import { stageIdOf, taskPlanSchema, type PlannedStage, type TaskPlan } from '../pipeline/plan.ts';
import { seatName, seatOf } from '../seat.ts';
import type { Jobs } from './jobs.ts';
import { deliveryQueueName, toStored, type RootData, type StageData } from './job-data.ts';
import type { TroubleLog } from './trouble-log.ts';
import { noConnection, type NoConnection, type QueueStore } from './store.ts';

/** Tries of one stage. */
const stageAttempts = 3;

/** Deliveries are tried until they succeed; with a minute between tries this is a week. */
const deliveryAttempts = 10_000;

/** Jobs stay for a day after their end: with less a second add of a task would run it again. */
const retention = { age: 24 * 60 * 60 } as const;

/** A job below the root, as BullMQ types it. */
type FlowNode = NonNullable<FlowJob['children']>[number];

export type FlowAdder = FlowProducer<IQueueBackend, NoConnection>;

export function openFlows(store: QueueStore, trouble: TroubleLog): FlowAdder {
  const flows: FlowAdder = new FlowProducer({ connection: noConnection, prefix: store.prefix }, store.backend);
  flows.on('error', (error) => trouble('trouble while adding flows', error));
  return flows;
}

/**
 * A plan as one tree of jobs: the delivery is its root, each stage waits for those it reads. A stage's end, good or
 * bad, lets its parent go on: a parent with several children runs once, after all of them.
 */
export function flowOf(unchecked: TaskPlan, priority: number): FlowJob {
  const plan = toStored(taskPlanSchema.parse(unchecked));
  const last = plan.stages.at(-1);
  if (last === undefined || !isTree(plan)) throw internal(`the plan of ${plan.taskId} is no tree`);
  if (!Number.isInteger(priority) || priority < 1) throw internal(`priority ${priority}`);
  const common = {
    // Without a priority, parents that were released would overtake everything on Redis.
    priority,
    removeOnComplete: retention,
    removeOnFail: retention,
    backoff: { type: 'custom' },
    stackTraceLimit: 2,
  };
  const nodeOf = (stage: PlannedStage): FlowNode => ({
    name: stage.key,
    queueName: seatName(seatOf(stage)),
    data: { version: 1, taskId: plan.taskId, platform: plan.thread.platform, key: stage.key } satisfies StageData,
    opts: {
      ...common,
      jobId: stageIdOf(plan.taskId, stage.key),
      attempts: stageAttempts,
      ignoreDependencyOnFailure: true,
    },
    children: plan.stages.filter(({ key }) => stage.after.includes(key)).map(nodeOf),
  });
  return {
    name: 'deliver',
    queueName: deliveryQueueName(plan.thread.platform),
    data: { version: 1, plan } satisfies RootData,
    opts: { ...common, jobId: plan.taskId, attempts: deliveryAttempts },
    children: [nodeOf(last)],
  };
}

/** Tries of stopping what a stage began elsewhere. */
const abandonAttempts = 8;

/** Has a worker of a stage's vendor stop what the stage may have begun elsewhere. A second add of the same changes nothing. */
export async function addAbandoned(jobs: Jobs, plan: TaskPlan, stage: PlannedStage): Promise<void> {
  const { taskId, thread } = plan;
  const { key } = stage;
  const data: StageData = { version: 1, taskId, platform: thread.platform, key, abandoned: true };
  await jobs.queue(seatName(seatOf(stage))).add('abandon', data, {
    jobId: `abandon-${stageIdOf(taskId, key)}`,
    attempts: abandonAttempts,
    backoff: { type: 'custom' },
    priority: 1,
    removeOnComplete: retention,
    removeOnFail: retention,
    stackTraceLimit: 2,
  });
}

/** Whether every stage but the last is read by exactly one later stage. */
function isTree(plan: TaskPlan): boolean {
  const keys = plan.stages.map(({ key }) => key);
  if (new Set(keys).size !== keys.length) return false;
  const followsItsSources = plan.stages.every(({ after }, index) =>
    after.every((key) => keys.indexOf(key) >= 0 && keys.indexOf(key) < index),
  );
  const readers = plan.stages.flatMap(({ after }) => after);
  return followsItsSources && keys.slice(0, -1).every((key) => readers.filter((read) => read === key).length === 1);
}

function internal(detail: string): MoraError {
  return new MoraError('internal', 'Something went wrong on our side. Please try again.', { detail });
}
