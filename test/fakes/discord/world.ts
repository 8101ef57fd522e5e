import type { FakeClock } from './clock.ts';
import type { FakeLimits } from './limits.ts';
import { createSnowflakes, snowflakeAt } from './snowflake.ts';

/** A file that a person or the bot sends. */
export interface FakeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
  readonly width?: number;
  readonly height?: number;
}

/** A file on the server; `channelId` is part of its address. */
export interface StoredAttachment extends FakeFile {
  readonly id: string;
  readonly channelId: string;
  readonly contentType: string;
  readonly description?: string;
}

/** A person, or the bot. */
export interface StoredUser {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly bot: boolean;
  directClosed: boolean;
}

/** What a test said of a person in a guild. */
export interface StoredMember {
  permissions: bigint;
  roles: readonly string[];
}

/** A guild; `hasBot` is false where the bot is no member. */
export interface StoredGuild {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly premiumTier: 0 | 1 | 2 | 3;
  readonly botRoleId: string;
  readonly ownerId: string;
  readonly members: Map<string, StoredMember>;
  botPermissions: bigint;
  hasBot: boolean;
}

/** A channel, a thread or a direct channel; `type` is Discord's number. */
export interface StoredChannel {
  readonly id: string;
  readonly type: number;
  readonly name: string;
  readonly nsfw: boolean;
  readonly createdAtMs: number;
  readonly guildId?: string;
  /** Of a thread. */
  readonly parentId?: string;
  readonly ownerId?: string;
  /** The person of a direct channel. */
  readonly recipientId?: string;
  /** The message in the parent that a thread hangs on. */
  readonly starterMessageId?: string;
  botPermissions?: bigint;
  archived: boolean;
  locked: boolean;
}

/** A message; what an edit may change is not readonly. */
export interface StoredMessage {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly type: number;
  readonly createdAtMs: number;
  /** Seen by one person only: not in the channel's list. */
  readonly ephemeral: boolean;
  readonly reference?: { readonly messageId: string; readonly channelId: string };
  readonly nonce?: string;
  readonly interaction?: { readonly id: string; readonly type: number; readonly userId: string };
  content: string;
  embeds: readonly unknown[];
  /** As they were sent: `attachment://name` stands for a file. */
  components: readonly unknown[];
  attachments: readonly StoredAttachment[];
  flags: number;
  mentionIds: readonly string[];
  mentionRoleIds: readonly string[];
  mentionsEveryone: boolean;
  editedAtMs?: number;
  threadId?: string;
  readonly oldEditsMs: number[];
}

/** Who looks at a message: content is blanked for those without that intent. */
export interface Viewer {
  readonly messageContent: boolean;
}

/** One event for the gateway. */
export interface Announcement {
  readonly name: string;
  readonly guildId: string | undefined;
  /** Intents of which a session needs one; 0 where it needs none. */
  readonly intents: number;
  readonly data: (viewer: Viewer) => unknown;
}

/** All that the server knows; no rules are in here. */
export interface World {
  readonly clock: FakeClock;
  readonly limits: FakeLimits;
  readonly token: string;
  readonly applicationId: string;
  readonly bot: StoredUser;
  /** The application has the message content intent. */
  readonly messageContent: boolean;
  /** Where attachments are fetched from, once the server listens. */
  origin: string;
  readonly users: Map<string, StoredUser>;
  readonly guilds: Map<string, StoredGuild>;
  readonly channels: Map<string, StoredChannel>;
  /** In the order of posting. */
  readonly messages: Map<string, StoredMessage>;
  /** Files of commands and forms: they belong to no message. */
  readonly looseFiles: Map<string, StoredAttachment>;
  readonly listeners: Set<(announcement: Announcement) => void>;
  nextId(): string;
  /** Guilds get a millisecond each, so that they spread over shards. */
  nextGuildId(): string;
  announce(announcement: Announcement): void;
}

/** An empty world with the bot in it. */
export function createWorld(o: { clock: FakeClock; limits: FakeLimits; messageContent: boolean }): World {
  const nextId = createSnowflakes(o.clock.nowMs);
  const applicationId = nextId();
  const bot: StoredUser = { id: applicationId, name: 'Mora', locale: 'en-US', bot: true, directClosed: false };
  const guilds = new Map<string, StoredGuild>();
  const listeners = new Set<(announcement: Announcement) => void>();
  const startedMs = o.clock.nowMs();
  return {
    ...o,
    token: `${Buffer.from(applicationId).toString('base64url')}.fake01.not-a-real-token`,
    applicationId,
    bot,
    origin: '',
    users: new Map([[bot.id, bot]]),
    guilds,
    channels: new Map(),
    messages: new Map(),
    looseFiles: new Map(),
    listeners,
    nextId,
    nextGuildId: () => String(snowflakeAt(startedMs - 60_000 + guilds.size)),
    announce(announcement) {
      for (const listener of listeners) listener(announcement);
    },
  };
}
