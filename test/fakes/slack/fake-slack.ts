import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createClock } from '../discord/clock.ts';
import { createFaults, type SlackFaults } from './faults.ts';
import { usualLimits, type FakeSlackLimits } from './limits.ts';
import { install } from './oauth.ts';
import { createAppSide, type AppSide } from './people-server.ts';
import { createPort } from './port.ts';
import { createRateLimits } from './rate-limits.ts';
import { SlackRefusal } from './refusal.ts';
import { createScenery, type Scenery } from './scenery.ts';
import { createSeeing, type Seeing } from './seeing.ts';
import { giveFile, takeAnswer, takeUpload } from './side-doors.ts';
import { createWebApi, readBytes, type FakeSlackRequest } from './web-api.ts';
import { createWorld } from './world.ts';

export type { FakeSlackMessage } from './seeing.ts';
export type { FakeSlackRequest } from './web-api.ts';

export interface FakeSlackOptions {
  readonly limits?: Partial<FakeSlackLimits>;
  /** Hears of each call the moment that it has come whole. */
  readonly onCall?: (call: FakeSlackRequest) => void;
}

/** Slack on loopback: its Web API, its sockets, its signed requests, and people who use it. */
export interface FakeSlack extends AsyncDisposable, Scenery, Seeing, Pick<AppSide, 'socket' | 'people'> {
  /** For `clientOptions.slackApiUrl`, with a slash at its end. */
  readonly apiUrl: string;
  readonly origin: string;
  readonly appId: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Every call, the oldest first. */
  readonly requests: readonly FakeSlackRequest[];
  readonly fail: SlackFaults['fail'];
  readonly cut: SlackFaults['cut'];
  readonly delay: SlackFaults['delay'];
  /** Moves the server's clock. */
  advance(ms: number): void;
}

const appId = 'A0FAKEMORA';
const appToken = 'xapp-1-A0FAKEMORA-0-fake';
const signingSecret = 'fake-signing-secret-0123456789ab';
const clientId = '1234567890.0987654321';
const clientSecret = 'fakeclientsecret0123456789abcdef';

/** Starts it on a free port of loopback. */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const limits: FakeSlackLimits = { ...usualLimits, ...options.limits };
  const clock = createClock();
  let origin = '';
  const world = createWorld(clock, () => origin);
  const faults = createFaults();
  const rates = createRateLimits(limits, () => clock.nowMs());
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
      return method === 'oauth.v2.access' ? install(world, { appId, clientId, clientSecret }, body) : undefined;
    },
  });

  function openConnection(token: string): object {
    if (token !== appToken) throw new SlackRefusal(token === '' ? 'not_authed' : 'invalid_auth');
    const opened = side.socket.open();
    if (opened.ok) return opened;
    throw new SlackRefusal(opened.error);
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
    fail: (fault) => faults.fail(fault),
    cut: (fault) => faults.cut(fault),
    delay: (fault) => faults.delay(fault),
    advance: (ms) => clock.advance(ms),
    ...createScenery(world),
    ...createSeeing(world),
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
