import { agents, type Agent } from '../agents.ts';
import { seatName } from '../seat.ts';
import { deliveryQueueName } from './job-data.ts';
import type { Jobs, UncheckedQueue } from './jobs.ts';
import type { JobLoad, LoadScope, QueueLoad, StageLoad } from './queue-load.ts';
import type { WorkerPresence } from './task-queue.ts';

/** So many at the head of each line are looked at for the oldest: lines are sorted by priority, not by age. */
const headLength = 20;

const idle: JobLoad = { waiting: 0, running: 0 };

/** Counts the jobs in the queues of the scope, and of every seat that a worker has taken. */
export async function readLoad(
  jobs: Jobs,
  workers: readonly WorkerPresence[],
  { seats, platforms }: LoadScope,
): Promise<QueueLoad> {
  const known = new Map(seats.map((seat) => [seatName(seat), seat.agent]));
  for (const { turns = {} } of workers) {
    for (const name of Object.keys(turns)) {
      const agent = agents.find((each) => name.startsWith(`${each}.`));
      if (agent !== undefined) known.set(name, agent);
    }
  }
  const nowMs = Date.now();
  const counted = await Promise.all(
    [...known].map(async ([name, agent]) => {
      const queue = jobs.queue(name);
      const load = await countJobs(queue);
      const serving = workers.filter(({ turns }) => turns?.[name] !== undefined).length;
      return {
        name,
        agent,
        load: { ...load, workers: serving },
        waitMs: load.waiting === 0 ? 0 : await waitOf(queue, nowMs),
      };
    }),
  );
  const deliveries = await Promise.all(
    platforms.map(async (platform) => [platform, await countJobs(jobs.queue(deliveryQueueName(platform)))] as const),
  );
  const ofAgent = (agent: Agent): StageLoad => {
    const sum = counted.filter((each) => each.agent === agent).reduce((total, { load }) => add(total, load), idle);
    return { ...sum, workers: workers.filter((worker) => (worker.agents[agent] ?? []).length > 0).length };
  };
  return {
    agents: {
      prompt: ofAgent('prompt'),
      'text-to-image': ofAgent('text-to-image'),
      'image-to-image': ofAgent('image-to-image'),
      'image-to-video': ofAgent('image-to-video'),
      connect: ofAgent('connect'),
      finish: ofAgent('finish'),
    },
    seats: Object.fromEntries(counted.map(({ name, load }) => [name, load])),
    deliveries: Object.fromEntries(deliveries),
    oldestWaitS: Math.round(Math.max(0, ...counted.map(({ waitMs }) => waitMs)) / 1_000),
  };
}

async function countJobs(queue: UncheckedQueue): Promise<JobLoad> {
  const counts = await queue.getJobCounts('wait', 'prioritized', 'delayed', 'active');
  const of = (state: string): number => counts[state] ?? 0;
  return { waiting: of('wait') + of('prioritized') + of('delayed'), running: of('active') };
}

/** Clocks may differ: nobody has waited for less than nothing. */
async function waitOf(queue: UncheckedQueue, nowMs: number): Promise<number> {
  const head = await queue.getJobs(['wait', 'prioritized'], 0, headLength - 1, true);
  return Math.max(0, ...head.map(({ timestamp }) => nowMs - timestamp));
}

function add(left: JobLoad, right: JobLoad): JobLoad {
  return { waiting: left.waiting + right.waiting, running: left.running + right.running };
}
