import type { Agent } from '../agents.ts';
import type { Seat } from '../seat.ts';

/** Jobs of one or several queues. What waits for its next try is waiting, too; what waits for other stages is not. */
export interface JobLoad {
  readonly waiting: number;
  readonly running: number;
}

/** Stages with the workers that are alive and take them. */
export interface StageLoad extends JobLoad {
  readonly workers: number;
}

/** How much there is to do: what a supervisor needs to start and stop workers. */
export interface QueueLoad {
  /** All vendors of an agent together. */
  readonly agents: Readonly<Record<Agent, StageLoad>>;
  /** By the name of the seat, such as `image-to-video.replicate`; those that were asked for and those with a worker. */
  readonly seats: Readonly<Record<string, StageLoad>>;
  /** Outcomes on their way into their threads, by platform. */
  readonly deliveries: Readonly<Record<string, JobLoad>>;
  /** Seconds since the oldest task at the head of a line was asked for, 0 where nobody stands in one. */
  readonly oldestWaitS: number;
}

/** What is looked at: a store cannot list its queues, so whoever asks names the seats and the platforms. */
export interface LoadScope {
  readonly seats: readonly Seat[];
  readonly platforms: readonly string[];
}
