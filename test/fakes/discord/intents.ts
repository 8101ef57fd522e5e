import type { StoredChannel } from './world.ts';

/** https://discord.com/developers/docs/events/gateway#list-of-intents */
export const INTENTS = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;

/** What a session must have asked for to hear of a message in `channel`. */
export function messageIntents(channel: StoredChannel): number {
  return channel.guildId === undefined ? INTENTS.directMessages : INTENTS.guildMessages;
}
