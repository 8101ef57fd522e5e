import type { Agent } from '../agents.ts';
import type { Failure } from '../errors.ts';
import type { EarlyOutcome } from '../outcome.ts';
import type { PlannedStage, TaskPlan } from '../pipeline/plan.ts';
import type { MotionSkills, Price, StageProgress } from '../provider.ts';
import type { Seat } from '../seat.ts';
import type { LoadScope, QueueLoad } from './queue-load.ts';

/** A JSON value. What crosses the queue is JSON and small: ids of artifacts, never bytes. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** What stages hand on: the result of each stage so far, by its key. Every stage re-exports what it was given. */
export type StageResults = Readonly<Record<string, Json>>;

/** A stage's job, as the worker of its agent gets it. */
export interface StageJob {
  readonly plan: TaskPlan;
  readonly stage: PlannedStage;
  readonly stageId: string;
  /** Results of all stages before it in its branch of the tree. */
  readonly upstream: StageResults;
  /** 1 at the first try. */
  readonly attempt: number;
  /** True when the queue will not try again after this attempt. */
  readonly lastAttempt: boolean;
  /** Aborts on cancel of the task, on shutdown of the worker and when its lock is lost. */
  readonly signal: AbortSignal;
  /** Aborts only where the task was ended elsewhere: nobody wants the result any more. */
  readonly cancelled: AbortSignal;
  /** Stores and announces progress, in order. Never rejects: progress may be lost. */
  report(progress: StageProgress): void;
  /** Calls back when it is worth looking at once whether something has ended elsewhere. */
  onPoke(listener: () => void): Disposable;
}

/** A stage whose task ended without it: what it began elsewhere is to be stopped. */
export type AbandonedStage = Pick<StageJob, 'stageId'> & { readonly taskId: string };

/** Does a stage's work and returns its result. Throws `MoraError`; a retryable one is tried again while tries are left. */
export type StageProcessor = (job: StageJob) => Promise<Json>;

/** How a worker takes the stages of a seat. */
export interface StageWork {
  readonly concurrency: number;
  /** Whether nothing that it does costs anything. Else each stage makes sure that its task is still open. */
  readonly isFree?: boolean;
  readonly process: StageProcessor;
  /** Stops what an earlier run of a stage may have begun elsewhere. Tried again where it throws. */
  readonly abandon?: (stage: AbandonedStage) => Promise<void>;
}

/** How a flow came to its root: an end decided early, a stage that failed, or all results. */
export type FlowEnd =
  | { readonly kind: 'settled'; readonly outcome: EarlyOutcome }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'finished'; readonly results: StageResults };

/** The root's job: everything of the task has ended. */
export interface DeliveryJob {
  readonly plan: TaskPlan;
  readonly end: FlowEnd;
  readonly attempt: number;
  readonly signal: AbortSignal;
}

/** Carries the outcome into the thread. It is called again, with back-off, until it returns; so it must be idempotent. */
export type DeliveryProcessor = (job: DeliveryJob) => Promise<void>;

/**
 * Where one stage stands. `position` counts from 1: the next to be started is first; a stage that waits for its next try
 * has none. A stage that never ran because its task ended before stays `waiting`.
 */
export interface StageState {
  readonly key: string;
  readonly agent: Agent;
  readonly provider: string;
  readonly status: 'waiting' | 'queued' | 'running' | 'done' | 'failed';
  /** Only while queued. */
  readonly position?: number;
  readonly progress?: StageProgress;
  readonly startedAt?: number;
  readonly endedAt?: number;
}

/** Where a whole flow stands. */
export interface FlowState {
  readonly plan: TaskPlan;
  readonly stages: readonly StageState[];
  /** `open` while stages run, `delivering` once the root may run, `delivered` when it ended. */
  readonly status: 'open' | 'delivering' | 'delivered';
}

/** What a worker process can do, as the planner reads it. */
export interface WorkerPresence {
  /** Unique for each process. */
  readonly workerId: string;
  /** Which providers play each agent there, the preferred first. */
  readonly agents: { readonly [A in Agent]?: readonly string[] };
  /** What those that play image-to-video can do, by their names. */
  readonly motion: Readonly<Record<string, MotionSkills>>;
  /** What else there is to know of each provider there, by its name. */
  readonly providers: Readonly<Record<string, ProviderFacts>>;
  /** How many stages it takes at a time, by the names of its seats. */
  readonly turns?: Readonly<Record<string, number>>;
  /** Which artifact store it uses: the same text for all that use the same. */
  readonly artifacts?: string;
}

/** What people and the planner are told of a provider. */
export interface ProviderFacts {
  readonly label: string;
  /** By agent; free where absent. */
  readonly prices: { readonly [A in Agent]?: Price };
  /** Why it takes no turns just now. */
  readonly stopped?: string;
}

/** Something that takes jobs until it is closed. */
export interface Consumer {
  /** Stops taking jobs, gives running ones `graceMs`, then aborts them and hands them back to the queue. */
  close(graceMs: number): Promise<void>;
}

/**
 * The queue: one flow a task, one job a stage, the delivery as the root of each flow. The only part of the studio that
 * knows BullMQ. The same on all stores.
 */
export interface TaskQueue {
  /**
   * Adds the flow of a task. A second add of the same task changes nothing. `priority` ≥ 1; smaller goes first. Who has
   * just made the task's only row knows that it was `never-added`, and saves the look.
   */
  add(plan: TaskPlan, priority: number, history?: 'never-added'): Promise<void>;
  /**
   * Ends a task early. Its root runs at once with the outcome; stages that wait are removed, a running one is aborted
   * wherever it runs. Returns false where the task is not in the queue or already has its end.
   */
  settle(taskId: string, platform: string, outcome: EarlyOutcome): Promise<boolean>;
  inspect(taskId: string, platform: string): Promise<FlowState | undefined>;
  /** Takes the stages of a seat. A stage that fails for good settles its task with that failure. */
  workStages(seat: Seat, work: StageWork): Promise<Consumer>;
  /** Tells whoever works on a stage of the task to look now. A hint: it may be lost. */
  poke(taskId: string): Promise<void>;
  workDeliveries(platform: string, concurrency: number, processor: DeliveryProcessor): Promise<Consumer>;
  /** Calls back with a task's id whenever something of it changed, in whatever process. Hints: some may be missed. */
  watch(listener: (taskId: string) => void): Promise<AsyncDisposable>;
  /** Makes this process known as a worker until disposed, or until it dies; asked anew for each sign of life. */
  announce(presence: () => WorkerPresence): Promise<AsyncDisposable>;
  /** The workers that are alive now. */
  workers(): Promise<readonly WorkerPresence[]>;
  /** How much waits and runs, and who works on it. */
  load(scope: LoadScope): Promise<QueueLoad>;
  /** Closes the queue's own connections; consumers must be closed before. */
  close(): Promise<void>;
}
