import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/core/database/open-database.ts';
import type { DatabaseClient, DatabasePool } from '../../../src/core/database/pool.ts';
import { openPostgres } from '../../../src/core/database/postgres.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { hasPostgres, startPostgres, type TestServer } from '../../support/servers.ts';
import { openTestDatabase } from '../../support/test-database.ts';
import { waitUntil } from '../../support/wait-until.ts';

const logger = silentLogger();

describe.skipIf(!hasPostgres())('a PostgreSQL server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('is brought up to date once though five processes start together', async () => {
    const pools = await Promise.all(Array.from({ length: 5 }, () => openPostgres(server.url, { logger })));
    await Promise.all(pools.map((pool) => openDatabase(pool)));
    const { rows } = await poolOf(pools).query<{ hash: string }>('SELECT hash FROM mora.__drizzle_migrations');
    expect(rows.length).toBeGreaterThan(4);
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(rows.length);
    await Promise.all(pools.map((pool) => pool.end()));
  });

  test('has one connection of each process to hear by, however many listen', async () => {
    const pool = await openPostgres(server.url, { logger });
    const watch = await openPostgres(server.url, { logger });
    const clients = await Promise.all(Array.from({ length: 30 }, () => listener(pool, 'news')));
    const other = await listener(pool, 'other');
    const { rows } = await watch.query<{ query: string }>(
      "SELECT query FROM pg_stat_activity WHERE query ILIKE 'listen%'",
    );
    expect(rows).toHaveLength(1);
    await watch.query("SELECT pg_notify('news', 'rain'), pg_notify('nobody', 'snow')");
    await waitUntil(() => clients.every(({ heard }) => heard.length > 0));
    expect(clients.map(({ heard }) => heard)).toEqual(clients.map(() => ['news rain']));
    expect(other.heard).toEqual([]);
    for (const { client } of [...clients, other]) client.release();
    await waitUntil(async () => (await backends(watch, "query ILIKE 'listen%'")) === 0);
    await pool.end();
    await watch.end();
  });

  test('that ends the connection tells all who listen, and they listen again on a new one', async () => {
    const pool = await openPostgres(server.url, { logger });
    const watch = await openPostgres(server.url, { logger });
    const first = await Promise.all(Array.from({ length: 5 }, () => listener(pool, 'news')));
    await endBackends(watch, "query ILIKE 'listen%'");
    await waitUntil(() => first.every(({ lost }) => lost.length > 0));
    expect(first.map(({ lost }) => lost)).toEqual(first.map(() => ['ECONNREFUSED']));
    const second = await Promise.all(Array.from({ length: 5 }, () => listener(pool, 'news')));
    await watch.query("SELECT pg_notify('news', 'sun')");
    await waitUntil(() => second.every(({ heard }) => heard.length > 0));
    expect(first.every(({ heard }) => heard.length === 0)).toBe(true);
    for (const { client } of [...first, ...second]) client.release();
    await pool.end();
    await watch.end();
  });

  test('that ends connections within transactions costs none of the pool and does not end the process', async () => {
    const pool = await openPostgres(server.url, { logger });
    const watch = await openPostgres(server.url, { logger });
    // More often than the pool has connections.
    for (let round = 0; round < 15; round += 1) {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query('SELECT 1 AS within');
      await endBackends(watch, "query = 'SELECT 1 AS within'");
      await expect(client.query('SELECT 2')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      await expect(client.query('ROLLBACK')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      client.release();
    }
    expect((await pool.query('SELECT 3 AS answer')).rows).toEqual([{ answer: 3 }]);
    await pool.end();
    await watch.end();
  });

  test('that ends idle connections does not end the process, though nobody listens for errors of the pool', async () => {
    const pool = await openPostgres(server.url, { logger });
    const watch = await openPostgres(server.url, { logger });
    await Promise.all(Array.from({ length: 4 }, () => pool.query('SELECT pg_sleep(0.05) AS idle')));
    await endBackends(watch, "query LIKE '%pg_sleep%AS idle'");
    expect((await pool.query('SELECT 3 AS answer')).rows).toEqual([{ answer: 3 }]);
    await pool.end();
    await watch.end();
  });

  test('a client that is let go in mid-transaction leaves nothing of it to the next', async () => {
    const pool = await openPostgres(server.url, { logger });
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('CREATE TABLE half (done int)');
    client.release();
    const { rows } = await pool.query("SELECT to_regclass('half') AS half");
    expect(rows).toEqual([{ half: null }]);
    await pool.end();
  });
});

test('a database that a newer program brought up to date is refused, and left as it is', async () => {
  await using opened = await openTestDatabase();
  await opened.pool.query(
    "INSERT INTO mora.__drizzle_migrations (hash, created_at) VALUES ('of tomorrow', 99999999999999)",
  );
  await expect(openDatabase(opened.pool)).rejects.toMatchObject({
    code: 'configuration',
    userMessage: expect.stringMatching(/newer version.*Update this copy/u),
  });
});

interface Listening {
  readonly client: DatabaseClient;
  readonly heard: string[];
  readonly lost: string[];
}

async function listener(pool: DatabasePool, channel: string): Promise<Listening> {
  const client = await pool.connect();
  const heard: string[] = [];
  const lost: string[] = [];
  client.on('notification', (message) => void heard.push(`${message.channel} ${message.payload}`));
  client.on('error', (error) => void lost.push('code' in error ? String(error.code) : error.message));
  await client.query(`LISTEN ${channel}`);
  return { client, heard, lost };
}

async function backends(pool: DatabasePool, which: string): Promise<number> {
  return (await pool.query(`SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND ${which}`)).rows.length;
}

async function endBackends(pool: DatabasePool, which: string): Promise<void> {
  await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND ${which}`);
  await waitUntil(async () => (await backends(pool, which)) === 0);
}

function poolOf(pools: readonly DatabasePool[]): DatabasePool {
  const [pool] = pools;
  if (pool === undefined) throw new Error('no pool was opened');
  return pool;
}
