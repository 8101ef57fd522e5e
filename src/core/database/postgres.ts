import { EventEmitter } from 'node:events';
import pg from 'pg';
import { markConnectionLoss } from './connection-loss.ts';
import { MoraError, systemCode } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { DatabaseClient, DatabasePool, QueryConfig, QueryResult } from './pool.ts';
import { runOn, ServerClient } from './server-client.ts';
import { SharedListener } from './shared-listener.ts';

/** One to hear messages by, the others for work: a server takes 100 by default, and there may be many processes. */
const maxConnections = 12;

/** Milliseconds after which a server that does not answer counts as out of reach. */
const connectTimeoutMs = 10_000;

/** A real pool. Connection losses carry the code by which BullMQ knows that trying again helps. */
class ServerPool extends EventEmitter implements DatabasePool {
  readonly exclusive = false;
  /** BullMQ reads it: with keep-alive a connection that dropped silently is noticed. */
  readonly options: { readonly keepAlive: true; readonly max: number };
  readonly #pool: pg.Pool;
  readonly #listener: SharedListener;

  constructor(pool: pg.Pool) {
    super();
    this.#pool = pool;
    this.#listener = new SharedListener(() => pool.connect());
    this.options = { keepAlive: true, max: maxConnections };
    // BullMQ adds a listener for each queue and worker.
    this.setMaxListeners(0);
    pool.on('error', (error) => {
      // With the queue elsewhere nobody listens here, and an error that nobody hears ends the process.
      if (this.listenerCount('error') > 0) this.emit('error', markConnectionLoss(error));
    });
  }

  async query<Row>(query: string | QueryConfig, values?: readonly unknown[]): Promise<QueryResult<Row>> {
    return withMarkedLoss(() => runOn<Row>(this.#pool, query, values));
  }

  // oxlint-disable-next-line typescript/require-await -- the pool's port is asynchronous
  async connect(): Promise<DatabaseClient> {
    return new ServerClient(this.#pool, this.#listener);
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }
}

/**
 * Connects to a PostgreSQL server. Throws `configuration` where it cannot be reached or refuses: the address is the
 * operator's to mend. `url` may hold a password and is never put into messages.
 */
export async function openPostgres(url: string, options: { readonly logger: Logger }): Promise<DatabasePool> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    // BullMQ's statements name no schema; ours always do.
    options: '-c search_path=bullmq,public',
  });
  pool.on('error', (error) => options.logger.warn({ err: error }, 'lost an idle connection to PostgreSQL'));
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw new MoraError(
      'configuration',
      'PostgreSQL at DATABASE_URL cannot be reached or refused the login. Check the address, the user and that the server runs.',
      { cause: error, detail: systemCode(error) ?? 'no code' },
    );
  }
  return new ServerPool(pool);
}

async function withMarkedLoss<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw markConnectionLoss(error);
  }
}
