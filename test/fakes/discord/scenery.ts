import { fakeMessage, type FakeMessage } from './fake-message.ts';
import { INTENTS } from './intents.ts';
import { announceChannel, postMessage, removeMessage, setArchived, storeFile } from './messages.ts';
import { CHANNEL_TYPES, isThread, MEMBER_PERMISSIONS } from './permissions.ts';
import { visibleMessages } from './routes/message-routes.ts';
import { guildShape, roleShape } from './shapes.ts';
import { openThread } from './threads.ts';
import type { FakeFile, StoredChannel, StoredGuild, StoredUser, World } from './world.ts';

/** What a person writes. */
export interface FakeSaying {
  readonly userId: string;
  readonly channelId: string;
  readonly content: string;
  /** The message that it answers. */
  readonly replyTo?: string;
  readonly files?: readonly FakeFile[];
  /** Mentions the bot: in front of the words, or, in a reply to the bot, as Discord does by itself. */
  readonly mentionsBot?: boolean;
}

/** The places and people of the server, what happens to them, and what is seen in them. */
export interface Scenery {
  addGuild(o?: {
    readonly name?: string;
    readonly premiumTier?: 0 | 1 | 2 | 3;
    /** What the bot may do; all that a chat bot needs, unless told. */
    readonly botPermissions?: bigint;
    readonly locale?: string;
    /** Whether the bot is a member; true unless told. */
    readonly bot?: boolean;
  }): { readonly id: string };
  addChannel(o: {
    readonly guildId: string;
    readonly type?: 'text' | 'forum' | 'voice' | 'news';
    readonly nsfw?: boolean;
    readonly name?: string;
    readonly botPermissions?: bigint;
  }): { readonly id: string };
  /** A thread of the guild's owner or of who writes its first message; in a forum, a post, which shares that one's id. */
  addThread(o: {
    readonly parentId: string;
    readonly name?: string;
    readonly firstMessage?: Omit<FakeSaying, 'channelId'>;
  }): { readonly id: string };
  addUser(o?: { readonly name?: string; readonly locale?: string }): { readonly id: string };
  directChannel(userId: string): { readonly id: string };
  setMember(
    guildId: string,
    userId: string,
    o: { readonly permissions?: bigint; readonly roles?: readonly string[] },
  ): void;
  archive(threadId: string, o?: { readonly locked?: boolean }): void;
  deleteChannel(channelId: string): void;
  deleteMessage(messageId: string): void;
  /** The bot is no longer a member. */
  kick(guildId: string): void;
  /** The person takes no direct messages. */
  closeDirect(userId: string): void;
  setBotPermissions(channelOrGuildId: string, permissions: bigint): void;
  say(o: FakeSaying): { readonly id: string };
  /** All that people see there, as it stands now, oldest first; what one person sees alone is not in it. */
  messages(channelId: string): readonly FakeMessage[];
  threads(channelId: string): readonly {
    readonly id: string;
    readonly name: string;
    readonly archived: boolean;
    readonly starterMessageId?: string;
  }[];
}

/** Lets a test build and change `world`; each change is told over the gateway. */
export function createScenery(world: World): Scenery {
  return {
    addGuild(o = {}) {
      const owner = addUser(world, 'owner', 'en-US');
      const guild: StoredGuild = {
        id: world.nextGuildId(),
        name: o.name ?? 'A guild',
        locale: o.locale ?? 'en-US',
        premiumTier: o.premiumTier ?? 0,
        botRoleId: world.nextId(),
        ownerId: owner.id,
        members: new Map(),
        botPermissions: o.botPermissions ?? MEMBER_PERMISSIONS,
        hasBot: o.bot ?? true,
      };
      world.guilds.set(guild.id, guild);
      if (guild.hasBot) announceGuild(world, guild, 'GUILD_CREATE', () => guildShape(world, guild));
      return { id: guild.id };
    },
    addChannel(o) {
      guildWith(world, o.guildId);
      const channel: StoredChannel = {
        id: world.nextId(),
        type: CHANNEL_TYPES[o.type ?? 'text'],
        name: o.name ?? 'general',
        nsfw: o.nsfw ?? false,
        createdAtMs: world.clock.nowMs(),
        guildId: o.guildId,
        archived: false,
        locked: false,
        ...(o.botPermissions === undefined ? {} : { botPermissions: o.botPermissions }),
      };
      world.channels.set(channel.id, channel);
      announceChannel(world, channel, 'CHANNEL_CREATE');
      return { id: channel.id };
    },
    addThread(o) {
      const parent = channelWith(world, o.parentId);
      const ownerId = o.firstMessage?.userId ?? guildWith(world, parent.guildId ?? '').ownerId;
      const thread = openThread(world, { parent, name: o.name ?? 'A thread', ownerId });
      if (o.firstMessage !== undefined) {
        const isPost = parent.type === CHANNEL_TYPES.forum;
        say(world, { ...o.firstMessage, channelId: thread.id }, isPost ? { id: thread.id } : {});
      }
      return { id: thread.id };
    },
    addUser: (o = {}) => ({ id: addUser(world, o.name ?? 'somebody', o.locale ?? 'en-US').id }),
    directChannel: (userId) => ({ id: directChannelOf(world, userId).id }),
    setMember(guildId, userId, { permissions = MEMBER_PERMISSIONS, roles = [] }) {
      guildWith(world, guildId).members.set(userId, { permissions, roles });
    },
    archive: (threadId, o = {}) => setArchived(world, channelWith(world, threadId), true, o.locked ?? false),
    deleteChannel(channelId) {
      const channel = channelWith(world, channelId);
      for (const one of world.channels.values()) if (one.parentId === channelId) world.channels.delete(one.id);
      world.channels.delete(channelId);
      announceChannel(world, channel, isThread(channel) ? 'THREAD_DELETE' : 'CHANNEL_DELETE');
    },
    deleteMessage(messageId) {
      const message = world.messages.get(messageId);
      if (message === undefined) throw new Error(`There is no message ${messageId}`);
      removeMessage(world, message);
    },
    kick(guildId) {
      const guild = guildWith(world, guildId);
      guild.hasBot = false;
      announceGuild(world, guild, 'GUILD_DELETE', () => ({ id: guild.id }));
    },
    closeDirect(userId) {
      userWith(world, userId).directClosed = true;
    },
    setBotPermissions(id, permissions) {
      const channel = world.channels.get(id);
      if (channel !== undefined) {
        channel.botPermissions = permissions;
        announceChannel(world, channel, 'CHANNEL_UPDATE');
        return;
      }
      const guild = guildWith(world, id);
      guild.botPermissions = permissions;
      const everyone = roleShape(guild.id, '@everyone', MEMBER_PERMISSIONS & permissions);
      for (const role of [everyone, roleShape(guild.botRoleId, 'Mora', permissions)]) {
        announceGuild(world, guild, 'GUILD_ROLE_UPDATE', () => ({ guild_id: guild.id, role }));
      }
    },
    say: (o) => ({ id: say(world, o) }),
    messages: (channelId) => visibleMessages(world, channelId).map((message) => fakeMessage(world, message)),
    threads: (channelId) =>
      [...world.channels.values()]
        .filter(({ parentId }) => parentId === channelId)
        .map(({ id, name, archived, starterMessageId }) => ({
          id,
          name,
          archived,
          ...(starterMessageId === undefined ? {} : { starterMessageId }),
        })),
  };
}

/** The direct channel of a person, which is there from the first question for it on. */
export function directChannelOf(world: World, userId: string): StoredChannel {
  userWith(world, userId);
  const there = [...world.channels.values()].find(({ recipientId }) => recipientId === userId);
  if (there !== undefined) return there;
  const channel: StoredChannel = {
    id: world.nextId(),
    type: CHANNEL_TYPES.dm,
    name: '',
    nsfw: false,
    createdAtMs: world.clock.nowMs(),
    recipientId: userId,
    archived: false,
    locked: false,
  };
  world.channels.set(channel.id, channel);
  return channel;
}

function say(world: World, o: FakeSaying, as: { readonly id?: string } = {}): string {
  const channel = channelWith(world, o.channelId);
  if (channel.type === CHANNEL_TYPES.forum) throw new Error('Nobody writes into a forum itself: add a thread');
  const mention = `<@${world.bot.id}>`;
  const target = o.replyTo === undefined ? undefined : world.messages.get(o.replyTo);
  if (o.replyTo !== undefined && target === undefined) throw new Error(`There is no message ${o.replyTo}`);
  const pingsByReply = target?.authorId === world.bot.id;
  const named = o.content.includes(mention);
  const content = o.mentionsBot === true && !named && !pingsByReply ? `${mention} ${o.content}` : o.content;
  const message = postMessage(world, {
    ...as,
    channelId: channel.id,
    authorId: userWith(world, o.userId).id,
    content,
    attachments: (o.files ?? []).map((file) => storeFile(world, channel.id, file)),
    mentionIds: named || o.mentionsBot === true ? [world.bot.id] : [],
    ...(target === undefined ? {} : { reference: { messageId: target.id, channelId: target.channelId } }),
  });
  return message.id;
}

function announceGuild(world: World, guild: StoredGuild, name: string, data: () => unknown): void {
  world.announce({ name, guildId: guild.id, intents: INTENTS.guilds, data });
}

function addUser(world: World, name: string, locale: string): StoredUser {
  const user = { id: world.nextId(), name, locale, bot: false, directClosed: false };
  world.users.set(user.id, user);
  return user;
}

function guildWith(world: World, id: string): StoredGuild {
  const guild = world.guilds.get(id);
  if (guild === undefined) throw new Error(`There is no guild ${id}`);
  return guild;
}

function channelWith(world: World, id: string): StoredChannel {
  const channel = world.channels.get(id);
  if (channel === undefined) throw new Error(`There is no channel ${id}`);
  return channel;
}

function userWith(world: World, id: string): StoredUser {
  const user = world.users.get(id);
  if (user === undefined) throw new Error(`There is no user ${id}`);
  return user;
}
