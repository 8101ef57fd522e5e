import { createRedisBackend, createRedisRelayBackend } from 'bullmq';
import type { Logger } from '../log.ts';
import { redisFacts } from './inspect-redis.ts';
import type { RedisClient } from './redis-client.ts';
import { connectRedis, readRedisAddress } from './redis-connection.ts';
import type { QueueStore } from './store.ts';
import type { TroubleLog } from './trouble-log.ts';

/** Redis keeps one clock for all, so a lock may be as short as BullMQ's own default. */
const lockMs = 30_000;

/**
 * Jobs in Redis. One connection is shared by everything that adds and reads, one by the workers (each of them makes a
 * blocking one beside it). Throws `configuration` where the server cannot be reached: the address is the operator's to mend.
 */
export async function openRedisStore(
  url: string,
  namespace: string,
  logger: Logger,
  trouble: TroubleLog,
): Promise<QueueStore> {
  const address = readRedisAddress(url);
  // A person waits for what producers do.
  const producer = await connectRedis(address, trouble, { failsFast: true });
  const worker = await connectRedis(address, trouble, { failsFast: false }).catch((error: unknown) => {
    producer.disconnect();
    throw error;
  });
  await warnOfEviction(producer, logger);
  return {
    // A script may only touch keys of one slot of a cluster; what stands in braces decides on the slot.
    prefix: address.kind === 'cluster' ? `{${namespace}}` : namespace,
    namespace,
    exclusive: undefined,
    lockMs,
    backend: (name, options, kind) => {
      const connection = kind?.withBlockingConnection === true || kind?.blocking === true ? worker : producer;
      return createRedisBackend(name, { ...options, connection }, kind);
    },
    relayBackend: (options) => createRedisRelayBackend({ ...options, connection: worker }),
    close: async () => {
      await Promise.allSettled([producer.quit(), worker.quit()]);
      producer.disconnect();
      worker.disconnect();
    },
  };
}

/** A Redis that throws keys away when it is full loses tasks. */
async function warnOfEviction(client: RedisClient, logger: Logger): Promise<void> {
  const { evictionPolicy: policy = 'noeviction' } = await redisFacts(client);
  if (policy === 'noeviction') return;
  logger.warn({ policy }, 'Redis may throw tasks away when it is full: set its maxmemory-policy to noeviction');
}
