import type { RedisClient } from './redis-client.ts';
import { connectRedis, readRedisAddress } from './redis-connection.ts';

/** What a server of Redis says of itself; absent is what it hides. */
export interface RedisFacts {
  readonly version?: string;
  /** Which keys it throws away when it is full: `noeviction` is none. */
  readonly evictionPolicy?: string;
  /** Whether it finds after a restart what was written before. */
  readonly appendsToFile?: boolean;
}

/** Asks a server what an operator should know. Servers that hide their settings are believed. */
export async function redisFacts(client: RedisClient): Promise<RedisFacts> {
  const info = await client.info().catch(() => '');
  const said = (name: string): string | undefined => new RegExp(`^${name}:(\\S+)`, 'mu').exec(info)?.[1];
  const [version, evictionPolicy, appends] = [said('redis_version'), said('maxmemory_policy'), said('aof_enabled')];
  return {
    ...(version === undefined ? {} : { version }),
    ...(evictionPolicy === undefined ? {} : { evictionPolicy }),
    ...(appends === undefined ? {} : { appendsToFile: appends === '1' }),
  };
}

/** Connects for one look. Throws `configuration` as opening the queue there does. */
export async function inspectRedis(url: string): Promise<RedisFacts> {
  const client = await connectRedis(readRedisAddress(url), () => undefined, { failsFast: true });
  try {
    return await redisFacts(client);
  } finally {
    client.disconnect();
  }
}
