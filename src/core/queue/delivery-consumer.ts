import { toFailure } from '../errors.ts';
import { readChildren } from './children.ts';
import { startConsumer, type ConsumerContext } from './consumer.ts';
import { deliveryQueueName, failureText, rootDataSchema, type RootData } from './job-data.ts';
import type { UncheckedJob } from './jobs.ts';
import type { MadeResults } from './made-results.ts';
import { backOffMs } from './queue-timing.ts';
import { decideEnd, readEnd } from './root-end.ts';
import type { Signals } from './signals.ts';
import type { Consumer, DeliveryProcessor, FlowEnd } from './task-queue.ts';

export interface DeliveryContext extends ConsumerContext {
  readonly signals: Signals;
  readonly made: MadeResults;
}

export async function consumeDeliveries(
  context: DeliveryContext,
  platform: string,
  concurrency: number,
  processor: DeliveryProcessor,
): Promise<Consumer> {
  const { timing, signals, logger } = context;
  return startConsumer(context, {
    queueName: deliveryQueueName(platform),
    concurrency,
    backOffMs: (attemptsMade) => backOffMs(attemptsMade, timing.deliveryRetryMs, timing.deliveryRetryMaxMs),
    work: async (job, signal) => {
      const data = rootDataSchema.parse(job.data);
      const { plan } = data;
      signals.taskChanged(plan.taskId);
      try {
        const end = await endOf(context, job, data);
        await processor({ plan, end, attempt: job.attemptsMade + 1, signal });
      } catch (error) {
        if (!signal.aborted) logger.warn({ err: error, taskId: plan.taskId }, 'a delivery failed and is tried again');
        throw new Error(failureText(toFailure(error)), { cause: error });
      }
      return null;
    },
    onEnded: (job) => {
      if (job.id !== undefined) signals.taskChanged(job.id);
    },
  });
}

/** How the flow ended; the same answer at every try, because nobody can settle a task once its delivery has begun. */
async function endOf(
  { jobs, made }: DeliveryContext,
  job: UncheckedJob,
  { plan, outcome }: RootData,
): Promise<FlowEnd> {
  const queue = jobs.queue(job.queueName);
  // The first try of a task that ran to its end has nothing to read; others do not add a line each.
  const known = job.attemptsStarted > 1 || outcome !== undefined ? await readEnd(queue, plan.taskId) : undefined;
  const end = known ?? (await decideEnd(queue, plan.taskId, { by: 'delivery' })).end;
  if (end.by === 'settle') return { kind: 'settled', outcome: end.outcome };
  const last = plan.stages.slice(-1).map(({ key }) => key);
  const children = await readChildren(job, plan, last, made);
  return children.kind === 'failed' ? children : { kind: 'finished', results: children.results };
}
