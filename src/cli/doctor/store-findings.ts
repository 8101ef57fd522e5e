import type { Config } from '../../core/config.ts';
import type { Finding } from '../../core/finding.ts';

/** Where the database and the queue are. */
export function storeFindings({ databaseUrl, redisUrl }: Config): Finding[] {
  return [
    databaseUrl === undefined
      ? { state: 'good', text: 'Database: embedded. For several machines set DATABASE_URL to a PostgreSQL server' }
      : { state: 'good', text: 'Database: the PostgreSQL server of DATABASE_URL' },
    redisUrl === undefined
      ? { state: 'good', text: 'Queue: in the database. For several machines set REDIS_URL to a Redis server' }
      : { state: 'good', text: 'Queue: the Redis server of REDIS_URL' },
  ];
}
