import type { IncomingMessage, ServerResponse } from 'node:http';
import { attachmentProof } from './message-shape.ts';
import type { StoredAttachment, World } from './world.ts';

const PATH = /^\/attachments\/\d+\/(\d+)\/[^/]+$/u;

/**
 * Serves a file by the address that a message gave for it, as long as that is valid.
 *
 * @returns false where the request is for something else
 */
export function serveAttachment(world: World, request: IncomingMessage, response: ServerResponse): boolean {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const id = PATH.exec(url.pathname)?.[1];
  if (id === undefined) return false;
  const file = findFile(world, id);
  const expires = url.searchParams.get('ex') ?? '0';
  const isSigned = url.searchParams.get('hm') === attachmentProof(world, id, expires);
  if (file === undefined || !isSigned || Number.parseInt(expires, 16) * 1000 < world.clock.nowMs()) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('This content is no longer available.');
    return true;
  }
  response.writeHead(200, { 'content-type': file.contentType, 'content-length': file.bytes.byteLength });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
  return true;
}

function findFile(world: World, id: string): StoredAttachment | undefined {
  const loose = world.looseFiles.get(id);
  if (loose !== undefined) return loose;
  for (const message of world.messages.values()) {
    const file = message.attachments.find((attachment) => attachment.id === id);
    if (file !== undefined) return file;
  }
  return undefined;
}
