import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { MoraError } from '../errors.ts';
import { statementKind } from './statement-kind.ts';
import type { DatabaseClient, DatabasePool, QueryConfig, QueryResult } from './pool.ts';

type Release = () => void;

/** The clients' turns at the one connection, in the order in which they asked. */
class Turns {
  #last: Promise<void> = Promise.resolve();

  async take(): Promise<Release> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const previous = this.#last;
    this.#last = promise;
    await previous;
    return resolve;
  }
}

/** The embedded database behind the face of a pool: its clients take turns at PGlite's single connection. */
export class EmbeddedPool extends EventEmitter implements DatabasePool {
  readonly exclusive = true;
  /** BullMQ reads it: a connection inside the process cannot drop silently, so waiting long for a message is safe. */
  readonly options = { keepAlive: true };
  readonly #database: PGlite;
  readonly #turns = new Turns();
  readonly #rawText: Record<string, (text: string) => string>;
  readonly #onEnd: () => Promise<void>;
  #ending: Promise<void> | undefined;

  constructor(database: PGlite, onEnd: () => Promise<void>) {
    super();
    this.#database = database;
    this.#onEnd = onEnd;
    // BullMQ adds a listener for each queue and worker.
    this.setMaxListeners(0);
    // PGlite must hand out text as a server does: pg's parsers, or drizzle's, make the values.
    this.#rawText = Object.fromEntries(Object.keys(database.parsers).map((oid) => [oid, (text: string) => text]));
  }

  async query<Row>(query: string | QueryConfig, values?: readonly unknown[]): Promise<QueryResult<Row>> {
    if (statementKind(typeof query === 'string' ? query : query.text).kind !== 'other') {
      throw new MoraError('internal', 'Something went wrong on our side.', { detail: 'needs a client of its own' });
    }
    const release = await this.#turns.take();
    try {
      return await this.run(query, values);
    } finally {
      release();
    }
  }

  // oxlint-disable-next-line typescript/require-await -- the pool's port is asynchronous
  async connect(): Promise<DatabaseClient> {
    this.#assertOpen();
    return new EmbeddedClient(this, this.#database, this.#turns);
  }

  /** Waits for the statements under way, then closes the database and gives up its directory. */
  end(): Promise<void> {
    this.#ending ??= (async () => {
      const release = await this.#turns.take();
      try {
        await this.#database.close();
      } finally {
        release();
        await this.#onEnd();
      }
    })();
    return this.#ending;
  }

  /** Runs one statement; the caller has the turn. */
  async run<Row>(query: string | QueryConfig, parameters?: readonly unknown[]): Promise<QueryResult<Row>> {
    this.#assertOpen();
    const config: QueryConfig = typeof query === 'string' ? { text: query } : query;
    const values = parameters ?? config.values ?? [];
    const options = { rowMode: 'array', parsers: this.#rawText } as const;
    try {
      // Only statements without parameters may hold several commands; the last one's result is the one that counts.
      const result =
        values.length === 0
          ? (await this.#database.exec(config.text, options)).at(-1)
          : await this.#database.query(config.text, values.map(toParameter), options);
      if (result === undefined) return { rows: [], rowCount: null };
      const columns = result.fields.map(({ name, dataTypeID }) => ({ name, parse: parserOf(config, dataTypeID) }));
      const rows = result.rows.map((row) => {
        // `rowMode: 'array'` above makes each row an array, and the parsers above leave text or null in it.
        const texts = row as readonly (string | null)[];
        const cells = columns.map(({ parse }, index) => {
          const text = texts[index] ?? null;
          return text === null ? null : parse(text);
        });
        if (config.rowMode === 'array') return cells;
        return Object.fromEntries(columns.map(({ name }, index) => [name, cells[index]]));
      });
      // What the rows are, is the caller's knowledge of its own statement, as with pg.
      return { rows: rows as Row[], rowCount: result.rowCount ?? rows.length };
    } finally {
      // PGlite works inside this thread: without a pause a queue of statements would stop the event loop.
      await setImmediate();
    }
  }

  #assertOpen(): void {
    // The words by which BullMQ knows a query that came too late.
    if (this.#ending !== undefined) throw new Error('Cannot use a pool after calling end on the pool');
  }
}

class EmbeddedClient extends EventEmitter implements DatabaseClient {
  readonly #pool: EmbeddedPool;
  readonly #database: PGlite;
  readonly #turns: Turns;
  readonly #unlisten: (() => Promise<void>)[] = [];
  #transaction: Release | undefined;

  constructor(pool: EmbeddedPool, database: PGlite, turns: Turns) {
    super();
    this.#pool = pool;
    this.#database = database;
    this.#turns = turns;
  }

  async query<Row>(query: string | QueryConfig, values?: readonly unknown[]): Promise<QueryResult<Row>> {
    const statement = statementKind(typeof query === 'string' ? query : query.text);
    const release = this.#transaction ?? (await this.#turns.take());
    if (statement.kind === 'begin') this.#transaction = release;
    try {
      if (statement.kind !== 'listen') return await this.#pool.run<Row>(query, values);
      const unlisten = await this.#database.listen(statement.channel, (payload) =>
        this.emit('notification', { channel: statement.channel, payload }),
      );
      this.#unlisten.push(unlisten);
      return { rows: [], rowCount: null };
    } finally {
      if (statement.kind === 'end') this.#transaction = undefined;
      if (this.#transaction === undefined) release();
    }
  }

  release(): void {
    const unlisten = this.#unlisten.splice(0);
    const left = this.#transaction === undefined ? Promise.resolve() : this.query('ROLLBACK').then(() => undefined);
    void left
      .then(async () => Promise.all(unlisten.map(async (stop) => stop())))
      .catch((error: unknown) => this.#pool.emit('error', error));
  }
}

function parserOf(config: QueryConfig, oid: number): (text: string) => unknown {
  if (config.types !== undefined) return config.types.getTypeParser(oid, 'text');
  // pg types its parsers as any, and lists in an enum the ids that it knows though it takes any other too.
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment
  return pg.types.getTypeParser(oid, 'text') as (text: string) => unknown;
}

/** A parameter as PGlite takes it, by the rules of pg: no undefined, dates as text, objects as JSON. */
function toParameter(value: unknown): unknown {
  if (value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
  return isPlain ? JSON.stringify(value) : value;
}
