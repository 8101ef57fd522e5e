import {
  createPostgresBackend,
  createPostgresRelayBackend,
  DEFAULT_SCHEMA,
  runMigrations,
  SchemaVersionMismatchError,
} from 'bullmq';
import type { DatabasePool } from '../database/pool.ts';
import { MoraError } from '../errors.ts';
import type { QueueStore } from './store.ts';

/** Machines that share a server have clocks of their own: one that is 40 s ahead must not take a live job. */
const lockMs = 120_000;

/**
 * Jobs in PostgreSQL or in the embedded database. Brings BullMQ's tables up to date; the pool stays the caller's. Throws
 * `configuration` where those are of a version that this one cannot use.
 */
export async function openPostgresStore(pool: DatabasePool, namespace: string): Promise<QueueStore> {
  const client = await pool.connect();
  try {
    await runMigrations(client, DEFAULT_SCHEMA).catch((error: unknown) => {
      throw error instanceof SchemaVersionMismatchError ? tooOld(error) : error;
    });
    // BullMQ's statements name no schema. A pool of several connections has to be opened with this path.
    if (pool.exclusive) await client.query(`SET search_path TO ${DEFAULT_SCHEMA}, public`);
  } finally {
    client.release();
  }
  return {
    namespace,
    prefix: namespace,
    exclusive: pool.exclusive ? pool : undefined,
    lockMs,
    backend: (name, options, kind) => createPostgresBackend(name, { ...options, connection: pool }, kind),
    relayBackend: (options) => createPostgresRelayBackend({ ...options, connection: pool }),
    close: () => Promise.resolve(),
  };
}

function tooOld(cause: unknown): MoraError {
  return new MoraError(
    'configuration',
    'The queue was brought up to date by a newer version of Mora Studio, which this one cannot use. Nothing was changed. Update this copy.',
    { cause },
  );
}
