import { MoraError, systemCode } from '../errors.ts';
import { inTime } from '../in-time.ts';
import { parseRedisAddress, redisForms, type RedisAddress } from './redis-address.ts';
import { createRedisClient, type RedisClient } from './redis-client.ts';
import type { TroubleLog } from './trouble-log.ts';

const patienceMs = 10_000;

/** Reads the operator's setting. Throws `configuration`. */
export function readRedisAddress(url: string): RedisAddress {
  const address = parseRedisAddress(url);
  if (address === undefined) throw new MoraError('configuration', `REDIS_URL ${redisForms}.`);
  return address;
}

/**
 * Connects within a few seconds, or not at all: an address that is wrong should be told while somebody looks. Throws
 * `configuration`: it is the operator's to mend.
 */
export async function connectRedis(
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
  try {
    // Sentinels and clusters are asked again and again by their client; an operator who waits wants to know.
    await inTime(client.connect(), patienceMs, () => {
      throw new Error('nobody answered in time');
    });
    await client.ping();
    return client;
  } catch (error) {
    client.disconnect();
    throw unreachable(lastError ?? error);
  }
}

function unreachable(cause: unknown): MoraError {
  return new MoraError(
    'configuration',
    'Redis at REDIS_URL cannot be reached or refused the login. Check the address, the password and that the server runs.',
    { cause, detail: systemCode(cause) ?? (cause instanceof Error ? cause.name : 'no code') },
  );
}
