import { EventEmitter } from 'node:events';
import type pg from 'pg';
import { markConnectionLoss } from './connection-loss.ts';
import type { DatabaseClient, DatabaseNotification, QueryConfig, QueryResult } from './pool.ts';
import type { SharedListener, Subscriber } from './shared-listener.ts';
import { statementKind } from './statement-kind.ts';

/**
 * A client that has a connection to itself only while it is in a transaction, and hears messages by the one connection
 * of all: clients that are kept for long cost the server nothing. What else belongs to a session, such as SET, is lost
 * between two statements.
 */
export class ServerClient extends EventEmitter implements DatabaseClient {
  readonly #pool: pg.Pool;
  readonly #listener: SharedListener;
  readonly #subscriber: Subscriber;
  #transaction: pg.PoolClient | undefined;

  constructor(pool: pg.Pool, listener: SharedListener) {
    super();
    this.#pool = pool;
    this.#listener = listener;
    this.#subscriber = {
      heard: (notification: DatabaseNotification) => this.emit('notification', notification),
      lost: (error) => this.#fail(error),
    };
  }

  async query<Row>(query: string | QueryConfig, values?: readonly unknown[]): Promise<QueryResult<Row>> {
    const statement = statementKind(typeof query === 'string' ? query : query.text);
    try {
      if (statement.kind === 'listen') {
        await this.#listener.listen(statement.channel, this.#subscriber);
        return { rows: [], rowCount: null };
      }
      if (statement.kind === 'begin') this.#transaction ??= await this.#take();
      return await runOn<Row>(this.#transaction ?? this.#pool, query, values);
    } catch (error) {
      // A transaction that cannot begin is not rolled back by those who asked for it.
      if (statement.kind === 'begin') this.#giveBack(true);
      throw markConnectionLoss(error);
    } finally {
      if (statement.kind === 'end') this.#giveBack(false);
    }
  }

  release(): void {
    this.#listener.leave(this.#subscriber);
    // In mid-transaction nobody knows what the connection's next user would find.
    this.#giveBack(true);
  }

  async #take(): Promise<pg.PoolClient> {
    const client = await this.#pool.connect();
    // Without a listener a connection that breaks in mid-transaction would end the process; its statements tell.
    client.on('error', ignore);
    return client;
  }

  #giveBack(destroy: boolean): void {
    const client = this.#transaction;
    this.#transaction = undefined;
    client?.off('error', ignore);
    client?.release(destroy);
  }

  #fail(error: Error): void {
    if (this.listenerCount('error') > 0) this.emit('error', markConnectionLoss(error));
  }
}

/** Runs a statement where pg's overloads for rows as arrays and as objects cannot be told apart by a caller. */
export async function runOn<Row>(
  target: pg.Pool | pg.PoolClient,
  query: string | QueryConfig,
  values?: readonly unknown[],
): Promise<QueryResult<Row>> {
  // Our form of a statement is pg's own; what its rows are, the caller knows.
  const result: pg.QueryResult = await target.query(query as pg.QueryConfig, values && [...values]);
  return result;
}

function ignore(): void {
  // See where it is put on.
}
