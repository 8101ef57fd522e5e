import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { PlannedStage, TaskPlan } from '../../src/core/pipeline/plan.ts';
import type { QueueTiming } from '../../src/core/queue/queue-timing.ts';
import type { Consumer, DeliveryJob, StageProcessor, TaskQueue } from '../../src/core/queue/task-queue.ts';

/** A place to keep jobs, on which several queues can be opened as if by several processes. */
export interface QueueStoreUnderTest extends AsyncDisposable {
  openQueue(timing: Partial<QueueTiming>): Promise<TaskQueue>;
}

export const platform = 'playground';
export const cancelled = { status: 'cancelled', by: 'ann' } as const;

/** Waits of a store under test: long enough to be seen, short enough to be quick. */
const timing: Partial<QueueTiming> = {
  stageRetryMs: 10,
  deliveryRetryMs: 10,
  deliveryRetryMaxMs: 50,
  handBackMs: 50,
  abortMs: 200,
};

/** The queue under test with what its tests need; consumers and whatever stands in `more` end with each test. */
export interface QueueHarness {
  readonly queue: TaskQueue;
  readonly delivered: DeliveryJob[];
  readonly consumers: Consumer[];
  readonly more: AsyncDisposable[];
  /** Opens another queue on the same store. */
  readonly open: () => Promise<TaskQueue>;
  /** Consumes deliveries and remembers them in `delivered`. */
  readonly deliver: (on?: TaskQueue) => Promise<void>;
  /** Consumes the stages of some agents, or of all that the plans have. */
  readonly work: (processor: StageProcessor, on?: TaskQueue, ...agents: PlannedStage['agent'][]) => Promise<void>;
  readonly deliveriesOf: (plan: TaskPlan) => DeliveryJob[];
  readonly isDelivered: (plan: TaskPlan) => Promise<boolean>;
}

export function queueHarness(openStore: () => Promise<QueueStoreUnderTest>): QueueHarness {
  let store: QueueStoreUnderTest | undefined;
  let queue: TaskQueue | undefined;
  const delivered: DeliveryJob[] = [];
  const consumers: Consumer[] = [];
  const more: AsyncDisposable[] = [];

  const theQueue = (): TaskQueue => {
    if (queue === undefined) throw new Error('the queue is opened before the first test');
    return queue;
  };
  const open = async (): Promise<TaskQueue> => {
    if (store === undefined) throw new Error('the store is opened before the first test');
    return store.openQueue(timing);
  };

  beforeAll(async () => {
    store = await openStore();
    queue = await open();
  });
  beforeEach(() => {
    delivered.length = 0;
  });
  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.close(0)));
    await Promise.all(more.splice(0).map((thing) => thing[Symbol.asyncDispose]()));
  });
  afterAll(async () => {
    await queue?.close();
    await store?.[Symbol.asyncDispose]();
  });

  return {
    get queue() {
      return theQueue();
    },
    delivered,
    consumers,
    more,
    open,
    deliver: async (on = theQueue()) => {
      const remember = (job: DeliveryJob): Promise<void> => {
        delivered.push(job);
        return Promise.resolve();
      };
      consumers.push(await on.workDeliveries(platform, 4, remember));
    },
    work: async (processor, on = theQueue(), ...agents) => {
      const taken = agents.length > 0 ? agents : (['prompt', 'text-to-image', 'image-to-video', 'finish'] as const);
      for (const agent of taken)
        consumers.push(await on.workStages({ agent, vendor: 'sketch' }, { concurrency: 3, process: processor }));
    },
    deliveriesOf: (plan) => delivered.filter((job) => job.plan.taskId === plan.taskId),
    isDelivered: async (plan) => (await theQueue().inspect(plan.taskId, platform))?.status === 'delivered',
  };
}
