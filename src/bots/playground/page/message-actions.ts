import type { Press } from './outbox.ts';
import type { ShownMessage, Store } from './store.ts';

/** What messages can ask of the page. */
export interface MessageActions {
  readonly store: Store;
  readonly press: Press;
  /** Begins an answer to a message in the box of the same place; `text` is put into it. */
  reply(message: ShownMessage, text?: string): void;
  openThread(root: ShownMessage): void;
}
