import { setTimeout as sleep } from 'node:timers/promises';
import { createRedisBackend, createRedisRelayBackend } from 'bullmq';
import { MoraError, systemCode } from '../errors.ts';
import type { Logger } from '../log.ts';
import { parseRedisAddress, redisForms, type RedisAddress } from './redis-address.ts';
import { createRedisClient, type RedisClient } from './redis-client.ts';
import type { QueueStore } from './store.ts';
import type { TroubleLog } from './trouble-log.ts';

const patienceMs = 10_000;

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
  const address = parseRedisAddress(url);
  if (address === undefined) throw new MoraError('configuration', `REDIS_URL ${redisForms}.`);
  // A person waits for what producers do.
  const producer = await connect(address, trouble, { failsFast: true });
  const worker = await connect(address, trouble, { failsFast: false }).catch((error: unknown) => {
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

/** A Redis that throws keys away when it is full loses tasks. Servers that hide their settings are believed. */
async function warnOfEviction(client: RedisClient, logger: Logger): Promise<void> {
  const info = await client.info('memory').catch(() => '');
  const policy = /^maxmemory_policy:(\S+)/mu.exec(info)?.[1];
  if (policy === undefined || policy === 'noeviction') return;
  logger.warn({ policy }, 'Redis may throw tasks away when it is full: set its maxmemory-policy to noeviction');
}

/** Connects within a few seconds, or not at all: an address that is wrong should be told while somebody looks. */
async function connect(
  address: RedisAddress,
  trouble: TroubleLog,
  options: { readonly failsFast: boolean },
): Promise<RedisClient> {
  const client = createRedisClient(address, options);
  let lastError: unknown;
  client.on('error', (error: unknown) => {
    lastError = error;
    trouble('trouble with the connection to Redis', error);
  });
  const patience = new AbortController();
  try {
    await Promise.race([client.connect(), outOfPatience(patience.signal)]);
    await client.ping();
    return client;
  } catch (error) {
    client.disconnect();
    throw unreachable(lastError ?? error);
  } finally {
    patience.abort();
  }
}

/** Sentinels and clusters are asked again and again by their client; an operator who waits wants to know. */
async function outOfPatience(signal: AbortSignal): Promise<never> {
  await sleep(patienceMs, undefined, { signal });
  throw new Error('nobody answered in time');
}

function unreachable(cause: unknown): MoraError {
  return new MoraError(
    'configuration',
    'Redis at REDIS_URL cannot be reached or refused the login. Check the address, the password and that the server runs.',
    { cause, detail: systemCode(cause) ?? (cause instanceof Error ? cause.name : 'no code') },
  );
}
