import type { OpenCollection } from '../../core/database/records.ts';
import { messageSchema, type Message, type PlacedMessage, type Snapshot } from './wire.ts';

/** The messages of the playground: kept in the database, told to whoever listens. */
export interface MessageLog {
  /** Adds a message. False where its id is taken: nothing is changed then. */
  add(message: Message): Promise<boolean>;
  /** Adds or replaces a message; one that is there keeps its place and its time. */
  put(message: Message): Promise<void>;
  get(id: string): Promise<PlacedMessage | undefined>;
  /** The newest messages, or the newest that came before a position. */
  page(before?: number): Promise<Snapshot>;
  /** All messages, the oldest first. */
  all(): AsyncIterable<PlacedMessage>;
  /** Takes a message away; one that is not there is no error. */
  remove(id: string): Promise<void>;
  /** Calls back with each change, until the returned function is called. */
  listen(listener: (change: LogChange) => void): () => void;
}

/** A message that was added or changed, or the id of one that went away. */
export type LogChange =
  | { readonly kind: 'message'; readonly message: PlacedMessage }
  | { readonly kind: 'removed'; readonly id: string };

/** Fills several screens, and is read and sent in a few milliseconds. */
const pageSize = 200;

export function openMessageLog(collection: OpenCollection): MessageLog {
  const records = collection('playground.messages', messageSchema);
  const listeners = new Set<(change: LogChange) => void>();

  async function tell(id: string): Promise<void> {
    const message = await get(id);
    if (message === undefined) return;
    for (const listener of listeners) listener({ kind: 'message', message });
  }

  async function get(id: string): Promise<PlacedMessage | undefined> {
    const kept = await records.get(id);
    return kept && { ...kept.value, position: kept.position };
  }

  return {
    get,
    async add(message) {
      const added = await records.insertOnce(message.id, message);
      if (added) await tell(message.id);
      return added;
    },
    async put(message) {
      const before = await records.get(message.id);
      await records.put(message.id, before === undefined ? message : { ...message, atMs: before.value.atMs });
      await tell(message.id);
    },
    async remove(id) {
      await records.delete(id);
      for (const listener of listeners) listener({ kind: 'removed', id });
    },
    async *all() {
      for (let after = 0; ;) {
        const some = await records.list({ after, limit: pageSize });
        for (const { value, position } of some) yield { ...value, position };
        if (some.length < pageSize) return;
        after = some.at(-1)?.position ?? after;
      }
    },
    async page(before) {
      const kept = await records.list({ ...(before === undefined ? {} : { before }), limit: pageSize + 1 });
      const messages = kept.slice(-pageSize).map(({ value, position }) => ({ ...value, position }));
      return { messages, earlier: kept.length > pageSize };
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
