import { PermissionFlagsBits as Bits } from 'discord.js';

/** A permission that the bot asks for. */
export interface NeededPermission {
  readonly bit: bigint;
  /** As Discord's settings call it. */
  readonly name: string;
  /** What does not work without it. */
  readonly why: string;
}

/** All that the bot needs in a server, and nothing that manages one: https://discord.com/developers/docs/topics/permissions */
export const neededPermissions: readonly NeededPermission[] = [
  { bit: Bits.ViewChannel, name: 'View Channels', why: 'to see where it is asked' },
  { bit: Bits.SendMessages, name: 'Send Messages', why: 'to answer' },
  { bit: Bits.CreatePublicThreads, name: 'Create Public Threads', why: 'to give each video a thread' },
  { bit: Bits.SendMessagesInThreads, name: 'Send Messages in Threads', why: 'to post progress and videos there' },
  { bit: Bits.AttachFiles, name: 'Attach Files', why: 'to send videos' },
  { bit: Bits.EmbedLinks, name: 'Embed Links', why: 'to show a video that is too large to send, by its link' },
  { bit: Bits.ReadMessageHistory, name: 'Read Message History', why: 'to reply, and to never post a video twice' },
];

/** Those permissions as one number. */
export const neededPermissionBits: bigint = neededPermissions.reduce((sum, { bit }) => sum | bit, 0n);

/** The ones that are not in a member's permissions; an administrator may do all. */
export function missingPermissions(permissions: bigint): readonly NeededPermission[] {
  if ((permissions & Bits.Administrator) !== 0n) return [];
  return neededPermissions.filter(({ bit }) => (permissions & bit) === 0n);
}
