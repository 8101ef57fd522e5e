import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './knobs.ts';
import type { Answer, Route } from './routes.ts';

/** A request as the server saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Its JSON, where it has any. */
  readonly body?: unknown;
}

export interface HttpSideParts {
  readonly route: Route;
  /** `name:password` that each request has to bring. */
  readonly credentials: string | undefined;
  readonly takeFault: (fits: (fault: Fault) => boolean) => Fault | undefined;
  readonly requests: Seen[];
}

/** A server that listens, with the port that it got. */
export interface HttpSide {
  readonly http: Server;
  readonly port: number;
  stop(): Promise<void>;
}

/** Listens on loopback; port 0 is a free one. */
export async function listenHttp(parts: HttpSideParts, port: number): Promise<HttpSide> {
  const http = createServer((request, response) => {
    answer(parts, request).then(
      (answered) => {
        if (answered === 'cut') {
          request.socket.destroy();
          return;
        }
        const { status, json, bytes } = answered;
        const type = json === undefined ? {} : { 'content-type': 'application/json' };
        response.writeHead(status, type).end(bytes ?? (json === undefined ? '' : JSON.stringify(json)));
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  return {
    http,
    // A server that listens on TCP has an address with a port.
    port: (http.address() as AddressInfo).port,
    async stop() {
      http.closeAllConnections();
      if (!http.listening) return;
      http.close();
      await once(http, 'close');
    },
  };
}

async function answer({ route, credentials, takeFault, requests }: HttpSideParts, request: IncomingMessage) {
  const chunks: Buffer[] = [];
  // A request gives buffers as long as no encoding is set.
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const url = new URL(request.url ?? '/', 'http://localhost');
  const method = request.method ?? 'GET';
  const isJson = request.headers['content-type'] === 'application/json';
  const body: unknown = isJson ? JSON.parse(bytes.toString()) : undefined;
  if (!url.pathname.startsWith('/_')) {
    requests.push({ method, path: url.pathname + url.search, headers: request.headers, ...(isJson ? { body } : {}) });
  }
  const wanted = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  if (wanted !== undefined && request.headers.authorization !== wanted) return { status: 401 } satisfies Answer;
  const fault = takeFault((one) => 'path' in one && url.pathname.startsWith(one.path));
  if (fault?.kind === 'answer') return { status: fault.status, bytes: Buffer.from(fault.body) } satisfies Answer;
  if (fault?.kind === 'cut' && fault.when === 'before') return 'cut' as const;
  if (fault?.kind === 'delay') await sleep(fault.ms);
  const answered = await route(method, url, bytes, request);
  return fault?.kind === 'cut' ? ('cut' as const) : answered;
}
