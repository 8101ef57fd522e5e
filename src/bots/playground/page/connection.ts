import type { PlacedMessage, Snapshot } from '../wire.ts';
import type { Store } from './store.ts';

/** The live line to the studio. */
export interface Connection {
  isOpen(): boolean;
  /** Resolves when the line is open, at once where it is. */
  opened(): Promise<void>;
}

/** Milliseconds between two tries after the browser itself has given up. */
const retryMs = 2_000;

/**
 * Keeps the store up to date. Each time the line opens, the studio sends all that is there, so nothing is missed.
 * `show` is told the state whenever it changes.
 */
export function openConnection(store: Store, show: (state: 'connecting' | 'open' | 'lost') => void): Connection {
  let open = false;
  let waiting: (() => void)[] = [];

  const setOpen = (): void => {
    open = true;
    show('open');
    for (const resolve of waiting) resolve();
    waiting = [];
  };

  // What this stream carries comes from the page's own studio, of the same version.
  const snapshotOf = (event: Event): Snapshot => JSON.parse((event as MessageEvent<string>).data) as Snapshot;
  const messageOf = (event: Event): PlacedMessage => JSON.parse((event as MessageEvent<string>).data) as PlacedMessage;

  const removedOf = (event: Event): string => (JSON.parse((event as MessageEvent<string>).data) as { id: string }).id;

  const connect = (): void => {
    const source = new EventSource('/playground/events');
    source.addEventListener('snapshot', (event) => {
      store.takeSnapshot(snapshotOf(event));
      setOpen();
    });
    source.addEventListener('message', (event) => store.upsert(messageOf(event)));
    source.addEventListener('removed', (event) => store.remove(removedOf(event)));
    source.addEventListener('error', () => {
      open = false;
      show('lost');
      // The browser tries again by itself after a lost line, but not after an answer that was no stream.
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, retryMs);
    });
  };
  show('connecting');
  connect();
  return {
    isOpen: () => open,
    opened: () => (open ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
