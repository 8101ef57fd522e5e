import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A file of a multipart request; `id` is the n of its field `files[n]`. */
export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a request carries. */
export interface RequestBody {
  /** The parsed JSON; undefined where there is none. */
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

/**
 * Reads JSON, or multipart with `payload_json` and `files[n]`
 * (https://discord.com/developers/docs/reference#uploading-files).
 *
 * @returns undefined for what is neither
 */
export async function readBody(request: IncomingMessage): Promise<RequestBody | undefined> {
  const bytes = await buffer(request);
  const contentType = request.headers['content-type'] ?? '';
  try {
    if (contentType.startsWith('multipart/form-data')) return await readForm(bytes, contentType);
    return { json: parseJson(bytes.toString()), files: [] };
  } catch {
    return undefined;
  }
}

async function readForm(bytes: Uint8Array, contentType: string): Promise<RequestBody> {
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
  return text === '' ? undefined : JSON.parse(text);
}
