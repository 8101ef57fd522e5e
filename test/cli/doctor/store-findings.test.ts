import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { storeFindings } from '../../../src/cli/doctor/store-findings.ts';
import { readConfig } from '../../../src/core/config.ts';
import { hasPostgres, hasRedis, startPostgres, startRedis } from '../../support/servers.ts';

/** What is found of the servers that the settings name, a line each. */
async function found(environment: Readonly<Record<string, string>>): Promise<string> {
  const findings = await storeFindings(readConfig(environment));
  return findings.map(({ state, text }) => `${state}: ${text}`).join('\n');
}

test('without servers it is said how there could be some', async () => {
  expect(await found({})).toMatch(
    /^good: Database: embedded.*DATABASE_URL.*\ngood: Queue: in the database.*REDIS_URL/u,
  );
});

test('servers that are not there are to be mended, and their passwords are not said', async () => {
  const lines = await found({
    DATABASE_URL: 'postgresql://mora:hush@127.0.0.1:1/mora',
    REDIS_URL: 'redis://:hush@127.0.0.1:1',
  });
  expect(lines).toMatch(
    /^bad: Database: PostgreSQL at DATABASE_URL cannot be reached.*\nbad: Queue: Redis at REDIS_URL/u,
  );
  expect(lines).not.toContain('hush');
});

test('an address that is none is to be mended', async () => {
  expect(await found({ REDIS_URL: 'redis://' })).toContain('Redis at REDIS_URL');
});

describe.skipIf(!hasRedis())('a Redis', () => {
  test('says its version, and what of its settings loses tasks', async () => {
    await using server = await startRedis();
    const client = new Redis(server.url);
    expect(await found({ REDIS_URL: server.url })).toMatch(/^good: Queue: Redis \d+\.\d.*\nnote: .*appendonly/mu);
    await client.config('SET', 'appendonly', 'yes');
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(await found({ REDIS_URL: server.url })).toMatch(/^good: .*\nbad: .*\(allkeys-lru\).*noeviction$/mu);
    client.disconnect();
  });
});

describe.skipIf(!hasPostgres())('a PostgreSQL', () => {
  test('says its version, and nothing is made there', async () => {
    await using server = await startPostgres();
    expect(await found({ DATABASE_URL: server.url })).toMatch(/^good: Database: PostgreSQL \d+.* at DATABASE_URL$/mu);
  });
});
