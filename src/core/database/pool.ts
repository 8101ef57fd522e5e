/** One statement as drizzle's node-postgres driver hands it over. */
export interface QueryConfig {
  readonly text: string;
  readonly values?: readonly unknown[];
  /** `array` gives each row as a list of values instead of an object. */
  readonly rowMode?: 'array' | undefined;
  /** How text of the database becomes values; pg's own parsers where it is absent. */
  readonly types?: { getTypeParser(oid: number, format: 'text'): (text: string) => unknown };
}

export interface QueryResult<Row> {
  readonly rows: Row[];
  readonly rowCount: number | null;
}

// The rows of a statement are whatever it selects: callers that need safety parse them.
// oxlint-disable-next-line typescript/no-explicit-any -- the same default as in BullMQ's and pg's own types
type AnyRow = any;

/** What can run statements. */
interface Queryable {
  query<Row = AnyRow>(query: string | QueryConfig, values?: readonly unknown[]): Promise<QueryResult<Row>>;
}

/** A message that came by LISTEN. */
export interface DatabaseNotification {
  readonly channel: string;
  readonly payload?: string;
}

/** One checked-out connection; it alone sees its transaction. Release it when done. */
export interface DatabaseClient extends Queryable {
  on(event: 'notification', listener: (notification: DatabaseNotification) => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
  on(event: 'end', listener: () => void): this;
  removeListener(event: 'notification', listener: (notification: DatabaseNotification) => void): this;
  removeAllListeners(event?: string): this;
  release(destroy?: boolean): void;
}

/**
 * The database as BullMQ's Postgres backend and drizzle's node-postgres driver both use it: shaped like `pg.Pool`, and
 * played by a real one or by the embedded database. Implementations have "Pool" in the name of their class, because
 * that is how drizzle knows that a transaction needs a client of its own.
 */
export interface DatabasePool extends Queryable {
  /** True where this process alone uses the database: whatever is marked as in use there, was so by a dead process. */
  readonly exclusive: boolean;
  connect(): Promise<DatabaseClient>;
  /** Closes all connections, and an embedded database with its directory's lock. */
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): this;
  on(event: 'connect', listener: (client: DatabaseClient) => void): this;
  removeListener(event: 'error', listener: (error: Error) => void): this;
  removeAllListeners(event?: string): this;
}
