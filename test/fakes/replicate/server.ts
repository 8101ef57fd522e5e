import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { answer, jsonOf, type Answer } from './api.ts';
import type { Fault } from './script.ts';
import type { World } from './world.ts';

/** Another thing that the server answers, before Replicate's own. */
export type SideDoor = (method: string, url: URL, bytes: Buffer) => Promise<Answer | undefined>;

/** Serves the world on a free port of this machine. */
export async function serveWorld(world: World, sideDoor: SideDoor): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    handle(world, sideDoor, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  world.origin = originOf(server);
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return `http://127.0.0.1:${address.port}`;
}

async function handle(
  world: World,
  sideDoor: SideDoor,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
  const bytes = Buffer.concat(chunks);
  const method = incoming.method ?? 'GET';
  const url = new URL(incoming.url ?? '/', world.origin);
  const aside = await sideDoor(method, url, bytes);
  if (aside !== undefined) return send(response, aside);

  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  world.seen.push({ method, path: url.pathname + url.search, headers, body: jsonOf(bytes) });
  const fault = takeFault(world.faults, method, url.pathname);
  if (fault?.kind === 'cut-before') return void response.destroy();
  if (fault?.kind === 'status') return sendFault(response, fault);
  const usual = await answer(world, { method, url, headers: new Headers(headers), bytes });
  switch (fault?.kind) {
    case undefined:
      return send(response, usual);
    case 'status-after':
      return sendFault(response, fault);
    case 'cut-after':
      return void response.destroy();
    case 'hang':
      return;
    case 'garbage':
      return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": "ab');
    case 'half':
    case 'slow':
      return sendPieces(response, usual, fault.kind);
  }
}

function takeFault(faults: Fault[], method: string, path: string): Fault | undefined {
  const at = faults.findIndex((fault) => (fault.method ?? method) === method && new RegExp(fault.path, 'u').test(path));
  const fault = faults[at];
  if (fault === undefined) return undefined;
  const { times = 1 } = fault;
  if (times > 1) faults[at] = { ...fault, times: times - 1 };
  else faults.splice(at, 1);
  return fault;
}

function sendFault(
  response: ServerResponse,
  { status = 500, headers = {}, body = { detail: 'fault', status } }: Fault,
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function send(response: ServerResponse, answered: Answer): Promise<void> {
  if ('json' in answered) {
    response.writeHead(answered.status, { 'content-type': 'application/json' }).end(JSON.stringify(answered.json));
    return;
  }
  response.writeHead(answered.status, await fileHeaders(answered.file));
  await pipeline(createReadStream(answered.file), response);
}

const kinds: Readonly<Record<string, string>> = { mp4: 'video/mp4', png: 'image/png', webp: 'image/webp' };

async function fileHeaders(file: string): Promise<Record<string, string>> {
  const { size } = await stat(file);
  const kind = kinds[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  return { 'content-type': kind, 'content-length': String(size) };
}

/** The whole answer in pieces, or the first half of it and the end of the connection. */
async function sendPieces(response: ServerResponse, answered: Answer, kind: 'half' | 'slow'): Promise<void> {
  const isFile = 'file' in answered;
  const chunks: Buffer[] = [];
  if (isFile) for await (const chunk of createReadStream(answered.file)) chunks.push(Buffer.from(chunk as Uint8Array));
  else chunks.push(Buffer.from(JSON.stringify(answered.json)));
  const bytes = Buffer.concat(chunks);
  const headers = isFile
    ? await fileHeaders(answered.file)
    : { 'content-type': 'application/json', 'content-length': String(bytes.length) };
  response.writeHead(answered.status, headers);
  const pieces = 4;
  for (let piece = 0; piece < pieces; piece += 1) {
    if (kind === 'half' && piece === pieces / 2) return void response.destroy();
    const from = Math.floor((bytes.length * piece) / pieces);
    response.write(bytes.subarray(from, Math.floor((bytes.length * (piece + 1)) / pieces)));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  response.end();
}
