import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Refusal } from './refusal.ts';

/** A file of a multipart request; `id` is the n of its field `files[n]`. */
export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface RequestBody {
  /** The parsed JSON; undefined where there is none. */
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

/**
 * Reads JSON, or multipart with `payload_json` and `files[n]`
 * (https://discord.com/developers/docs/reference#uploading-files).
 *
 * @throws Refusal (50109) for what is no JSON
 */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const bytes = await buffer(request);
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/form-data')) return { json: parseJson(bytes.toString()), files: [] };
  const form = await new Response(Uint8Array.from(bytes), { headers: { 'content-type': contentType } }).formData();
  const payload = form.get('payload_json');
  const files: UploadedFile[] = [];
  for (const [field, value] of form) {
    const id = /^files\[(\d+)\]$/u.exec(field)?.[1];
    if (id === undefined || typeof value === 'string') continue;
    files.push({ id, name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { json: typeof payload === 'string' ? parseJson(payload) : undefined, files };
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new Refusal(400, 50_109, 'The request body contains invalid JSON.'), { cause });
  }
}
