import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createClock } from '../discord/clock.ts';
import { createFaults, type SlackFaults } from './faults.ts';
import { usualLimits, type FakeSlackLimits } from './limits.ts';
import { buttonsOf, imagesOf, wordsOf, type FakeButton, type StoredMessage } from './message-reader.ts';
import { createAppSide, type AppSide } from './people-server.ts';
import { createPort } from './port.ts';
import { createRateLimits } from './rate-limits.ts';
import { SlackRefusal } from './refusal.ts';
import { fileShape } from './shapes.ts';
import { giveFile, takeAnswer, takeUpload } from './side-doors.ts';
import { createWebApi, readBytes, type FakeSlackRequest } from './web-api.ts';
import { createWorld, type WorldFile, type WorldTeam, type WorldView } from './world.ts';

export type { FakeSlackRequest } from './web-api.ts';

export interface FakeSlackOptions {
  readonly limits?: Partial<FakeSlackLimits>;
  /** Hears of each call the moment that it has come whole. */
  readonly onCall?: (call: FakeSlackRequest) => void;
}

/** A workspace with the app in it. */
export type FakeTeam = Pick<WorldTeam, 'id' | 'name' | 'botToken' | 'botUserId' | 'botId'>;

/** A file as Slack gives it to the app. */
export type FakeFile = Readonly<Record<string, unknown>> & { readonly id: string };

/** A message as somebody sees it. */
export interface FakeSlackMessage {
  readonly ts: string;
  readonly channelId: string;
  readonly threadTs?: string;
  readonly userId?: string;
  readonly botId?: string;
  readonly text: string;
  readonly blocks: StoredMessage['blocks'];
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    readonly bytes: Buffer;
    readonly mimetype: string;
  }[];
  readonly edited: boolean;
  words(): string;
  buttons(): readonly FakeButton[];
  /** Ids of the files that its blocks show. */
  images(): readonly string[];
}

/** Slack on loopback: its Web API, its sockets, its signed requests, and people who use it. */
export interface FakeSlack extends AsyncDisposable, Pick<AppSide, 'socket' | 'people'> {
  /** For `clientOptions.slackApiUrl`, with a slash at its end. */
  readonly apiUrl: string;
  readonly origin: string;
  readonly appId: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
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
  /** Messages as they stand, the oldest first: of a channel, or the answers in a thread of it. */
  messages(channelId: string, threadTs?: string): readonly FakeSlackMessage[];
  /** What one person alone sees in a channel and its threads. */
  ephemerals(channelId: string, userId: string): readonly FakeSlackMessage[];
  home(userId: string): WorldView | undefined;
  /** The modal on top. */
  openView(userId: string): WorldView | undefined;
  reactions(channelId: string, ts: string): Readonly<Record<string, readonly string[]>>;
  /** Every call, the oldest first. */
  readonly requests: readonly FakeSlackRequest[];
  /** How many calls were refused for coming too often. */
  rateLimited(): number;
  readonly fail: SlackFaults['fail'];
  readonly cut: SlackFaults['cut'];
  readonly delay: SlackFaults['delay'];
  /** Moves the server's clock. */
  advance(ms: number): void;
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

const appId = 'A0FAKEMORA';
const appToken = 'xapp-1-A0FAKEMORA-0-fake';
const signingSecret = 'fake-signing-secret-0123456789ab';
const clientId = '1234567890.0987654321';
const clientSecret = 'fakeclientsecret0123456789abcdef';

export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const limits: FakeSlackLimits = { ...usualLimits, ...options.limits };
  const clock = createClock();
  let origin = '';
  const world = createWorld(clock, () => origin);
  const faults = createFaults();
  const rates = createRateLimits(limits, clock.nowMs);
  const requests: FakeSlackRequest[] = [];
  const stopping = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      if (!stopping.signal.aborted) process.stderr.write(`fake Slack: ${String(error)}\n`);
      response.destroy();
    });
  });
  const port = createPort({ world, limits }, appId);
  const { ackTimeoutMs } = limits;
  const side = createAppSide({ server, world: port, signingSecret, origin: () => origin, limits: { ackTimeoutMs } });

  function later(delayMs: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, delayMs);
    timers.add(timer);
  }

  const answerCall = createWebApi({
    world,
    limits,
    faults,
    rates,
    note(request) {
      requests.push(request);
      options.onCall?.(request);
    },
    signal: stopping.signal,
    later,
    special(method, token, body) {
      if (method === 'apps.connections.open') return openConnection(token);
      return method === 'oauth.v2.access' ? install(body) : undefined;
    },
  });

  function openConnection(token: string): object {
    if (token !== appToken) throw new SlackRefusal(token === '' ? 'not_authed' : 'invalid_auth');
    const opened = side.socket.open();
    if (opened.ok) return opened;
    throw new SlackRefusal(opened.error);
  }

  function install(body: Readonly<Record<string, unknown>>): object {
    if (body['client_id'] !== clientId) throw new SlackRefusal('invalid_client_id');
    if (body['client_secret'] !== clientSecret) throw new SlackRefusal('bad_client_secret');
    const code = world.codes.get(String(body['code']));
    if (code === undefined) throw new SlackRefusal('invalid_code');
    if (code.used) throw new SlackRefusal('code_already_used');
    code.used = true;
    const team = world.team(code.teamId);
    team.installed = true;
    return {
      access_token: team.botToken,
      token_type: 'bot',
      scope: team.scopes.join(','),
      bot_user_id: team.botUserId,
      app_id: appId,
      team: team.isEnterpriseInstall ? null : { id: team.id, name: team.name },
      enterprise: team.enterpriseId === undefined ? null : { id: team.enterpriseId, name: `Org of ${team.name}` },
      is_enterprise_install: team.isEnterpriseInstall,
      authed_user: { id: 'U0INSTALLER' },
    };
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const [, first = '', second = ''] = path.split('/');
    if (first === 'api') return answerCall(second, request, response);
    const cut = faults.takeCut(`/${first}`);
    if (cut?.when === 'before') return void request.socket.destroy();
    await faults.pause(`/${first}`, stopping.signal);
    const bytes = await readBytes(request);
    const token = /^Bearer (.*)$/u.exec(request.headers.authorization ?? '')?.[1];
    const seen: FakeSlackRequest = { method: `/${first}`, body: { path }, token, status: 0, atMs: clock.nowMs() };
    requests.push(seen);
    const fault = faults.takeFail(`/${first}`);
    if (fault !== undefined) {
      seen.status = fault.status ?? 500;
      return void response.writeHead(seen.status).end();
    }
    if (first === 'upload') seen.status = takeUpload(world, second, bytes, response);
    else if (first === 'files-pri') seen.status = giveFile(world, second.split('-')[1] ?? '', request, response);
    else if (first === 'response') seen.status = answer(second, bytes, response);
    else response.writeHead((seen.status = 404)).end();
  }

  function answer(id: string, bytes: Buffer, response: ServerResponse): number {
    try {
      takeAnswer(world, limits, id, JSON.parse(bytes.toString('utf8')));
      response.writeHead(200).end('ok');
      return 200;
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end(JSON.stringify({ ok: false, error: error.word }));
      return 404;
    }
  }

  function toSeen(message: StoredMessage): FakeSlackMessage {
    const { fileIds, onlyFor: _onlyFor, ...rest } = message;
    const files = fileIds.flatMap((id) => {
      const file = world.files.get(id);
      if (file?.bytes === undefined || file.state === 'deleted') return [];
      return [{ id, name: file.name, bytes: file.bytes, mimetype: file.mimetype }];
    });
    return {
      ...rest,
      files,
      words: () => wordsOf(message),
      buttons: () => buttonsOf(message.blocks),
      images: () => imagesOf(message.blocks),
    };
  }

  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port');
  origin = `http://127.0.0.1:${address.port}`;

  return {
    apiUrl: `${origin}/api/`,
    origin,
    appId,
    appToken,
    signingSecret,
    clientId,
    clientSecret,
    socket: side.socket,
    people: side.people,
    requests,
    fail: faults.fail,
    cut: faults.cut,
    delay: faults.delay,
    advance: clock.advance,
    rateLimited: rates.refused,
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
    messages: (channelId, threadTs) =>
      world.messages
        .filter((one) => one.channelId === channelId && one.threadTs === threadTs && one.onlyFor === undefined)
        .map(toSeen),
    ephemerals: (channelId, userId) =>
      world.messages.filter((one) => one.channelId === channelId && one.onlyFor === userId).map(toSeen),
    home: (userId) => world.homes.get(userId),
    openView: (userId) => world.modals.get(userId)?.at(-1),
    reactions: (channelId, ts) =>
      Object.fromEntries(
        [...(world.reactions.get(`${channelId}/${ts}`) ?? [])]
          .filter(([, users]) => users.size > 0)
          .map(([name, users]) => [name, [...users]]),
      ),
    async [Symbol.asyncDispose]() {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
      await side.close();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}
