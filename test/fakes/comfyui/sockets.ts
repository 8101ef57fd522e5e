import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';

/** The connections of clients, with the habits of ComfyUI's server. */
export interface Sockets {
  /** Tells one client, or all. */
  send(client: string | undefined, type: string, data: object): void;
  /** A preview as newer clients want it, with its run, or bare. */
  preview(client: string | undefined, picture: Buffer, runId: string, node: string): void;
  /** Connections that are open, by their clients' names, those that were replaced too. */
  open(): readonly string[];
  /** Connections so far. */
  count(): number;
  /** Cuts all without a word. */
  cut(): void;
  /** Takes no new ones while false. */
  accept(taken: boolean): void;
}

/** Binary messages, from `protocol.py`. */
const plainPreview = 1;
const describedPreview = 4;
const jpeg = 1;

export function attachSockets(http: Server, greeting: () => object, describes: () => boolean): Sockets {
  const server = new WebSocketServer({ noServer: true });
  /** Who is told: ComfyUI keeps one connection a client, and forgets the client when any connection of it ends. */
  const byClient = new Map<string, WebSocket>();
  const described = new Map<string, boolean>();
  const all = new Map<WebSocket, string>();
  let count = 0;
  let taken = true;
  http.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!taken || !/^(?:\/api)?\/ws$/u.test(url.pathname)) {
      socket.destroy();
      return;
    }
    server.handleUpgrade(request, socket, head, (client) => {
      const name = url.searchParams.get('clientId') ?? `anonymous-${count}`;
      count += 1;
      all.set(client, name);
      byClient.set(name, client);
      described.set(name, false);
      client.send(JSON.stringify({ type: 'status', data: { status: greeting(), sid: name } }));
      client.on('message', (data: Buffer) => {
        const message: unknown = JSON.parse(data.toString());
        if (JSON.stringify(message).includes('"supports_preview_metadata":true')) described.set(name, true);
      });
      client.on('close', () => {
        all.delete(client);
        byClient.delete(name);
      });
      client.on('error', () => client.terminate());
    });
  });
  const tell = (client: string | undefined, message: string | Buffer): void => {
    const listeners = client === undefined ? [...byClient.values()] : [byClient.get(client)];
    for (const listener of listeners) listener?.send(message);
  };
  return {
    send: (client, type, data) => tell(client, JSON.stringify({ type, data })),
    preview(client, picture, runId, node) {
      if (client === undefined) return;
      if (!describes() || described.get(client) !== true) {
        tell(client, Buffer.concat([uint32(plainPreview), uint32(jpeg), picture]));
        return;
      }
      const details = Buffer.from(JSON.stringify({ node_id: node, prompt_id: runId, image_type: 'image/jpeg' }));
      tell(client, Buffer.concat([uint32(describedPreview), uint32(details.length), details, picture]));
    },
    open: () => [...all.values()],
    count: () => count,
    cut() {
      for (const client of all.keys()) client.terminate();
      byClient.clear();
    },
    accept(next) {
      taken = next;
    },
  };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
