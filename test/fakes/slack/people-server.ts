import type { Server } from 'node:http';
import { createHttpEvents } from './http-events.ts';
import { createDeliveries } from './people-deliveries.ts';
import type { FakeWorldPort } from './people-port.ts';
import { createScene } from './people-scene.ts';
import { createPeople, USUAL_EVENTS, type FakePeople } from './people.ts';
import { ACK_TIMEOUT_MS } from './payloads-envelope.ts';
import { createSocketMode, type SocketModeServer } from './sockets.ts';

/** How things reach the app; all have Slack's values, or small ones where Slack's are minutes. */
export interface AppSideLimits {
  /** The app has so long to acknowledge; 3 s unless told. */
  readonly ackTimeoutMs: number;
  /** The waits before an event comes again. Slack's are about 0, 1 min and 5 min; short here unless told. */
  readonly retryDelaysMs: readonly number[];
  /** How often the server pings its sockets; 5 s unless told. */
  readonly pingIntervalMs: number;
  /** The events that the app subscribed to. */
  readonly subscribed: readonly string[];
}

/** Everything between the world and the app. */
export interface AppSide {
  readonly socket: SocketModeServer;
  readonly people: FakePeople;
  close(): Promise<void>;
}

const USUAL: AppSideLimits = {
  ackTimeoutMs: ACK_TIMEOUT_MS,
  retryDelaysMs: [10, 200, 1000],
  pingIntervalMs: 5000,
  subscribed: USUAL_EVENTS,
};

/** Serves sockets on `server` and lets people act in `world`; over HTTP once a test calls `people.deliverTo`. */
export function createAppSide(o: {
  server: Server;
  world: FakeWorldPort;
  signingSecret: string;
  /** http://127.0.0.1:P; called once the server listens. */
  origin: () => string;
  limits?: Partial<AppSideLimits>;
}): AppSide {
  const limits = { ...USUAL, ...o.limits };
  const stopping = new AbortController();
  const nowMs = () => o.world.nowMs();
  const socket = createSocketMode({ ...limits, server: o.server, appId: o.world.appId, origin: o.origin, nowMs });
  const http = createHttpEvents({ ...limits, signingSecret: o.signingSecret, nowMs, signal: stopping.signal });
  const deliveries = createDeliveries({
    transport: () => (http.isOn() ? http : socket),
    retryDelaysMs: limits.retryDelaysMs,
    signal: stopping.signal,
  });
  const scene = createScene({ world: o.world, deliveries, subscribed: new Set(limits.subscribed) });
  return {
    socket,
    people: createPeople(scene, http),
    async close() {
      stopping.abort();
      await socket.close();
    },
  };
}
