import type { PlacedMessage, Snapshot } from '../wire.ts';

/** A message as the page shows it: `sending` until the studio has it. */
export type ShownMessage = PlacedMessage & { readonly sending?: 'on-its-way' | 'waiting' };

/** All messages that the page has, and who wants to know of changes. */
export interface Store {
  get(id: string): ShownMessage | undefined;
  /** What stands in a channel itself, oldest first. A card goes when its task has ended: the result says it all. */
  inChannel(channel: string): readonly ShownMessage[];
  /** The answers in a thread, oldest first, without the message it hangs on. */
  inThread(root: string): readonly ShownMessage[];
  /** The finished videos that the page has, the newest first. */
  clips(): readonly { readonly id: string; readonly label: string }[];
  /** Whether there are older messages to ask for, and the position before which they are. */
  earlier(): number | undefined;
  upsert(message: ShownMessage): void;
  remove(id: string): void;
  /** Takes what the studio says there is; what is still on its way to it stays. */
  takeSnapshot(snapshot: Snapshot): void;
  addEarlier(snapshot: Snapshot): void;
  /** Calls back after changes, with the message where only one changed. */
  onChange(listener: (message?: ShownMessage) => void): void;
}

export function createStore(): Store {
  const messages = new Map<string, ShownMessage>();
  const listeners: ((message?: ShownMessage) => void)[] = [];
  let hasEarlier = false;

  const tell = (message?: ShownMessage): void => {
    for (const listener of listeners) listener(message);
  };
  const isOver = ({ content }: ShownMessage): boolean =>
    content.kind === 'card' &&
    (!['working', 'delivering'].includes(content.status) || messages.has(`delivery-${content.taskId}`));
  const sorted = (keep: (message: ShownMessage) => boolean): ShownMessage[] =>
    [...messages.values()].filter(keep).toSorted((a, b) => a.position - b.position);

  return {
    get: (id) => messages.get(id),
    inChannel: (channel) =>
      sorted((message) => message.channel === channel && message.thread === undefined && !isOver(message)),
    inThread: (root) => sorted((message) => message.thread === root && !isOver(message)),
    clips: () =>
      sorted(({ content }) => content.kind === 'result' && content.clip !== undefined)
        .flatMap(({ content }) =>
          content.kind === 'result' ? { id: content.taskId, label: content.prompt || 'a video without words' } : [],
        )
        .toReversed(),
    earlier() {
      const [first] = sorted(() => true);
      return hasEarlier ? first?.position : undefined;
    },
    upsert(message) {
      // What was sent may come back before its own answer does.
      if (
        message.sending !== undefined &&
        messages.get(message.id)?.sending === undefined &&
        messages.has(message.id)
      ) {
        return;
      }
      messages.set(message.id, message);
      tell(message);
    },
    remove(id) {
      messages.delete(id);
      tell();
    },
    takeSnapshot(snapshot) {
      const first = snapshot.messages[0]?.position ?? 0;
      const connected = [...messages.values()].some((message) => message.position >= first);
      for (const [id, message] of messages) {
        // Older pages that were asked for stay, unless there is a gap between them and the new ones.
        const older = message.position < first && (connected || !snapshot.earlier);
        if (message.sending === undefined && !older) messages.delete(id);
      }
      const oldest = Math.min(...[...messages.values()].map((message) => message.position));
      if (messages.size === 0 || oldest >= first) hasEarlier = snapshot.earlier;
      for (const message of snapshot.messages) messages.set(message.id, message);
      tell();
    },
    addEarlier(snapshot) {
      for (const message of snapshot.messages) if (!messages.has(message.id)) messages.set(message.id, message);
      hasEarlier = snapshot.earlier;
      tell();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
