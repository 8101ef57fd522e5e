import { uploadLimitBytes } from './limits.ts';
import { botPermissions, CHANNEL_TYPES, guildOf, isThread, PERMISSIONS, requireChannel } from './permissions.ts';
import { refusals } from './refusal.ts';
import type { StoredChannel, World } from './world.ts';

/**
 * The channel, if the bot may send a message there now.
 *
 * @throws Refusal: 10003, 50001, 50007, 50008, 50013, 160005
 */
export function requireSendable(world: World, channelId: string, hasFiles: boolean): StoredChannel {
  const channel = requireChannel(world, channelId);
  if (channel.type === CHANNEL_TYPES.forum) throw refusals.notTextChannel();
  if (channel.recipientId !== undefined && world.users.get(channel.recipientId)?.directClosed === true) {
    throw refusals.directClosed();
  }
  const has = botPermissions(world, channel);
  const needed = isThread(channel) ? PERMISSIONS.SEND_MESSAGES_IN_THREADS : PERMISSIONS.SEND_MESSAGES;
  if ((has & needed) === 0n) throw refusals.missingPermissions();
  if (hasFiles && (has & PERMISSIONS.ATTACH_FILES) === 0n) throw refusals.missingPermissions();
  if (channel.locked && (has & PERMISSIONS.MANAGE_THREADS) === 0n) throw refusals.threadLocked();
  return channel;
}

/** The largest file in a channel, by its guild's boosts. */
export function channelLimitBytes(world: World, channel: StoredChannel): number {
  return uploadLimitBytes(guildOf(world, channel)?.premiumTier ?? 0);
}
