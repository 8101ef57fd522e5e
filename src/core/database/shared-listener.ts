import type pg from 'pg';
import type { DatabaseNotification } from './pool.ts';

/** Who waits for messages of the database. */
export interface Subscriber {
  heard(notification: DatabaseNotification): void;
  /** The connection is gone: messages may have been missed, and none will come until it listens again. */
  lost(error: Error): void;
}

interface Line {
  readonly client: pg.PoolClient;
  readonly channels: Map<string, Promise<unknown>>;
  /** Gives the connection back, once; false where that had been done. */
  give(): boolean;
}

/** One connection on which a whole process listens: BullMQ would keep one for each worker and each queue. */
export class SharedListener {
  readonly #connect: () => Promise<pg.PoolClient>;
  readonly #subscribers = new Map<Subscriber, Set<string>>();
  #line: Promise<Line> | undefined;

  constructor(connect: () => Promise<pg.PoolClient>) {
    this.#connect = connect;
  }

  /** Resolves when the database has taken note: messages that are sent from then on are heard. */
  async listen(channel: string, subscriber: Subscriber): Promise<void> {
    const wanted = this.#subscribers.get(subscriber) ?? new Set();
    this.#subscribers.set(subscriber, wanted.add(channel));
    try {
      const { client, channels } = await (this.#line ??= this.#open());
      let listening = channels.get(channel);
      if (listening === undefined) {
        listening = client.query(`LISTEN "${channel}"`);
        channels.set(channel, listening);
      }
      await listening;
    } catch (error) {
      this.leave(subscriber);
      throw error;
    }
  }

  /** The last to leave gives the connection back. */
  leave(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    if (this.#subscribers.size > 0) return;
    const line = this.#line;
    this.#line = undefined;
    // A connection that was never made has told so to whoever listened.
    void line?.then((open) => open.give()).catch(() => undefined);
  }

  async #open(): Promise<Line> {
    let client: pg.PoolClient;
    try {
      client = await this.#connect();
    } catch (error) {
      this.#line = undefined;
      throw error;
    }
    client.on('notification', ({ channel, payload }) => {
      const notification = payload === undefined ? { channel } : { channel, payload };
      for (const [subscriber, channels] of this.#subscribers) {
        if (channels.has(channel)) subscriber.heard(notification);
      }
    });
    let isOurs = true;
    const give = (): boolean => {
      if (!isOurs) return false;
      isOurs = false;
      client.release(true);
      return true;
    };
    // A server that goes may say so several times; after the first the pool itself hears the others.
    client.once('error', (error: Error) => {
      // Given back before: a line that is newer is not concerned.
      if (!give()) return;
      this.#line = undefined;
      const subscribers = [...this.#subscribers.keys()];
      this.#subscribers.clear();
      for (const subscriber of subscribers) subscriber.lost(error);
    });
    return { client, channels: new Map(), give };
  }
}
