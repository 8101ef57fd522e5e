import { INTENTS, messageIntents } from './intents.ts';
import { gatewayMessageShape } from './message-shape.ts';
import { guildOf, isThread } from './permissions.ts';
import { channelShape } from './shapes.ts';
import type { FakeFile, StoredAttachment, StoredChannel, StoredMessage, World } from './world.ts';

/** What a new message is made of; the rest has its usual value. */
export type NewMessage = Pick<StoredMessage, 'channelId' | 'authorId'> &
  Partial<Omit<StoredMessage, 'createdAtMs' | 'oldEditsMs'>>;

/** Puts a message into its channel and tells all sessions. It unarchives a thread, as any message does. */
export function postMessage(world: World, fields: NewMessage): StoredMessage {
  const message: StoredMessage = {
    id: world.nextId(),
    type: fields.reference === undefined ? 0 : 19,
    createdAtMs: world.clock.nowMs(),
    ephemeral: false,
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    flags: 0,
    mentionIds: [],
    mentionRoleIds: [],
    mentionsEveryone: false,
    oldEditsMs: [],
    ...fields,
  };
  world.messages.set(message.id, message);
  const channel = world.channels.get(message.channelId);
  if (channel !== undefined && channel.archived && !message.ephemeral) setArchived(world, channel, false, false);
  announceMessage(world, message, 'MESSAGE_CREATE');
  return message;
}

/** Changes what is given and tells all sessions. */
export function changeMessage(world: World, message: StoredMessage, change: Partial<StoredMessage>): void {
  Object.assign(message, change);
  announceMessage(world, message, 'MESSAGE_UPDATE');
}

/** Takes a message away and tells all sessions. */
export function removeMessage(world: World, message: StoredMessage): void {
  world.messages.delete(message.id);
  const channel = world.channels.get(message.channelId);
  if (channel === undefined || message.ephemeral || !isHeard(world, channel)) return;
  const data = { id: message.id, channel_id: channel.id, guild_id: channel.guildId };
  world.announce({
    name: 'MESSAGE_DELETE',
    guildId: channel.guildId,
    intents: messageIntents(channel),
    data: () => data,
  });
}

/** Archives a thread or wakes it up, and tells all sessions. */
export function setArchived(world: World, thread: StoredChannel, archived: boolean, locked: boolean): void {
  thread.archived = archived;
  thread.locked = locked;
  announceChannel(world, thread, 'THREAD_UPDATE');
}

/** Tells all sessions of a channel or thread, as it is now. */
export function announceChannel(
  world: World,
  channel: StoredChannel,
  name: 'CHANNEL_CREATE' | 'CHANNEL_UPDATE' | 'CHANNEL_DELETE' | 'THREAD_CREATE' | 'THREAD_UPDATE' | 'THREAD_DELETE',
): void {
  if (!isHeard(world, channel)) return;
  const data = {
    ...channelShape(world, channel),
    ...(name === 'THREAD_CREATE' && isThread(channel) ? { newly_created: true } : {}),
  };
  world.announce({ name, guildId: channel.guildId, intents: INTENTS.guilds, data: () => data });
}

/** Gives a file its id; its type follows from its name unless it says one. */
export function storeFile(world: World, channelId: string, file: FakeFile, description?: string): StoredAttachment {
  return {
    contentType: guessContentType(file.name),
    ...file,
    id: world.nextId(),
    channelId,
    ...(description === undefined ? {} : { description }),
  };
}

function announceMessage(world: World, message: StoredMessage, name: string): void {
  const channel = world.channels.get(message.channelId);
  if (channel === undefined || message.ephemeral || !isHeard(world, channel)) return;
  world.announce({
    name,
    guildId: channel.guildId,
    intents: messageIntents(channel),
    data: (viewer) => gatewayMessageShape(world, message, viewer),
  });
}

/** The bot hears only what happens in its direct channels and its guilds. */
function isHeard(world: World, channel: StoredChannel): boolean {
  return channel.guildId === undefined || guildOf(world, channel)?.hasBot === true;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  txt: 'text/plain; charset=utf-8',
};

function guessContentType(name: string): string {
  return CONTENT_TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}
