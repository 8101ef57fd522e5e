import { Cluster, Redis } from 'ioredis';
import type { RedisAddress } from './redis-address.ts';

/** A connection to one server, or to all of a cluster. */
export type RedisClient = Redis | Cluster;

const connectTimeoutMs = 5_000;

/**
 * Makes a client, which connects when it is told to. `failsFast` is for whoever has a person waiting: without a
 * connection it fails at once instead of queueing in memory.
 */
export function createRedisClient(address: RedisAddress, { failsFast }: { readonly failsFast: boolean }): RedisClient {
  const common = {
    lazyConnect: true,
    connectTimeout: connectTimeoutMs,
    maxRetriesPerRequest: null,
    enableOfflineQueue: !failsFast,
  };
  if (address.kind === 'single') return new Redis(address.url, common);
  const { username, password } = address;
  const login = {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(address.tls ? { tls: {} } : {}),
  };
  if (address.kind === 'cluster') {
    return new Cluster([...address.nodes], {
      lazyConnect: true,
      enableOfflineQueue: !failsFast,
      // With TLS a certificate names its host: addresses that the cluster tells are not looked up.
      ...(address.tls ? { dnsLookup: (host, done) => done(null, host) } : {}),
      redisOptions: { ...login, connectTimeout: connectTimeoutMs, maxRetriesPerRequest: null },
    });
  }
  return new Redis({
    ...common,
    ...login,
    sentinels: [...address.sentinels],
    name: address.name,
    db: address.db,
    // The Sentinels may ask for the same login as the servers.
    ...(password === undefined ? {} : { sentinelPassword: password }),
    ...(address.tls ? { enableTLSForSentinelMode: true, sentinelTLS: {} } : {}),
  });
}
