import type { BackendFactory, IQueueBackend, RelayBackendFactory } from 'bullmq';

/** What BullMQ's classes are given as their connection: a placeholder, since a store's factories bring their own. */
export interface NoConnection {
  readonly broughtBy: 'store';
}
export const noConnection: NoConnection = { broughtBy: 'store' };

/** A place where BullMQ keeps jobs, opened: each of its classes takes one of these factories. */
export interface QueueStore {
  /** Keeps studios apart that share a Redis. */
  readonly namespace: string;
  /** Goes before all keys of Redis; PostgreSQL has a schema instead. */
  readonly prefix: string;
  /** The database that only this process uses, or undefined where others may share the store. */
  readonly exclusive: object | undefined;
  /** Milliseconds for which a worker holds a job without a sign of life. */
  readonly lockMs: number;
  readonly backend: BackendFactory<IQueueBackend, NoConnection>;
  readonly relayBackend: RelayBackendFactory<NoConnection>;
  /** Closes the connections that the store opened itself. */
  close(): Promise<void>;
}
