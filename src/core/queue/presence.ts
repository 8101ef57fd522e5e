import { z } from 'zod';
import { agents } from '../agents.ts';
import type { Logger } from '../log.ts';
import { motionSkillsSchema, priceSchema } from '../provider.ts';
import type { Signals } from './signals.ts';
import type { WorkerPresence } from './task-queue.ts';

/** Milliseconds between a worker's signs of life; it counts as gone after three that did not come. */
const beatMs = 5_000;
const aliveMs = 3 * beatMs;

const presenceSchema: z.ZodType<WorkerPresence> = z.object({
  workerId: z.string().regex(/^[\w-]{1,100}$/u),
  agents: z.partialRecord(z.enum(agents), z.array(z.string())),
  motion: z.record(z.string(), motionSkillsSchema),
  providers: z.record(
    z.string(),
    z.object({
      label: z.string(),
      prices: z.partialRecord(z.enum(agents), priceSchema),
      stopped: z.string().exactOptional(),
    }),
  ),
  turns: z.record(z.string(), z.int().positive()).exactOptional(),
});

const topicPrefix = 'worker.';

/** Keeps a worker known until disposed: its presence is a message that the store retains for a few seconds. */
export async function announcePresence(
  signals: Signals,
  presence: () => WorkerPresence,
  logger: Logger,
): Promise<AsyncDisposable> {
  const topic = `${topicPrefix}${presence().workerId}`;
  const publish = async (): Promise<void> => {
    await signals.relay.publish(topic, presenceSchema.parse(presence()), { retain: aliveMs });
  };
  await publish();
  let beating = Promise.resolve();
  const timer = setInterval(() => {
    beating = publish().catch((error: unknown) =>
      logger.warn({ err: error }, 'could not say that this worker is alive'),
    );
  }, beatMs);
  timer.unref();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await beating;
      await signals.relay.deleteRetained(topic);
    },
  };
}

/** The workers whose last sign of life is young enough. */
export async function presentWorkers(signals: Signals): Promise<readonly WorkerPresence[]> {
  const retained = await signals.relay.getRetained();
  const now = Date.now();
  return retained
    .filter(({ topic, expiresAt }) => topic.startsWith(topicPrefix) && expiresAt > now)
    .flatMap(({ data }) => {
      const parsed = presenceSchema.safeParse(JSON.parse(data));
      return parsed.success ? [parsed.data] : [];
    });
}

export async function forgetWorkers(signals: Signals): Promise<void> {
  const retained = await signals.relay.getRetained();
  const topics = retained.map(({ topic }) => topic).filter((topic) => topic.startsWith(topicPrefix));
  await Promise.all(topics.map(async (topic) => signals.relay.deleteRetained(topic)));
}
