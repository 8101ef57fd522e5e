import { randomUUID } from 'node:crypto';
import type { FakeClock } from '../discord/clock.ts';
import type { StoredMessage } from './message-reader.ts';
import type { PortChannel, PortTeam, PortUser, PortView } from './people-port.ts';
import { timestampOf } from './payloads.ts';

/** A workspace with the app in it. */
export interface WorldTeam extends PortTeam {
  readonly botToken: string;
  scopes: readonly string[];
  installed: boolean;
}

export interface WorldUser extends PortUser {
  readonly locale: string;
  readonly admin: boolean;
  readonly owner: boolean;
  closedToBot: boolean;
}

export interface WorldChannel extends PortChannel {
  botIsMember: boolean;
  archived: boolean;
  /** Whose private talk it is. */
  readonly withUser?: string;
}

/** A file, from the moment that its upload was begun. */
export interface WorldFile {
  readonly id: string;
  readonly teamId: string;
  readonly userId: string;
  readonly name: string;
  readonly mimetype: string;
  readonly announcedBytes: number;
  bytes: Buffer | undefined;
  /** `begun`: no bytes yet or not completed; `processing`: completed; `ready`: blocks and people can see it. */
  state: 'begun' | 'processing' | 'ready' | 'deleted';
  readonly readable: boolean;
  readonly redirectTo?: string;
  readonly shares: { readonly channelId: string; readonly ts: string; readonly threadTs?: string }[];
}

export interface WorldView extends PortView {
  readonly hash: string;
}

interface Trigger {
  readonly userId: string;
  readonly teamId: string;
  readonly atMs: number;
  used: boolean;
}

interface ResponseUrl {
  readonly teamId: string;
  readonly channelId: string;
  readonly userId: string;
  readonly messageTs?: string;
  readonly atMs: number;
  uses: number;
}

/** All that the fake Slack knows. */
export interface World {
  readonly clock: FakeClock;
  /** http://127.0.0.1:P */
  readonly origin: () => string;
  readonly teams: Map<string, WorldTeam>;
  readonly users: Map<string, WorldUser>;
  readonly channels: Map<string, WorldChannel>;
  readonly messages: StoredMessage[];
  readonly files: Map<string, WorldFile>;
  /** By user: the stack of open modals, the one on top last. */
  readonly modals: Map<string, WorldView[]>;
  readonly homes: Map<string, WorldView>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** By channel and ts: names and who gave them. */
  readonly reactions: Map<string, Map<string, Set<string>>>;
  readonly groups: Map<
    string,
    { readonly id: string; readonly teamId: string; readonly handle: string; readonly users: readonly string[] }
  >;
  /** Codes of OAuth by what they install. */
  readonly codes: Map<string, { readonly teamId: string; used: boolean }>;
  /** A new id of a kind. */
  id(letter: string): string;
  /** A new time stamp, later than every other. */
  ts(): string;
  team(id: string): WorldTeam;
  user(id: string): WorldUser;
  channel(id: string): WorldChannel;
  file(id: string): WorldFile;
  message(channelId: string, ts: string): StoredMessage | undefined;
  directChannel(teamId: string, userId: string): WorldChannel;
}

export function createWorld(clock: FakeClock, origin: () => string): World {
  let count = 0;
  const world: World = {
    clock,
    origin,
    teams: new Map(),
    users: new Map(),
    channels: new Map(),
    messages: [],
    files: new Map(),
    modals: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    reactions: new Map(),
    groups: new Map(),
    codes: new Map(),
    id: (letter) => `${letter}${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`,
    ts() {
      count += 1;
      return timestampOf(clock.nowMs(), count);
    },
    team: (id) => known(world.teams.get(id), id),
    user: (id) => known(world.users.get(id), id),
    channel: (id) => known(world.channels.get(id), id),
    file: (id) => known(world.files.get(id), id),
    message: (channelId, ts) => world.messages.find((one) => one.channelId === channelId && one.ts === ts),
    directChannel(teamId, userId) {
      const there = [...world.channels.values()].find((one) => one.withUser === userId && one.teamId === teamId);
      if (there !== undefined) return there;
      const channel: WorldChannel = {
        id: world.id('D'),
        teamId,
        name: 'directmessage',
        kind: 'direct',
        botIsMember: true,
        archived: false,
        withUser: userId,
      };
      world.channels.set(channel.id, channel);
      return channel;
    },
  };
  return world;
}

function known<T>(value: T | undefined, id: string): T {
  if (value === undefined) throw new Error(`There is no ${id}`);
  return value;
}
