import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { createSession, OPCODES, shardOf, type GatewaySession } from './gateway-session.ts';
import { INTENTS } from './intents.ts';
import { guildShape, userShape } from './shapes.ts';
import { applicationFlags } from './application-shape.ts';
import type { World } from './world.ts';

/** How often a client may still start a session. */
export interface SessionStartLimit {
  readonly total: number;
  readonly remaining: number;
  readonly resetAfterMs: number;
}

/** What a test does to the gateway and reads of it. */
export interface FakeGateway {
  /** Closes all connections: with a code, or, without, as a lost network does. */
  drop(code?: number): void;
  /** Tells every client that its session is invalid; one that is not resumable is forgotten. */
  invalidate(resumable: boolean): void;
  /** The connections that are there stay open but answer no heartbeat. */
  silence(): void;
  identifies(): number;
  resumes(): number;
  setSessionStartLimit(limit: SessionStartLimit): void;
  connected(): boolean;
}

/** The gateway with what the server itself needs of it. */
export interface GatewayServer extends FakeGateway {
  readonly sessionStartLimit: () => SessionStartLimit;
  close(): Promise<void>;
}

const frameSchema = z.looseObject({ op: z.number(), d: z.unknown().optional() });
const identifySchema = z.looseObject({
  token: z.string(),
  intents: z.number(),
  shard: z.tuple([z.number(), z.number()]).optional(),
});
const resumeSchema = z.looseObject({ token: z.string(), session_id: z.string(), seq: z.number() });

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const CLOSE = {
  decodeError: 4002,
  notAuthenticated: 4003,
  wrongToken: 4004,
  invalidShard: 4010,
  intents: 4014,
} as const;

/** Takes the WebSocket connections of `server` and tells them what the world announces. */
export function createGateway(o: { world: World; server: Server; heartbeatIntervalMs: number }): GatewayServer {
  const { world } = o;
  const sockets = new WebSocketServer({ server: o.server });
  const sessions = new Map<string, GatewaySession>();
  const bySocket = new Map<WebSocket, GatewaySession>();
  const silent = new WeakSet<WebSocket>();
  const dropped = new WeakSet<WebSocket>();
  let identifies = 0;
  let resumes = 0;
  let limit: SessionStartLimit = { total: 1000, remaining: 1000, resetAfterMs: 0 };

  world.listeners.add((announcement) => {
    for (const session of sessions.values()) session.hear(announcement);
  });
  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    socket.on('error', () => socket.terminate());
    socket.on('close', (code: number) => leave(socket, code));
    socket.on('message', (data, isBinary) => {
      if (isBinary || !(data instanceof Buffer)) socket.close(CLOSE.decodeError);
      else receive(socket, data.toString(), addressOf(request));
    });
    send(socket, OPCODES.hello, { heartbeat_interval: o.heartbeatIntervalMs });
  });

  function receive(socket: WebSocket, text: string, url: string): void {
    const frame = frameSchema.safeParse(parseJson(text));
    if (!frame.success) return socket.close(CLOSE.decodeError);
    const { op, d } = frame.data;
    if (op === OPCODES.heartbeat) {
      if (!silent.has(socket)) send(socket, OPCODES.heartbeatAck);
    } else if (op === OPCODES.identify) identify(socket, d, url);
    else if (op === OPCODES.resume) resume(socket, d);
    else if (!bySocket.has(socket)) socket.close(CLOSE.notAuthenticated);
  }

  function identify(socket: WebSocket, data: unknown, url: string): void {
    const parsed = identifySchema.safeParse(data);
    if (!parsed.success) return socket.close(CLOSE.decodeError);
    identifies += 1;
    // Who identifies more often than allowed gets a new token: the one it has is wrong from now on.
    if (parsed.data.token !== world.token || limit.remaining === 0) return socket.close(CLOSE.wrongToken);
    limit = { ...limit, remaining: limit.remaining - 1 };
    const { intents } = parsed.data;
    const wantsContent = (intents & INTENTS.messageContent) !== 0;
    const never = INTENTS.guildMembers | INTENTS.guildPresences;
    if ((wantsContent && !world.messageContent) || (intents & never) !== 0) return socket.close(CLOSE.intents);
    const [index, count] = parsed.data.shard ?? [0, 1];
    if (index >= count) return socket.close(CLOSE.invalidShard);
    const session = createSession({ intents, viewer: { messageContent: wantsContent }, shard: { index, count } });
    sessions.set(session.id, session);
    join(socket, session);
    const guilds = [...world.guilds.values()].filter(({ id, hasBot }) => hasBot && shardOf(id, count) === index);
    session.dispatch('READY', {
      v: 10,
      user: { ...userShape(world.bot), verified: true, mfa_enabled: false, email: null, flags: 0 },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url,
      shard: [index, count],
      application: { id: world.applicationId, flags: applicationFlags(world) },
    });
    if ((intents & INTENTS.guilds) === 0) return;
    for (const guild of guilds) session.dispatch('GUILD_CREATE', guildShape(world, guild));
  }

  function resume(socket: WebSocket, data: unknown): void {
    const parsed = resumeSchema.safeParse(data);
    if (!parsed.success) return socket.close(CLOSE.decodeError);
    if (parsed.data.token !== world.token) return socket.close(CLOSE.wrongToken);
    const session = sessions.get(parsed.data.session_id);
    if (session === undefined) return send(socket, OPCODES.invalidSession, false);
    resumes += 1;
    join(socket, session);
    if (session.replay(parsed.data.seq)) return session.dispatch('RESUMED', {});
    forget(socket);
    send(socket, OPCODES.invalidSession, false);
  }

  function join(socket: WebSocket, session: GatewaySession): void {
    bySocket.set(socket, session);
    session.attach(socket);
  }

  function leave(socket: WebSocket, code: number): void {
    const session = bySocket.get(socket);
    bySocket.delete(socket);
    session?.detach(socket);
    // A client that says good-bye with these codes ends its session.
    const isGoodBye = (code === 1000 || code === 1001) && !dropped.has(socket);
    if (session !== undefined && !session.isOpen() && isGoodBye) sessions.delete(session.id);
  }

  function forget(socket: WebSocket): void {
    const session = bySocket.get(socket);
    bySocket.delete(socket);
    if (session === undefined) return;
    session.detach(socket);
    sessions.delete(session.id);
  }

  return {
    drop(code) {
      for (const socket of sockets.clients) {
        dropped.add(socket);
        if (code === undefined) socket.terminate();
        else socket.close(code);
      }
    },
    invalidate(resumable) {
      for (const socket of sockets.clients) {
        send(socket, OPCODES.invalidSession, resumable);
        if (!resumable) forget(socket);
      }
      // Those that are away would come back to nothing, too.
      if (!resumable) sessions.clear();
    },
    silence() {
      for (const socket of sockets.clients) silent.add(socket);
    },
    identifies: () => identifies,
    resumes: () => resumes,
    setSessionStartLimit(next) {
      limit = next;
    },
    sessionStartLimit: () => limit,
    connected: () => [...sessions.values()].some((session) => session.isOpen()),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      const { promise, resolve } = Promise.withResolvers<void>();
      sockets.close(() => resolve());
      await promise;
    },
  };
}

function send(socket: WebSocket, op: number, d: unknown = null): void {
  if (socket.readyState === 1) socket.send(JSON.stringify({ op, d, s: null, t: null }));
}

function addressOf(request: IncomingMessage): string {
  return `ws://127.0.0.1:${request.socket.localPort}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
