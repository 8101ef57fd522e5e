import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveAttachment } from './attachments.ts';
import { createClock } from './clock.ts';
import { createFaults, type CutFault, type DelayFault, type FailFault } from './faults.ts';
import { createGateway, type FakeGateway } from './gateway.ts';
import { createInteractions } from './interactions.ts';
import { DEFAULT_LIMITS, type FakeLimits } from './limits.ts';
import { createPeople, type People } from './people.ts';
import { createRestRouter, type FakeRequest } from './rest-router.ts';
import { applicationRoutes } from './routes/application-routes.ts';
import { callbackRoutes } from './routes/callback-routes.ts';
import { channelRoutes } from './routes/channel-routes.ts';
import { commandRoutes, type StoredCommand } from './routes/command-routes.ts';
import { messageRoutes } from './routes/message-routes.ts';
import { threadRoutes } from './routes/thread-routes.ts';
import { webhookRoutes } from './routes/webhook-routes.ts';
import { createScenery, directChannelOf, type Scenery } from './scenery.ts';
import { createWorld } from './world.ts';

/** How the server differs from the usual one. */
export interface FakeDiscordOptions {
  /** The application has the message content intent; true unless told. */
  readonly messageContent?: boolean;
  readonly limits?: Partial<FakeLimits>;
  /** How often clients must send heartbeats; 41.25 s, as Discord asks, unless told. */
  readonly heartbeatIntervalMs?: number;
  /** How many shards are recommended; 1 unless told. */
  readonly shards?: number;
}

/** A running server: the world, what people do, what is seen, and faults. */
export interface FakeDiscord extends Scenery, People, AsyncDisposable {
  /** For `new Client({ rest: { api } })`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly applicationId: string;
  readonly botId: string;
  /** The commands that the bot has registered. */
  commands(): readonly StoredCommand[];
  /** Every REST call, oldest first. */
  readonly requests: readonly FakeRequest[];
  /** Answers the next such request with this instead of carrying it out. */
  fail(fault: FailFault): void;
  /** Kills the connection of the next such request before or after it is carried out. */
  cut(fault: CutFault): void;
  /** Holds such requests up before they are carried out. */
  delay(fault: DelayFault): void;
  /** Moves the server's clock: tokens, old messages, nonces, rate limits. */
  advance(ms: number): void;
  readonly gateway: FakeGateway;
}

const HEARTBEAT_INTERVAL_MS = 41_250;

/** Starts a server on loopback that speaks Discord's gateway and REST API v10. */
export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const clock = createClock();
  const world = createWorld({
    clock,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    messageContent: options.messageContent ?? true,
  });
  const commands = new Map<string, StoredCommand>();
  const requests: FakeRequest[] = [];
  const faults = createFaults();
  const interactions = createInteractions(world);
  const stopping = new AbortController();
  const server = createServer();
  const gateway = createGateway({
    world,
    server,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? HEARTBEAT_INTERVAL_MS,
  });
  const answer = createRestRouter({
    world,
    faults,
    requests,
    signal: stopping.signal,
    routes: [
      ...applicationRoutes({
        world,
        shards: options.shards ?? 1,
        sessionStartLimit: gateway.sessionStartLimit,
        directChannel: (userId) => directChannelOf(world, userId),
      }),
      ...commandRoutes(world, commands),
      ...channelRoutes(world),
      ...threadRoutes(world),
      ...messageRoutes(world),
      ...callbackRoutes(world, interactions),
      ...webhookRoutes(world, interactions),
    ],
  });
  server.on('request', (request, response) => {
    if (serveAttachment(world, request, response)) return;
    // A client that goes away, or a stop in the middle of a delay, ends the request and no more.
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  world.origin = `http://127.0.0.1:${addressOf(server.address()).port}`;

  return {
    apiUrl: `${world.origin}/api`,
    token: world.token,
    applicationId: world.applicationId,
    botId: world.bot.id,
    ...createScenery(world),
    ...createPeople(world, interactions, commands),
    commands: () => [...commands.values()],
    requests,
    fail: faults.fail,
    cut: faults.cut,
    delay: faults.delay,
    advance: clock.advance,
    gateway,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await gateway.close();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port');
  return address;
}
