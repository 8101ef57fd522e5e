import { refusals } from './refusal.ts';
import type { StoredChannel, StoredGuild, World } from './world.ts';

/** The permissions that matter here (https://discord.com/developers/docs/topics/permissions). */
export const PERMISSIONS = {
  ADD_REACTIONS: 1n << 6n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  MANAGE_THREADS: 1n << 34n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
} as const;

/** What anyone may do in a guild. */
export const MEMBER_PERMISSIONS =
  PERMISSIONS.ADD_REACTIONS |
  PERMISSIONS.VIEW_CHANNEL |
  PERMISSIONS.SEND_MESSAGES |
  PERMISSIONS.EMBED_LINKS |
  PERMISSIONS.ATTACH_FILES |
  PERMISSIONS.READ_MESSAGE_HISTORY |
  PERMISSIONS.USE_APPLICATION_COMMANDS |
  PERMISSIONS.CREATE_PUBLIC_THREADS |
  PERMISSIONS.SEND_MESSAGES_IN_THREADS;

/** Channel types by Discord's numbers (https://discord.com/developers/docs/resources/channel#channel-object-channel-types). */
export const CHANNEL_TYPES = { text: 0, dm: 1, voice: 2, news: 5, newsThread: 10, thread: 11, forum: 15 } as const;

/** Also a forum's post is a thread. */
export function isThread(channel: StoredChannel): boolean {
  return channel.type === CHANNEL_TYPES.thread || channel.type === CHANNEL_TYPES.newsThread;
}

/** Undefined for a direct channel. */
export function guildOf(world: World, channel: StoredChannel): StoredGuild | undefined {
  return channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
}

/** What the bot may do in a channel; a thread has its parent's permissions. */
export function botPermissions(world: World, channel: StoredChannel): bigint {
  const guild = guildOf(world, channel);
  if (guild === undefined) return MEMBER_PERMISSIONS;
  const parent = channel.parentId === undefined ? undefined : world.channels.get(channel.parentId);
  return (channel.botPermissions ?? parent?.botPermissions ?? guild.botPermissions) & whatIsSeen(guild);
}

function whatIsSeen(guild: StoredGuild): bigint {
  return guild.hasBot ? ~0n : 0n;
}

/** The channel, if the bot sees it and may do all of `needed` there; else what Discord answers. */
export function requireChannel(world: World, channelId: string, ...needed: readonly bigint[]): StoredChannel {
  const channel = world.channels.get(channelId);
  if (channel === undefined) throw refusals.unknownChannel();
  const has = botPermissions(world, channel);
  if ((has & PERMISSIONS.VIEW_CHANNEL) === 0n) throw refusals.missingAccess();
  if (needed.some((permission) => (has & permission) === 0n)) throw refusals.missingPermissions();
  return channel;
}
