import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, type IQueueBackend, type Job } from 'bullmq';
import { systemCode } from '../errors.ts';
import type { PlannedStage, TaskPlan } from '../pipeline/plan.ts';
import { stageIdOf } from '../pipeline/plan.ts';
import { seatName, seatOf } from '../seat.ts';
import { deliveryQueueName, rootDataSchema, type RootData } from './job-data.ts';
import type { TroubleLog } from './trouble-log.ts';
import { noConnection, type NoConnection, type QueueStore } from './store.ts';

/** A job whose data and result are not checked yet. */
export type UncheckedJob = Job<unknown, unknown>;
export type UncheckedQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend, NoConnection>;

/** A task's root with its data checked. */
export interface Root {
  readonly job: UncheckedJob;
  readonly data: RootData;
}

/** Finds the jobs of tasks. Queues are opened at first use and closed together. */
export interface Jobs {
  queue(name: string): UncheckedQueue;
  root(taskId: string, platform: string): Promise<Root | undefined>;
  stage(plan: TaskPlan, stage: PlannedStage): Promise<UncheckedJob | undefined>;
  close(): Promise<void>;
}

export function openJobs(store: QueueStore, trouble: TroubleLog): Jobs {
  const queues = new Map<string, UncheckedQueue>();
  const queue = (name: string): UncheckedQueue => {
    const known = queues.get(name);
    if (known !== undefined) return known;
    const opened: UncheckedQueue = new Queue(name, { connection: noConnection, prefix: store.prefix }, store.backend);
    opened.on('error', (error) => trouble('trouble with a queue', error));
    queues.set(name, opened);
    return opened;
  };
  return {
    queue,
    root: async (taskId, platform) => {
      const job = await queue(deliveryQueueName(platform)).getJob(taskId);
      return job === undefined ? undefined : { job, data: rootDataSchema.parse(job.data) };
    },
    stage: async (plan, stage) => queue(seatName(seatOf(stage))).getJob(stageIdOf(plan.taskId, stage.key)),
    close: async () => {
      await Promise.all([...queues.values()].map(async (opened) => opened.close()));
    },
  };
}

/** Two transactions that waited for each other: PostgreSQL ends one of them, which may simply run again. */
const deadlock = '40P01';

/** Runs a step again where PostgreSQL ended it as a deadlock's victim. */
export async function retryDeadlock<T>(step: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      if (systemCode(error) !== deadlock || attempt === 10) throw error;
      await sleep(Math.random() * 20 * attempt);
    }
  }
}
