import { createRedisBackend, createRedisRelayBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { MoraError, systemCode } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { QueueStore } from './store.ts';

const connectTimeoutMs = 5_000;

/** Redis keeps one clock for all, so a lock may be as short as BullMQ's own default. */
const lockMs = 30_000;

/**
 * Jobs in Redis. One connection is shared by everything that adds and reads, one by the workers (each of them makes a
 * blocking one beside it). Throws `configuration` where the server cannot be reached: the address is the operator's to mend.
 */
export async function openRedisStore(url: string, prefix: string, logger: Logger): Promise<QueueStore> {
  // A person waits for what producers do: without Redis they fail at once instead of queueing in memory.
  const producer = await connect(url, logger, { enableOfflineQueue: false });
  const worker = await connect(url, logger, {}).catch((error: unknown) => {
    producer.disconnect();
    throw error;
  });
  return {
    prefix,
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

async function connect(url: string, logger: Logger, extra: { readonly enableOfflineQueue?: boolean }): Promise<Redis> {
  let client: Redis | undefined;
  try {
    client = new Redis(url, {
      lazyConnect: true,
      connectTimeout: connectTimeoutMs,
      maxRetriesPerRequest: null,
      ...extra,
    });
    client.on('error', (error: unknown) =>
      logger.warn({ code: systemCode(error) }, 'trouble with the connection to Redis'),
    );
    await client.connect();
    await client.ping();
    return client;
  } catch (error) {
    client?.disconnect();
    throw new MoraError(
      'configuration',
      'Redis at REDIS_URL cannot be reached or refused the login. Check the address, the password and that the server runs.',
      { cause: error, detail: systemCode(error) ?? (error instanceof Error ? error.name : 'no code') },
    );
  }
}
