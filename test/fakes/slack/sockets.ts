import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import type { FakeEnvelope, FakeOutcome, FakeTransport } from './payloads-envelope.ts';
import { createSocketWaits } from './sockets-waits.ts';

/** What a test sees of Socket Mode and does to it. */
export interface FakeSocketMode {
  /** How many are open now. */
  connections(): number;
  /** How many were greeted since the start. */
  hellos(): number;
  /** Cuts every connection without a close frame; with a code, closes it with that. */
  drop(o?: { code?: number }): void;
  /** Asks every client to connect anew, then closes (a warning leaves the connection to the client). */
  refresh(reason?: 'refresh_requested' | 'warning' | 'link_disabled'): void;
  /** So many of the next calls of apps.connections.open, or upgrades, fail. */
  refuse(times: number, at?: 'open' | 'upgrade'): void;
  /** The open connections stop pinging and answering pings. */
  silence(): void;
  /** What the app acknowledged, oldest first; the payload only where the app sent one. */
  acks(): readonly FakeAck[];
}

/** An acknowledgement as it came over a socket. */
export interface FakeAck {
  readonly envelopeId: string;
  readonly payload?: unknown;
  readonly atMs: number;
}

/** The server's side of Socket Mode. */
export interface SocketModeServer extends FakeSocketMode, FakeTransport {
  /** Answers apps.connections.open: a link for one connection. */
  open(): { ok: true; url: string } | { ok: false; error: 'internal_error' };
  close(): Promise<void>;
}

const LINK_PATH = '/link/';
/** https://docs.slack.dev/apis/events-api/using-socket-mode/#using-multiple-connections */
const MOST_CONNECTIONS = 10;
const ackSchema = z.looseObject({ envelope_id: z.string(), payload: z.unknown().optional() });
const emptySchema = z.strictObject({});

/** Serves `/link/` on `server` for the app `appId`. */
export function createSocketMode(o: {
  server: Server;
  appId: string;
  /** http://127.0.0.1:P, known once the server listens. */
  origin: () => string;
  nowMs: () => number;
  ackTimeoutMs: number;
  pingIntervalMs: number;
}): SocketModeServer {
  const sockets = new WebSocketServer({ noServer: true, autoPong: false });
  const tickets = new Set<string>();
  const open = new Set<WebSocket>();
  const silent = new WeakSet<WebSocket>();
  const acks: FakeAck[] = [];
  const waits = createSocketWaits(o.ackTimeoutMs);
  const refusals = { open: 0, upgrade: 0 };
  let hellos = 0;
  let turn = 0;
  let arrival = Promise.withResolvers<void>();
  let ended = false;

  const pinging = setInterval(() => {
    for (const socket of open) if (!silent.has(socket)) socket.ping();
  }, o.pingIntervalMs);
  pinging.unref();

  o.server.on('upgrade', upgrade);

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname !== LINK_PATH) return refuseUpgrade(stream, '404 Not Found');
    if (refusals.upgrade > 0) {
      refusals.upgrade -= 1;
      return refuseUpgrade(stream, '500 Internal Server Error');
    }
    // A link serves once.
    if (!tickets.delete(url.searchParams.get('ticket') ?? '')) return refuseUpgrade(stream, '403 Forbidden');
    sockets.handleUpgrade(request, stream, head, greet);
  }

  function greet(socket: WebSocket): void {
    socket.on('error', () => socket.terminate());
    if (open.size >= MOST_CONNECTIONS) {
      say(socket, { type: 'disconnect', reason: 'too_many_websockets' });
      return socket.close();
    }
    socket.on('close', () => leave(socket));
    socket.on('ping', (data) => {
      if (!silent.has(socket)) socket.pong(data);
    });
    socket.on('message', (data, isBinary) => {
      if (!isBinary && data instanceof Buffer) receive(data.toString());
    });
    open.add(socket);
    hellos += 1;
    say(socket, {
      type: 'hello',
      num_connections: open.size,
      debug_info: { host: 'applink-1', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: o.appId },
    });
    arrival.resolve();
  }

  function receive(text: string): void {
    const ack = ackSchema.safeParse(parseJson(text));
    if (!ack.success) return;
    const { envelope_id: envelopeId, payload } = ack.data;
    // Slack's own client sends an empty payload where the app said nothing.
    const isEmpty = payload === undefined || emptySchema.safeParse(payload).success;
    acks.push({ envelopeId, ...(isEmpty ? {} : { payload }), atMs: o.nowMs() });
    waits.settle(envelopeId, { ok: true, body: isEmpty ? undefined : payload });
  }

  function leave(socket: WebSocket): void {
    const wasOpen = open.delete(socket);
    if (wasOpen && open.size === 0 && !ended) arrival = Promise.withResolvers();
    waits.lose(socket);
  }

  return {
    connections: () => open.size,
    hellos: () => hellos,
    acks: () => acks,
    drop({ code } = {}) {
      for (const socket of open) {
        if (code !== undefined) socket.close(code);
        else socket.terminate();
        leave(socket);
      }
    },
    refresh(reason = 'refresh_requested') {
      for (const socket of open) {
        say(socket, { type: 'disconnect', reason, debug_info: { host: 'applink-1' } });
        if (reason === 'warning') continue;
        socket.close();
        leave(socket);
      }
    },
    refuse(times, at = 'open') {
      refusals[at] += times;
    },
    silence() {
      for (const socket of open) silent.add(socket);
    },
    open() {
      if (refusals.open > 0) {
        refusals.open -= 1;
        return { ok: false, error: 'internal_error' };
      }
      const ticket = randomUUID();
      tickets.add(ticket);
      return { ok: true, url: `${o.origin().replace('http', 'ws')}${LINK_PATH}?ticket=${ticket}&app_id=${o.appId}` };
    },
    async send(envelope): Promise<FakeOutcome> {
      const socket = [...open][turn % Math.max(open.size, 1)];
      if (socket === undefined) return { ok: false, reason: 'no_connection' };
      turn += 1;
      const outcome = waits.wait(envelope.id, socket);
      say(socket, frameOf(envelope));
      return outcome;
    },
    ready: () => arrival.promise,
    async close() {
      ended = true;
      clearInterval(pinging);
      o.server.off('upgrade', upgrade);
      waits.close();
      arrival.resolve();
      for (const socket of sockets.clients) socket.terminate();
      const { promise, resolve } = Promise.withResolvers<void>();
      sockets.close(() => resolve());
      await promise;
    },
  };
}

/** https://docs.slack.dev/apis/events-api/using-socket-mode/#events; only events say how often they came. */
function frameOf(envelope: FakeEnvelope): object {
  return {
    envelope_id: envelope.id,
    payload: envelope.payload,
    type: envelope.type,
    accepts_response_payload: envelope.acceptsResponse,
    ...(envelope.type === 'events_api'
      ? { retry_attempt: envelope.retryAttempt, retry_reason: envelope.retryReason }
      : {}),
  };
}

function say(socket: WebSocket, message: object): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}

function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
