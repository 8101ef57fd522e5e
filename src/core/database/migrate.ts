import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { z } from 'zod';
import { MoraError } from '../errors.ts';
import { migrate } from './drizzle.ts';
import type { DatabasePool } from './pool.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/** Spells MORA: which of a server's advisory locks stands for bringing the tables up to date. */
const lockKey = 0x4d4f5241;

const journalSchema = z.object({ entries: z.array(z.object({ when: z.int() })) });

/**
 * Brings the tables up to date: one process at a time, each step once. Throws `configuration` where a newer program
 * has been there, and touches nothing then: what it wrote could not be read here.
 */
export async function bringUpToDate(pool: DatabasePool, database: NodePgDatabase): Promise<void> {
  const work = async (): Promise<void> => {
    await refuseNewer(pool);
    await migrate(database, { migrationsFolder, migrationsSchema: 'mora' });
  };
  await (pool.exclusive ? work() : alone(pool, work));
}

/** Runs the work while no other process does; the lock ends with its transaction, or with its process. */
async function alone(pool: DatabasePool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    await work();
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

/** Throws `configuration` where a newer program has brought the tables up to date. Changes nothing. */
export async function refuseNewer(pool: DatabasePool): Promise<void> {
  const journal = journalSchema.parse(
    JSON.parse(await readFile(path.join(migrationsFolder, 'meta', '_journal.json'), 'utf8')),
  );
  const newestHere = Math.max(...journal.entries.map(({ when }) => when));
  const known = await pool.query("SELECT to_regclass('mora.__drizzle_migrations') IS NOT NULL AS known");
  if (!knownSchema.parse(known.rows[0]).known) return;
  // As text: PostgreSQL's 64-bit numbers come as such.
  const newest = await pool.query('SELECT max(created_at)::text AS applied FROM mora.__drizzle_migrations');
  const applied = Number(appliedSchema.parse(newest.rows[0]).applied ?? 0);
  if (applied <= newestHere) return;
  throw new MoraError(
    'configuration',
    'The database was brought up to date by a newer version of Mora Studio, which this one cannot read. Nothing was changed. Update this copy, or put back the backup from before the update.',
    { detail: `the newest step there is ${applied}, here ${newestHere}` },
  );
}

const knownSchema = z.object({ known: z.boolean() });
const appliedSchema = z.object({ applied: z.string().nullable() });
