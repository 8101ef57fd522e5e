import { buttonsOf, imagesOf, wordsOf, type FakeButton, type StoredMessage } from './message-reader.ts';
import type { World, WorldView } from './world.ts';

/** A message as somebody sees it. */
export interface FakeSlackMessage {
  readonly ts: string;
  readonly channelId: string;
  readonly threadTs?: string;
  readonly userId?: string;
  readonly botId?: string;
  readonly text: string;
  readonly blocks: StoredMessage['blocks'];
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    readonly bytes: Buffer;
    readonly mimetype: string;
  }[];
  readonly edited: boolean;
  words(): string;
  buttons(): readonly FakeButton[];
  /** Ids of the files that its blocks show. */
  images(): readonly string[];
}

/** What people see of the world. */
export interface Seeing {
  /** Messages as they stand, the oldest first: of a channel, or the answers in a thread of it. */
  messages(channelId: string, threadTs?: string): readonly FakeSlackMessage[];
  /** What one person alone sees in a channel and its threads. */
  ephemerals(channelId: string, userId: string): readonly FakeSlackMessage[];
  home(userId: string): WorldView | undefined;
  /** The modal on top. */
  openView(userId: string): WorldView | undefined;
  reactions(channelId: string, ts: string): Readonly<Record<string, readonly string[]>>;
}

/** Looks at the world as it stands. */
export function createSeeing(world: World): Seeing {
  function toSeen(message: StoredMessage): FakeSlackMessage {
    const { fileIds, onlyFor: _onlyFor, ...rest } = message;
    const files = fileIds.flatMap((id) => {
      const file = world.files.get(id);
      if (file?.bytes === undefined || file.state === 'deleted') return [];
      return [{ id, name: file.name, bytes: file.bytes, mimetype: file.mimetype }];
    });
    return {
      ...rest,
      files,
      words: () => wordsOf(message),
      buttons: () => buttonsOf(message.blocks),
      images: () => imagesOf(message.blocks),
    };
  }

  return {
    messages: (channelId, threadTs) =>
      world.messages
        .filter((one) => one.channelId === channelId && one.threadTs === threadTs && one.onlyFor === undefined)
        .map(toSeen),
    ephemerals: (channelId, userId) =>
      world.messages.filter((one) => one.channelId === channelId && one.onlyFor === userId).map(toSeen),
    home: (userId) => world.homes.get(userId),
    openView: (userId) => world.modals.get(userId)?.at(-1),
    reactions: (channelId, ts) =>
      Object.fromEntries(
        [...(world.reactions.get(`${channelId}/${ts}`) ?? [])]
          .filter(([, users]) => users.size > 0)
          .map(([name, users]) => [name, [...users]]),
      ),
  };
}
