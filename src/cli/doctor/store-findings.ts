import type { Config } from '../../core/config.ts';
import { inspectPostgres } from '../../core/database/inspect-postgres.ts';
import { toMoraError } from '../../core/errors.ts';
import type { Finding } from '../../core/finding.ts';
import { inspectRedis } from '../../core/queue/inspect-redis.ts';

/** The oldest versions that the queue's library and our statements are for. */
const oldest = { redis: 6.2, postgres: 13 } as const;

/** Connections of one process: see `openPostgres`. */
const connectionsEach = 12;

/** Where the database and the queue are; servers are asked what they are. Never throws. */
export async function storeFindings({ databaseUrl, redisUrl }: Config): Promise<Finding[]> {
  const found = await Promise.all([
    databaseUrl === undefined ? embedded : attempt('Database', () => postgresFindings(databaseUrl)),
    redisUrl === undefined ? inDatabase : attempt('Queue', () => redisFindings(redisUrl)),
  ]);
  return found.flat();
}

const embedded: readonly Finding[] = [
  { state: 'good', text: 'Database: embedded. For several machines set DATABASE_URL to a PostgreSQL server' },
];
const inDatabase: readonly Finding[] = [
  { state: 'good', text: 'Queue: in the database. For several machines set REDIS_URL to a Redis server' },
];

async function postgresFindings(url: string): Promise<Finding[]> {
  const { version, connections, maxConnections } = await inspectPostgres(url);
  const findings: Finding[] = [
    isAtLeast(version, oldest.postgres)
      ? { state: 'good', text: `Database: PostgreSQL ${version} at DATABASE_URL` }
      : { state: 'bad', text: `Database: PostgreSQL ${version} at DATABASE_URL is too old. Update it to 13 or later` },
  ];
  const free = maxConnections - connections;
  if (free < connectionsEach) {
    const text = `${free} of its ${maxConnections} connections are free, and a process takes up to ${connectionsEach}. Raise max_connections`;
    findings.push({ state: 'note', text });
  }
  return findings;
}

async function redisFindings(url: string): Promise<Finding[]> {
  const { version, evictionPolicy = 'noeviction', appendsToFile = true } = await inspectRedis(url);
  const findings: Finding[] = [
    version === undefined || isAtLeast(version, oldest.redis)
      ? { state: 'good', text: `Queue: Redis ${version ?? '(it does not say which)'} at REDIS_URL` }
      : { state: 'bad', text: `Queue: Redis ${version} at REDIS_URL is too old. Update it to 6.2 or later` },
  ];
  if (evictionPolicy !== 'noeviction') {
    const text = `It may throw tasks away when it is full (${evictionPolicy}). Set its maxmemory-policy to noeviction`;
    findings.push({ state: 'bad', text });
  }
  if (!appendsToFile) {
    const text = 'A restart of it forgets what was in line, and the studio adds it again. Set its appendonly to yes';
    findings.push({ state: 'note', text });
  }
  return findings;
}

async function attempt(name: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [{ state: 'bad', text: `${name}: ${toMoraError(error).userMessage}` }];
  }
}

function isAtLeast(version: string, wanted: number): boolean {
  return Number.parseFloat(version) >= wanted;
}
