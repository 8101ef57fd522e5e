import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/core/database/embedded.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { waitUntil } from '../../support/wait-until.ts';

const options = { logger: silentLogger() };

test('a first start that was stopped leaves nothing behind, and the next one makes the database', async () => {
  await using directory = await temporaryDirectory();
  const stop = new AbortController();
  const stopped = openEmbedded(directory.path, { ...options, signal: stop.signal });
  await waitUntil(async () => (await readdir(directory.path)).some((name) => name.startsWith('database.new-')));
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  expect((await readdir(directory.path)).filter((name) => name.startsWith('database'))).toEqual([]);

  // What a killed process leaves.
  await mkdir(path.join(directory.path, 'database.new-1', 'base'), { recursive: true });
  const pool = await openEmbedded(directory.path, options);
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
  expect((await readdir(directory.path)).filter((name) => name.startsWith('database'))).toEqual(['database']);
  // Two databases are made in it, and making one takes seconds.
}, 90_000);

test('the directory is taken while the database is open', async () => {
  await using directory = await testDataDirectory();
  const pool = await openEmbedded(directory.path, options);
  await expect(openEmbedded(directory.path, options)).rejects.toMatchObject({ code: 'data-directory-in-use' });
  await pool.end();
  const again = await openEmbedded(directory.path, options);
  await again.end();
});

describe('a damaged database is named, and left as it is', () => {
  const damages: Record<string, (database: string) => Promise<void>> = {
    'PG_VERSION is missing': (database) => rm(path.join(database, 'PG_VERSION')),
    'pg_control is cut off': (database) => truncate(path.join(database, 'global', 'pg_control'), 100),
    'pg_control is noise': (database) => writeFile(path.join(database, 'global', 'pg_control'), randomBytes(8192)),
    'the log is noise': async (database) =>
      overwrite(path.join(database, 'pg_wal'), (name) => /^[0-9A-F]{24}$/u.test(name)),
    'all tables are empty': async (database) => {
      const bases = await readdir(path.join(database, 'base'));
      for (const base of bases) await overwrite(path.join(database, 'base', base), () => true, 'truncate');
    },
    'the folder is a file': async (database) => {
      await rm(database, { recursive: true });
      await writeFile(database, 'not a folder');
    },
  };
  test.each(Object.entries(damages))('%s', async (_name, damage) => {
    await using directory = await testDataDirectory();
    await damage(path.join(directory.path, 'database'));
    const before = await readdir(directory.path, { recursive: true });
    // Twice: a failed opening must give the directory up again.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(openEmbedded(directory.path, options)).rejects.toThrow(
        /^data-directory-broken: .*nothing was deleted.*backup/u,
      );
    }
    const after = await readdir(directory.path, { recursive: true });
    // PostgreSQL drops these caches at each start and makes them again.
    expect(before.filter((name) => !after.includes(name) && !name.endsWith('pg_internal.init'))).toEqual([]);
  });
});

test('a transaction keeps all other clients out until it ends', async () => {
  await using directory = await testDataDirectory();
  const pool = await openEmbedded(directory.path, options);
  await pool.query('CREATE TABLE seen (name text)');
  const client = await pool.connect();
  await client.query('begin');
  const outside = pool.query(`INSERT INTO seen VALUES ('outside')`);
  await client.query('savepoint one');
  await client.query(`INSERT INTO seen VALUES ('inside')`);
  await client.query('rollback to savepoint one');
  expect((await client.query('SELECT count(*)::int AS count FROM seen')).rows).toEqual([{ count: 0 }]);
  await client.query('rollback');
  await outside;
  expect((await pool.query('SELECT name FROM seen')).rows).toEqual([{ name: 'outside' }]);

  // A client that is given back in the middle of a transaction does not keep the others out for ever.
  await client.query('START TRANSACTION');
  await client.query('DELETE FROM seen');
  client.release();
  expect((await pool.query('SELECT count(*)::int AS count FROM seen')).rows).toEqual([{ count: 1 }]);
  await expect(pool.query('BEGIN')).rejects.toMatchObject({ code: 'internal' });
  await pool.end();
  await expect(pool.query('SELECT 1')).rejects.toThrow('after calling end on the pool');
});

test('values come back as pg gives them', async () => {
  await using directory = await testDataDirectory();
  const pool = await openEmbedded(directory.path, options);
  const text = `SELECT $1::int8 AS big, $2::jsonb AS json, $3::text[] AS list, NULL AS nothing, true AS yes,
    $4::timestamptz AS at`;
  const at = new Date('2026-01-02T03:04:05.678Z');
  const values = [5, { a: [1] }, ['x', 'y'], at];
  const row = { big: '5', json: { a: [1] }, list: ['x', 'y'], nothing: null, yes: true, at };
  expect(await pool.query(text, values)).toEqual({ rows: [row], rowCount: 1 });
  expect(await pool.query({ text, rowMode: 'array' }, values)).toEqual({ rows: [Object.values(row)], rowCount: 1 });
  const raw = { getTypeParser: () => (value: string) => value };
  expect((await pool.query({ text: 'SELECT 7 AS n', types: raw })).rows).toEqual([{ n: '7' }]);
  await expect(pool.query('SELECT 1 FROM nowhere')).rejects.toMatchObject({ code: '42P01' });
  await pool.end();
});

test('messages reach a client that listens, whatever comments stand before the word', async () => {
  await using directory = await testDataDirectory();
  const pool = await openEmbedded(directory.path, options);
  const client = await pool.connect();
  const heard: unknown[] = [];
  client.on('notification', (message) => heard.push(message));
  await client.query('-- a comment\n/* another */ LISTEN news;\n');
  await pool.query(`SELECT pg_notify('news', 'first')`);
  await waitUntil(() => heard.length === 1);
  client.release();
  await pool.query(`SELECT pg_notify('news', 'second')`);
  await pool.end();
  expect(heard).toEqual([{ channel: 'news', payload: 'first' }]);
});

test('a long line of statements lets the event loop breathe between them', async () => {
  await using directory = await testDataDirectory();
  const pool = await openEmbedded(directory.path, options);
  let turns = 0;
  let busy = true;
  const turn = (): void => {
    turns += 1;
    if (busy) setImmediate(turn);
  };
  turn();
  await Promise.all(Array.from({ length: 200 }, () => pool.query('SELECT 1')));
  busy = false;
  expect(turns).toBeGreaterThanOrEqual(200);
  await pool.end();
});

/** Damages the beginning of every file in a folder that the filter names. */
async function overwrite(folder: string, filter: (name: string) => boolean, how = 'noise'): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile() || !filter(entry.name)) continue;
    const file = path.join(folder, entry.name);
    if (how === 'truncate') {
      await truncate(file, 0);
      continue;
    }
    await using handle = await open(file, 'r+');
    await handle.write(randomBytes(100_000), 0, 100_000, 0);
  }
}
