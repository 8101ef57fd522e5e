import { fileShape } from './shapes.ts';
import type { World, WorldFile, WorldTeam } from './world.ts';

/** A workspace with the app in it. */
export type FakeTeam = Pick<WorldTeam, 'id' | 'name' | 'botToken' | 'botUserId' | 'botId'>;

/** A file as Slack gives it to the app. */
export type FakeFile = Readonly<Record<string, unknown>> & { readonly id: string };

/** What stands in the world before and while people use it. */
export interface Scenery {
  addTeam(o?: {
    readonly name?: string;
    readonly enterpriseId?: string;
    /** The app is installed for the whole organisation: its teams share one token. */
    readonly isEnterpriseInstall?: boolean;
    readonly installed?: boolean;
    readonly scopes?: readonly string[];
  }): FakeTeam;
  addChannel(o: {
    readonly teamId: string;
    readonly name?: string;
    readonly private?: boolean;
    readonly botIsMember?: boolean;
  }): { readonly id: string };
  addUser(o: {
    readonly teamId: string;
    readonly name?: string;
    readonly locale?: string;
    readonly admin?: boolean;
    readonly owner?: boolean;
  }): { readonly id: string };
  addGroup(o: { readonly teamId: string; readonly handle: string; readonly users: readonly string[] }): {
    readonly id: string;
  };
  addFile(o: {
    readonly teamId: string;
    readonly userId: string;
    readonly name: string;
    readonly mimetype: string;
    readonly bytes: Uint8Array;
    /** False: its address answers with a page to sign in. */
    readonly readable?: boolean;
    /** Its address sends elsewhere. */
    readonly redirectTo?: string;
  }): FakeFile;
  directChannel(teamId: string, userId: string): { readonly id: string };
  archiveChannel(channelId: string): void;
  kickBot(channelId: string): void;
  closeDirect(userId: string): void;
  deleteMessage(channelId: string, ts: string): void;
  setScopes(teamId: string, scopes: readonly string[]): void;
  /** The token is worth nothing from now on; nobody is told. */
  revokeToken(teamId: string): void;
  /** A code of OAuth, as Slack's page gives it to the browser, that installs the app in a workspace. */
  grant(teamId: string): string;
}

/** All that the app asks for. */
export const allScopes: readonly string[] = [
  'commands',
  'chat:write',
  'chat:write.public',
  'app_mentions:read',
  'files:read',
  'files:write',
  'channels:history',
  'groups:history',
  'im:history',
  'mpim:history',
  'reactions:read',
  'reactions:write',
  'users:read',
  'channels:read',
  'groups:read',
  'im:write',
  'channels:join',
  'usergroups:read',
];

/** Puts workspaces, channels, people and files into the world. */
export function createScenery(world: World): Scenery {
  return {
    addTeam({ name = 'Work', enterpriseId, isEnterpriseInstall = false, installed = true, scopes = allScopes } = {}) {
      const sibling = [...world.teams.values()].find(
        (one) => isEnterpriseInstall && one.isEnterpriseInstall && one.enterpriseId === enterpriseId,
      );
      const team: WorldTeam = {
        id: world.id('T'),
        name,
        domain: name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-'),
        ...(enterpriseId === undefined ? {} : { enterpriseId }),
        isEnterpriseInstall,
        botToken: sibling?.botToken ?? `xoxb-${world.id('b')}`,
        botUserId: sibling?.botUserId ?? world.id('U'),
        botId: sibling?.botId ?? world.id('B'),
        scopes,
        installed,
      };
      world.teams.set(team.id, team);
      return team;
    },
    addChannel({ teamId, name = 'general', private: isPrivate = false, botIsMember = true }) {
      const id = world.id('C');
      const kind = isPrivate ? 'private' : 'public';
      world.channels.set(id, { id, teamId, name, kind, botIsMember, archived: false });
      return { id };
    },
    addUser({ teamId, name = 'Ada', locale = 'en-US', admin = false, owner = false }) {
      const id = world.id('U');
      world.users.set(id, { id, teamId, name, locale, admin, owner, closedToBot: false });
      return { id };
    },
    addGroup({ teamId, handle, users }) {
      const id = world.id('S');
      world.groups.set(id, { id, teamId, handle, users });
      return { id };
    },
    addFile({ teamId, userId, name, mimetype, bytes, readable = true, redirectTo }) {
      const file: WorldFile = {
        id: world.id('F'),
        teamId,
        userId,
        name,
        mimetype,
        announcedBytes: bytes.byteLength,
        bytes: Buffer.from(bytes),
        state: 'ready',
        readable,
        shares: [],
        ...(redirectTo === undefined ? {} : { redirectTo }),
      };
      world.files.set(file.id, file);
      return { ...fileShape(world, file), id: file.id };
    },
    directChannel: (teamId, userId) => world.directChannel(teamId, userId),
    archiveChannel(channelId) {
      world.channel(channelId).archived = true;
    },
    kickBot(channelId) {
      world.channel(channelId).botIsMember = false;
    },
    closeDirect(userId) {
      world.user(userId).closedToBot = true;
    },
    deleteMessage(channelId, ts) {
      const message = world.message(channelId, ts);
      if (message !== undefined) world.messages.splice(world.messages.indexOf(message), 1);
    },
    setScopes(teamId, scopes) {
      world.team(teamId).scopes = scopes;
    },
    revokeToken(teamId) {
      world.team(teamId).installed = false;
    },
    grant(teamId) {
      const code = world.id('code');
      world.codes.set(code, { teamId, used: false });
      return code;
    },
  };
}
