import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Announcement, Viewer } from './world.ts';

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway */
export const OPCODES = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

/** So many missed events can be replayed; who missed more starts anew. */
const REPLAY_COUNT = 10_000;

/** What one client identified: it outlives its sockets, so that it can be resumed. */
export interface GatewaySession {
  readonly id: string;
  readonly intents: number;
  attach(socket: WebSocket): void;
  detach(socket: WebSocket): void;
  /** Numbers an event, keeps it for a resume and sends it if a socket is there. */
  dispatch(name: string, data: unknown): void;
  hear(announcement: Announcement): void;
  /** Sends again what came after `sequence`; false where that is no longer known. */
  replay(sequence: number): boolean;
  isOpen(): boolean;
}

/** A session without a socket, for one shard and its intents. */
export function createSession(o: {
  intents: number;
  viewer: Viewer;
  shard: { readonly index: number; readonly count: number };
}): GatewaySession {
  const log: { readonly sequence: number; readonly text: string }[] = [];
  let sequence = 0;
  let socket: WebSocket | undefined;

  function dispatch(name: string, data: unknown): void {
    sequence += 1;
    const text = JSON.stringify({ op: OPCODES.dispatch, s: sequence, t: name, d: data });
    log.push({ sequence, text });
    if (log.length > REPLAY_COUNT) log.shift();
    if (socket?.readyState === 1) socket.send(text);
  }

  return {
    id: randomUUID().replaceAll('-', ''),
    intents: o.intents,
    attach(next) {
      socket = next;
    },
    detach(closed) {
      if (socket === closed) socket = undefined;
    },
    dispatch,
    hear({ name, guildId, intents, data }) {
      if (intents !== 0 && (o.intents & intents) === 0) return;
      if (shardOf(guildId, o.shard.count) !== o.shard.index) return;
      dispatch(name, data(o.viewer));
    },
    replay(after) {
      const first = log[0]?.sequence ?? sequence + 1;
      if (after > sequence || after < first - 1) return false;
      for (const entry of log) if (entry.sequence > after) socket?.send(entry.text);
      return true;
    },
    isOpen: () => socket?.readyState === 1,
  };
}

/** https://discord.com/developers/docs/events/gateway#sharding: direct messages come on shard 0. */
export function shardOf(guildId: string | undefined, count: number): number {
  return guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
}
