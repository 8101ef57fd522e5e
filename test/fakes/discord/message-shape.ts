import { createHash } from 'node:crypto';
import { channelShape, memberShape, timestamp, userShape } from './shapes.ts';
import type { StoredAttachment, StoredMessage, StoredUser, Viewer, World } from './world.ts';

/** https://discord.com/developers/docs/resources/message#message-object-message-flags */
export const MESSAGE_FLAGS = { ephemeral: 1 << 6, loading: 1 << 7, componentsV2: 1 << 15 } as const;

/** Sees everything: a test, and the bot at a message command's target. */
export const WHOLE: Viewer = { messageContent: true };

/** A message as Discord's API gives it to `viewer`; what that one may not see is blanked, also in the message replied to. */
export function messageShape(world: World, message: StoredMessage, viewer: Viewer): Record<string, unknown> {
  const reference = message.reference;
  return {
    ...bareShape(world, message, viewer),
    ...(reference === undefined
      ? {}
      : {
          message_reference: { type: 0, message_id: reference.messageId, channel_id: reference.channelId },
          referenced_message: referenced(world, reference.messageId, viewer),
        }),
  };
}

function referenced(world: World, messageId: string, viewer: Viewer) {
  const message = world.messages.get(messageId);
  return message === undefined ? null : bareShape(world, message, viewer);
}

function bareShape(world: World, message: StoredMessage, viewer: Viewer): Record<string, unknown> {
  const whole = seesContent(world, message, viewer);
  const inComponents = (message.flags & MESSAGE_FLAGS.componentsV2) !== 0;
  const thread = message.threadId === undefined ? undefined : world.channels.get(message.threadId);
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author: userShape(author(world, message.authorId)),
    timestamp: timestamp(message.createdAtMs),
    edited_timestamp: message.editedAtMs === undefined ? null : timestamp(message.editedAtMs),
    tts: false,
    pinned: false,
    flags: message.flags,
    mention_everyone: message.mentionsEveryone,
    mention_roles: [...message.mentionRoleIds],
    mentions: message.mentionIds.map((id) => userShape(author(world, id))),
    content: whole ? message.content : '',
    embeds: whole ? [...message.embeds] : [],
    components: whole ? resolveComponents(world, message) : [],
    // A Components V2 message lists its files only in its components (discord-api-docs issue 8277: on purpose).
    attachments: whole && !inComponents ? message.attachments.map((file) => attachmentShape(world, file)) : [],
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(message.interaction === undefined
      ? {}
      : { application_id: world.applicationId, webhook_id: world.applicationId, ...interactionFields(world, message) }),
    ...(thread === undefined ? {} : { thread: channelShape(world, thread) }),
  };
}

function interactionFields(world: World, message: StoredMessage) {
  if (message.interaction === undefined) return {};
  const { id, type, userId } = message.interaction;
  return {
    interaction_metadata: { id, type, user: userShape(author(world, userId)), authorizing_integration_owners: {} },
  };
}

/** A message with the fields that only the gateway adds. */
export function gatewayMessageShape(world: World, message: StoredMessage, viewer: Viewer): Record<string, unknown> {
  const guildId = world.channels.get(message.channelId)?.guildId;
  const guild = guildId === undefined ? undefined : world.guilds.get(guildId);
  return {
    ...messageShape(world, message, viewer),
    channel_type: world.channels.get(message.channelId)?.type ?? 0,
    ...(guild === undefined ? {} : { guild_id: guild.id, member: memberShape(world, guild, message.authorId) }),
  };
}

/** https://discord.com/developers/docs/events/gateway#message-content-intent: own, direct and mentioning messages are whole. */
function seesContent(world: World, message: StoredMessage, viewer: Viewer): boolean {
  return (
    viewer.messageContent ||
    message.authorId === world.bot.id ||
    message.mentionIds.includes(world.bot.id) ||
    world.channels.get(message.channelId)?.guildId === undefined
  );
}

/** A file as messages and commands carry it, with an address that is fresh. */
export function attachmentShape(world: World, file: StoredAttachment) {
  const url = attachmentUrl(world, file);
  return {
    id: file.id,
    filename: file.name,
    size: file.bytes.byteLength,
    content_type: file.contentType,
    url,
    proxy_url: url,
    ...(file.width === undefined ? {} : { width: file.width }),
    ...(file.height === undefined ? {} : { height: file.height }),
    ...(file.description === undefined ? {} : { description: file.description }),
  };
}

/** Signed as Discord's: `ex` says when it ends, `hm` proves it. Each look at a message gives a fresh one. */
function attachmentUrl(world: World, file: StoredAttachment): string {
  const nowMs = world.clock.nowMs();
  const expires = Math.floor((nowMs + world.limits.attachmentUrlMs) / 1000).toString(16);
  const issued = Math.floor(nowMs / 1000).toString(16);
  const path = `/attachments/${file.channelId}/${file.id}/${encodeURIComponent(file.name)}`;
  return `${world.origin}${path}?ex=${expires}&is=${issued}&hm=${attachmentProof(world, file.id, expires)}`;
}

/** What only this server can have put into an address. */
export function attachmentProof(world: World, attachmentId: string, expires: string): string {
  return createHash('sha256').update(`${world.token} ${attachmentId} ${expires}`).digest('hex');
}

function resolveComponents(world: World, message: StoredMessage): unknown[] {
  let id = 0;
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]) => [key, resolve(inner)] as const);
    const copy: Record<string, unknown> = Object.fromEntries(entries);
    if (typeof copy['url'] === 'string') return { ...copy, ...resolveUrl(world, message, copy['url']) };
    if (typeof copy['type'] === 'number' && copy['id'] === undefined) copy['id'] = ++id;
    return copy;
  };
  return message.components.map(resolve);
}

const ATTACHMENT_SCHEME = 'attachment://';

function resolveUrl(world: World, message: StoredMessage, url: string): Record<string, unknown> {
  if (!url.startsWith(ATTACHMENT_SCHEME)) return {};
  const file = message.attachments.find(({ name }) => name === url.slice(ATTACHMENT_SCHEME.length));
  if (file === undefined) return {};
  const shape = attachmentShape(world, file);
  return {
    url: shape.url,
    proxy_url: shape.url,
    content_type: file.contentType,
    attachment_id: file.id,
    ...(file.width === undefined ? {} : { width: file.width }),
    ...(file.height === undefined ? {} : { height: file.height }),
  };
}

function author(world: World, userId: string): StoredUser {
  return world.users.get(userId) ?? { id: userId, name: 'gone', locale: 'en-US', bot: false, directClosed: false };
}
