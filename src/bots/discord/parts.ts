import type { Command } from '../../commands/define-command.ts';
import type { ArtifactStore } from '../../core/artifacts/artifact-store.ts';
import type { Logger } from '../../core/log.ts';
import type { MediaTools } from '../../core/media/media-tools.ts';
import type { Studio } from '../../core/studio/studio.ts';
import type { DiscordApi } from './api.ts';
import type { ChannelBook } from './channel-book.ts';
import type { Memory } from './memory.ts';

/** What the rooms of this adapter share. */
export interface DiscordParts {
  readonly api: DiscordApi;
  readonly channels: ChannelBook;
  readonly memory: Memory;
  readonly studio: Studio;
  readonly commands: readonly Command[];
  readonly artifacts: Pick<ArtifactStore, 'open' | 'find'>;
  readonly media: Pick<MediaTools, 'fitToBytes'>;
  /** Addresses of the pages of clips; undefined where the studio has none that others can reach. */
  readonly links: { pageUrl(clipId: string): string | undefined };
  /** Folder for what is made on the way; it exists. */
  readonly scratchDir: string;
  /** Bytes that a file may have in a server, or in a direct message where it is absent. */
  readonly fileLimit: (guildId: string | undefined) => number;
  /** Whether we may post videos in a channel of a server; undefined where that is not known. */
  readonly mayPost: (guildId: string | undefined, channelId: string) => boolean | undefined;
  /** Id of the bot's own user. */
  readonly botId: () => string;
  /** Names this process among those that share the database. */
  readonly processId: string;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Aborts when the adapter stops. */
  readonly signal: AbortSignal;
}

/** Spaces of direct messages begin with this; all others are ids of servers. */
const directPrefix = 'dm-';

/** The space of a place: nothing of one shows in another. */
export function spaceOf(guildId: string | undefined, channelId: string): string {
  return guildId ?? `${directPrefix}${channelId}`;
}

/** The server of a space, or undefined where it is a direct message. */
export function guildOf(space: string): string | undefined {
  return space.startsWith(directPrefix) ? undefined : space;
}

/** Address of a message. */
export function messageUrl(space: string, channelId: string, messageId: string): string {
  return `https://discord.com/channels/${guildOf(space) ?? '@me'}/${channelId}/${messageId}`;
}
