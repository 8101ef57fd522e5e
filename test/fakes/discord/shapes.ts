import { CHANNEL_TYPES, isThread, MEMBER_PERMISSIONS } from './permissions.ts';
import type { StoredChannel, StoredGuild, StoredUser, World } from './world.ts';

// What Discord's API says of users, members, guilds and channels: only fields that it documents.

const ALL_PERMISSIONS = (1n << 53n) - 1n;

/** A user as it is everywhere in the API. */
export function userShape(user: StoredUser) {
  return {
    id: user.id,
    username: user.name,
    global_name: user.name,
    discriminator: '0',
    avatar: null,
    bot: user.bot,
    public_flags: 0,
  };
}

/** A member without its user, as messages carry it. */
export function memberShape(world: World, guild: StoredGuild, userId: string) {
  return {
    roles: userId === world.bot.id ? [guild.botRoleId] : [...(guild.members.get(userId)?.roles ?? [])],
    joined_at: timestamp(world.clock.nowMs()),
    deaf: false,
    mute: false,
    flags: 0,
    avatar: null,
    banner: null,
    nick: null,
    premium_since: null,
    pending: false,
    communication_disabled_until: null,
  };
}

/** What a person may do in a guild; any member's permissions unless a test says otherwise. */
export function memberPermissions(guild: StoredGuild, userId: string): bigint {
  return guild.members.get(userId)?.permissions ?? MEMBER_PERMISSIONS;
}

/** A guild as GUILD_CREATE gives it: channels, active threads, roles, the bot as a member. */
export function guildShape(world: World, guild: StoredGuild) {
  const channels = [...world.channels.values()].filter((channel) => channel.guildId === guild.id);
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    banner: null,
    description: null,
    discovery_splash: null,
    features: [],
    owner_id: guild.ownerId,
    preferred_locale: guild.locale,
    premium_tier: guild.premiumTier,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    nsfw_level: 0,
    mfa_level: 0,
    verification_level: 0,
    explicit_content_filter: 0,
    default_message_notifications: 0,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    afk_channel_id: null,
    afk_timeout: 300,
    vanity_url_code: null,
    application_id: null,
    roles: rolesShape(guild),
    emojis: [],
    stickers: [],
    joined_at: timestamp(world.clock.nowMs()),
    large: false,
    unavailable: false,
    member_count: 2,
    members: [{ ...memberShape(world, guild, world.bot.id), user: userShape(world.bot) }],
    channels: channels.filter((channel) => !isThread(channel)).map((channel) => channelShape(world, channel)),
    threads: channels
      .filter((channel) => isThread(channel) && !channel.archived)
      .map((channel) => channelShape(world, channel)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** @everyone has no more than the bot, so that the bot's own role decides what it may do. */
export function rolesShape(guild: StoredGuild) {
  return [
    roleShape(guild.id, '@everyone', MEMBER_PERMISSIONS & guild.botPermissions),
    roleShape(guild.botRoleId, 'Mora', guild.botPermissions),
  ];
}

/** A role: @everyone or the bot's own. */
export function roleShape(id: string, name: string, permissions: bigint) {
  return {
    id,
    name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: name === '@everyone' ? 0 : 1,
    permissions: String(permissions),
    managed: name !== '@everyone',
    mentionable: false,
    flags: 0,
  };
}

/** A channel, thread or direct channel. */
export function channelShape(world: World, channel: StoredChannel): Record<string, unknown> {
  if (channel.recipientId !== undefined) {
    const recipient = world.users.get(channel.recipientId);
    return {
      id: channel.id,
      type: CHANNEL_TYPES.dm,
      last_message_id: lastMessageId(world, channel.id),
      recipients: recipient === undefined ? [] : [userShape(recipient)],
    };
  }
  const common = {
    id: channel.id,
    guild_id: channel.guildId,
    type: channel.type,
    name: channel.name,
    parent_id: channel.parentId ?? null,
    last_message_id: lastMessageId(world, channel.id),
    rate_limit_per_user: 0,
    flags: 0,
  };
  if (isThread(channel)) return { ...common, ...threadFields(world, channel) };
  return {
    ...common,
    nsfw: channel.nsfw,
    topic: null,
    position: 0,
    permission_overwrites: overwrites(world, channel),
    ...(channel.type === CHANNEL_TYPES.forum ? { available_tags: [], default_forum_layout: 0 } : {}),
    ...(channel.type === CHANNEL_TYPES.voice ? { bitrate: 64_000, user_limit: 0, rtc_region: null } : {}),
  };
}

function threadFields(world: World, channel: StoredChannel) {
  return {
    owner_id: channel.ownerId,
    message_count: [...world.messages.values()].filter((message) => message.channelId === channel.id).length,
    member_count: 1,
    thread_metadata: {
      archived: channel.archived,
      locked: channel.locked,
      auto_archive_duration: 1440,
      archive_timestamp: timestamp(channel.createdAtMs),
      create_timestamp: timestamp(channel.createdAtMs),
    },
  };
}

/** The bot's own overwrite, so that discord.js computes what the server enforces. */
function overwrites(world: World, channel: StoredChannel) {
  if (channel.botPermissions === undefined) return [];
  return [
    {
      id: world.bot.id,
      type: 1,
      allow: String(channel.botPermissions),
      deny: String(ALL_PERMISSIONS & ~channel.botPermissions),
    },
  ];
}

function lastMessageId(world: World, channelId: string): string | null {
  let last: string | null = null;
  for (const message of world.messages.values()) {
    if (message.channelId === channelId && !message.ephemeral) last = message.id;
  }
  return last;
}

/** Discord's dates are ISO 8601. */
export function timestamp(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
