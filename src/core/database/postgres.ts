import { EventEmitter } from 'node:events';
import pg from 'pg';
import { MoraError, systemCode } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { DatabaseClient, DatabasePool, QueryConfig, QueryResult } from './pool.ts';

/**
 * Each BullMQ worker keeps one connection for itself to be woken by: seven queues, some platforms and the relay, and as
 * many again for the work. A server takes 100 by default.
 */
const maxConnections = 24;

/** Milliseconds after which a server that does not answer counts as out of reach. */
const connectTimeoutMs = 10_000;

/** A server that ends connections or is not up yet: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const connectionLossCode = /^(?:57P0[123]|08...)$/u;

/** A real pool. Connection losses carry the code by which BullMQ knows that trying again helps. */
class ServerPool extends EventEmitter implements DatabasePool {
  readonly exclusive = false;
  /** BullMQ reads it: with keep-alive a connection that dropped silently is noticed. */
  readonly options: { readonly keepAlive: true; readonly max: number };
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super();
    this.#pool = pool;
    this.options = { keepAlive: true, max: maxConnections };
    // BullMQ adds a listener for each queue and worker.
    this.setMaxListeners(0);
    pool.on('error', (error) => this.emit('error', markConnectionLoss(error)));
  }

  async query<Row>(query: string | QueryConfig, values?: readonly unknown[]): Promise<QueryResult<Row>> {
    return withMarkedLoss(async () => {
      // pg's overloads for rows as arrays and as objects cannot be told apart by a caller that passes either on.
      const result: pg.QueryResult = await this.#pool.query(query as pg.QueryConfig, values && [...values]);
      return result;
    });
  }

  async connect(): Promise<DatabaseClient> {
    // A pool client takes statements in exactly this shape; only pg's overloads hide it.
    return withMarkedLoss(async () => (await this.#pool.connect()) as unknown as DatabaseClient);
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

/** BullMQ tries again on the code of a refused connection only; PostgreSQL has many ways to say the same. */
function markConnectionLoss(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = systemCode(error);
  const lost =
    code === undefined
      ? error.message.startsWith('Connection terminated')
      : code === 'ECONNRESET' || connectionLossCode.test(code);
  return lost ? Object.assign(error, { code: 'ECONNREFUSED' }) : error;
}
