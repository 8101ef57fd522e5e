import { FlowProducer, Worker, type FlowJob, type IQueueBackend, type JobProgress } from 'bullmq';
import { silentLogger } from '../../src/core/log.ts';
import { flowOf } from '../../src/core/queue/flow.ts';
import type { TaskQueueOptions } from '../../src/core/queue/open-task-queue.ts';
import { openPostgresStore } from '../../src/core/queue/postgres-store.ts';
import { openRedisStore } from '../../src/core/queue/redis-store.ts';
import { noConnection, type NoConnection, type QueueStore } from '../../src/core/queue/store.ts';
import { linePlan } from '../../test/support/plans.ts';
import { createCountdown } from '../support/countdown.ts';
import { concurrency, type Line } from './line.ts';

/** BullMQ alone: the same trees of jobs with the same options over the same kind of connections, and bare workers. */
export async function openRawLine(options: TaskQueueOptions['store']): Promise<Line> {
  await using opened = new AsyncDisposableStack();
  const store = await openStore(options);
  opened.defer(() => store.close());
  const delivered = createCountdown();
  const common = { connection: noConnection, prefix: store.prefix };
  const flows = new FlowProducer<IQueueBackend, NoConnection>(common, store.backend);
  opened.defer(() => flows.close());
  const work = (queueName: string, processor: () => Promise<string>): Promise<unknown> => {
    const worker = new Worker<unknown, unknown, string, IQueueBackend, JobProgress, NoConnection>(
      queueName,
      processor,
      { ...common, concurrency },
      store.backend,
    );
    worker.on('error', (error) => void process.stderr.write(`a bare worker: ${error.message}\n`));
    opened.defer(() => worker.close());
    return worker.waitUntilReady();
  };
  const root = bareFlow();
  const stages = queuesBelow(root);
  await Promise.all([
    ...stages.map((queueName) => work(queueName, () => Promise.resolve('made'))),
    work(root.queueName, () => {
      delivered.tick();
      return Promise.resolve('delivered');
    }),
  ]);
  const held = opened.move();
  return {
    async run(tasks) {
      const all = delivered.start(tasks);
      await Promise.all(Array.from({ length: tasks }, () => flows.add(bareFlow())));
      await all;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

type FlowNode = NonNullable<FlowJob['children']>[number];

/** The tree of a task without what it carries, in queues of its own. */
function bareFlow(): FlowJob {
  const flow = flowOf(linePlan(), 1);
  const nodeOf = (node: FlowNode): FlowNode => ({ ...node, ...bare(node), children: node.children?.map(nodeOf) ?? [] });
  return { ...flow, ...bare(flow), children: flow.children?.map(nodeOf) ?? [] };
}

function bare({ queueName }: Pick<FlowJob, 'queueName'>): Pick<FlowJob, 'queueName' | 'data'> {
  return { queueName: `raw.${queueName}`, data: { prompt: 'a paper boat' } };
}

function queuesBelow({ children = [] }: Pick<FlowJob, 'children'>): string[] {
  return children.flatMap((child) => [child.queueName, ...queuesBelow(child)]);
}

async function openStore(options: TaskQueueOptions['store']): Promise<QueueStore> {
  if (options.kind === 'postgres') return openPostgresStore(options.pool, 'raw');
  return openRedisStore(options.url, 'raw', silentLogger(), () => undefined);
}
