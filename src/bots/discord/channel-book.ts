import { ChannelType } from 'discord.js';
import { createRecentMap } from '../../core/recent-map.ts';
import type { DiscordApi } from './api.ts';
import type { DiscordChannel } from './wire.ts';

/** What is known of channels, asked once in a while. */
export interface ChannelBook {
  /** Undefined for one that is gone or closed to us. */
  find(channelId: string): Promise<DiscordChannel | undefined>;
  /** Whether a place, or the channel that a thread hangs on, is for adults only. */
  isAgeRestricted(channelId: string): Promise<boolean>;
}

/** Moderators change a channel seldom, and then wait a few minutes for us to see it. */
const freshMs = 5 * 60_000;
const maxChannels = 5_000;

export function createChannelBook(api: Pick<DiscordApi, 'channel'>, nowMs: () => number): ChannelBook {
  const known = createRecentMap<string, { readonly channel: DiscordChannel; readonly atMs: number }>(maxChannels);

  async function find(channelId: string): Promise<DiscordChannel | undefined> {
    const entry = known.get(channelId);
    if (entry !== undefined && nowMs() - entry.atMs < freshMs) return entry.channel;
    try {
      const channel = await api.channel(channelId);
      known.set(channelId, { channel, atMs: nowMs() });
      return channel;
    } catch {
      // Gone, closed to us, or Discord is down: nobody can tell, and whoever posts there will learn it.
      return undefined;
    }
  }

  return {
    find,
    async isAgeRestricted(channelId) {
      const channel = await find(channelId);
      if (channel === undefined) return false;
      const parent = isThread(channel.type) ? channel.parent_id : undefined;
      return channel.nsfw === true || (typeof parent === 'string' && (await find(parent))?.nsfw === true);
    },
  };
}

const threads: ReadonlySet<number> = new Set([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);
const threadHolders: ReadonlySet<number> = new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement]);
const forums: ReadonlySet<number> = new Set([ChannelType.GuildForum, ChannelType.GuildMedia]);

/** By a channel's `type`. */
export function isThread(type: number | undefined): boolean {
  return type !== undefined && threads.has(type);
}

/** Whether a message there can get a thread of its own. */
export function canHoldThreads(type: number): boolean {
  return threadHolders.has(type);
}

/** Whether it takes nothing but posts, which are threads. */
export function isForum(type: number): boolean {
  return forums.has(type);
}
