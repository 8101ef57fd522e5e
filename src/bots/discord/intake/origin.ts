import type { PersonRef, ThreadRef } from '../../../core/thread.ts';
import { isThread } from '../channel-book.ts';
import { limits } from '../limits.ts';
import { spaceOf } from '../parts.ts';
import type { DiscordChannel, DiscordInteraction, DiscordMessage, DiscordUser } from '../wire.ts';

export const platform = 'discord';

/** Where an interaction comes from, and how it can be answered. */
export interface Origin {
  readonly person: PersonRef;
  readonly thread: ThreadRef;
  /** Whether the bot itself can write there; else only the token of the interaction can. */
  readonly member: boolean;
  /** Whether it is a private talk with the bot. */
  readonly direct: boolean;
  readonly ageRestricted: boolean;
  /** Bytes that a file of an answer may have. */
  readonly limitBytes: number;
}

/** https://discord.com/developers/docs/topics/permissions */
const permissions = {
  administrator: 1n << 3n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
} as const;

/** `context` of an interaction in a direct message with the bot. */
const withBot = 1;

export function originOf(interaction: DiscordInteraction): Origin {
  const { member, guild_id: guildId, channel, app_permissions: allowed, locale, context } = interaction;
  const user = member?.user ?? interaction.user;
  const channelId = channel?.id ?? interaction.channel_id ?? '0';
  const mine = BigInt(member?.permissions ?? '0');
  const may = (...bits: readonly bigint[]): boolean => guildId !== undefined && bits.some((bit) => (mine & bit) !== 0n);
  const manager = may(permissions.administrator, permissions.manageGuild);
  const installed = '0' in interaction.authorizing_integration_owners;
  const canWrite =
    (BigInt(allowed) & permissions.administrator) !== 0n ||
    (BigInt(allowed) & (permissions.viewChannel | permissions.sendMessages)) ===
      (permissions.viewChannel | permissions.sendMessages) ||
    // In a thread the right to send is another one; who may see it and cannot post is told at the first try.
    isThread(channel?.type);
  return {
    person: {
      platform,
      id: user?.id ?? '0',
      name: nameOf(user, member?.nick),
      // Rights in one channel are enough to tidy up there, not to change what holds everywhere.
      moderator: manager || may(permissions.manageMessages),
      manager,
      roles: member?.roles ?? [],
      ...(locale === undefined ? {} : { locale }),
    },
    thread: threadRef(guildId, { ...channel, id: channelId }),
    direct: guildId === undefined && (context === undefined || context === withBot),
    member: guildId === undefined ? context === undefined || context === withBot : installed && canWrite,
    ageRestricted: channel?.nsfw === true,
    limitBytes: interaction.attachment_size_limit ?? limits.fileBytes.default,
  };
}

/** Who wrote a message. What they may do is not said there, so they count as no moderator. */
export function authorOf({ author, member }: DiscordMessage, locale: string | undefined): PersonRef {
  return {
    platform,
    id: author.id,
    name: nameOf(author, member?.nick),
    moderator: false,
    roles: member?.roles ?? [],
    ...(locale === undefined ? {} : { locale }),
  };
}

/** The place of a channel; in a thread, the channel is what it hangs on. */
export function threadRef(
  guildId: string | undefined,
  channel: { readonly [K in keyof DiscordChannel]?: DiscordChannel[K] | undefined } & Pick<DiscordChannel, 'id'>,
): ThreadRef {
  const space = spaceOf(guildId, channel.id);
  if (!isThread(channel.type) || typeof channel.parent_id !== 'string') return { platform, space, channel: channel.id };
  return { platform, space, channel: channel.parent_id, thread: channel.id };
}

function nameOf(user: DiscordUser | undefined, nick: string | null | undefined): string {
  return nick ?? user?.global_name ?? user?.username ?? 'somebody';
}
