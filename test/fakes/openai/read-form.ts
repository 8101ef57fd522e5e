import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A multipart form. */
export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export async function readForm(request: IncomingMessage): Promise<Form> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(await buffer(request)), { headers }).formData();
  const fields: Record<string, string> = {};
  const files = new Map<string, Uint8Array>();
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    else files.set(name, new Uint8Array(await value.arrayBuffer()));
  }
  return { fields, files };
}
