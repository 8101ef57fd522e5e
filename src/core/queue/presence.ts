import { z } from 'zod';
import { agents } from '../agents.ts';
import type { Logger } from '../log.ts';
import { motionSkillsSchema, priceSchema } from '../provider.ts';
import type { Signals } from './signals.ts';
import type { WorkerPresence } from './task-queue.ts';

/** Milliseconds between a worker's signs of life; it counts as gone after three that did not come. */
const beatMs = 5_000;
const aliveMs = 3 * beatMs;

/** Milliseconds for which the store keeps a sign of life, by the clock of whoever gave it: clocks may differ by a minute. */
const retainMs = 90_000;

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
  artifacts: z.string().exactOptional(),
});

const topicPrefix = 'worker.';

/** A presence with the number of its sign of life. */
const signSchema = z.object({ beat: z.int().nonnegative().default(0) });

/** When each worker's newest sign of life was first seen here, by our own clock: others may have another one. */
export type SeenSigns = Map<string, { readonly beat: number; readonly atMs: number }>;

/** Keeps a worker known until disposed: its presence is a message that the store retains for a few seconds. */
export async function announcePresence(
  signals: Signals,
  presence: () => WorkerPresence,
  logger: Logger,
): Promise<AsyncDisposable> {
  const topic = `${topicPrefix}${presence().workerId}`;
  let beat = 0;
  const publish = async (): Promise<void> => {
    beat += 1;
    await signals.relay.publish(topic, { ...presenceSchema.parse(presence()), beat }, { retain: retainMs });
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

/** The workers that have given a sign of life lately. One that is seen for the first time has just given it. */
export async function presentWorkers(
  signals: Signals,
  seen: SeenSigns,
  nowMs: number = performance.now(),
): Promise<readonly WorkerPresence[]> {
  const retained = await signals.relay.getRetained();
  const present = retained.flatMap(({ topic, data }) => {
    const sign: unknown = topic.startsWith(topicPrefix) ? JSON.parse(data) : undefined;
    const parsed = presenceSchema.safeParse(sign);
    return parsed.success ? [{ worker: parsed.data, beat: signSchema.parse(sign).beat }] : [];
  });
  const known = new Set(present.map(({ worker }) => worker.workerId));
  for (const workerId of seen.keys()) if (!known.has(workerId)) seen.delete(workerId);
  return present.flatMap(({ worker, beat }) => {
    const before = seen.get(worker.workerId);
    const last = before?.beat === beat ? before : { beat, atMs: nowMs };
    seen.set(worker.workerId, last);
    return nowMs - last.atMs <= aliveMs ? [worker] : [];
  });
}

export async function forgetWorkers(signals: Signals): Promise<void> {
  const retained = await signals.relay.getRetained();
  const topics = retained.map(({ topic }) => topic).filter((topic) => topic.startsWith(topicPrefix));
  await Promise.all(topics.map(async (topic) => signals.relay.deleteRetained(topic)));
}
