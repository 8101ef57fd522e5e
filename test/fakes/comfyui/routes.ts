import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { graphSchema, type Graph } from '../../../workers/providers/comfyui/workflow.ts';
import { checkPrompt } from './check-prompt.ts';
import type { Engine } from './engine.ts';
import type { Knobs } from './knobs.ts';
import { tellNode, type NodeTable } from './node-table.ts';

/** What is answered. */
export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Buffer;
}

/** What the routes work on. */
export interface RouteParts {
  readonly knobs: () => Knobs;
  readonly table: () => NodeTable;
  readonly engine: Engine;
  /** Files that were handed in, by folder and name. */
  readonly inputs: Map<string, Buffer>;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly queueInfo: () => object;
  /** Takes a run in: its id, workflow, what came with it, and its output nodes. */
  readonly enqueue: (run: TakenRun) => number;
}

export interface TakenRun {
  readonly id: string;
  readonly graph: Graph;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly outputs: readonly string[];
}

export type Route = (method: string, url: URL, bytes: Buffer, request: IncomingMessage) => Promise<Answer>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

const promptSchema = z.object({
  prompt: graphSchema.optional(),
  prompt_id: z.string().optional(),
  client_id: z.string().optional(),
  extra_data: z.record(z.string(), z.unknown()).default({}),
});
const idsSchema = z.object({ delete: z.array(z.string()).optional() });
const interruptSchema = z.object({ prompt_id: z.string().optional() });

/** What ComfyUI answers to each request; every route is there with `/api` before it, too. */
export function createRoutes(parts: RouteParts): Route {
  const { engine, files, table, queueInfo, knobs } = parts;

  function get(head: string | undefined, id: string | undefined, query: URLSearchParams): Answer {
    switch (head) {
      case 'queue':
        return { status: 200, json: { queue_running: engine.running(), queue_pending: engine.pending() } };
      case 'history':
        return { status: 200, json: historyOf(engine, id, query.get('max_items')) };
      case 'object_info': {
        const entries = Object.entries(table()).filter(([name]) => id === undefined || name === id);
        return { status: 200, json: Object.fromEntries(entries.map(([name, kind]) => [name, tellNode(name, kind)])) };
      }
      case 'system_stats':
        return { status: 200, json: stats };
      case 'prompt':
        return { status: 200, json: queueInfo() };
      case 'view':
        return view(files, query);
      default:
        return { status: 404 };
    }
  }

  return async (method, url, bytes, request) => {
    const [, head, id] = url.pathname
      .replace(/^\/api(?=\/(?!jobs))/u, '')
      .split('/')
      .map(decodeURIComponent);
    if (method === 'GET') return get(head, id, url.searchParams);
    const json = (): unknown => (bytes.length === 0 ? {} : JSON.parse(bytes.toString()));
    if (head === 'prompt') return submit(parts, json());
    if (head === 'upload' && id === 'image') return upload(parts, bytes, request.headers['content-type'] ?? '');
    if (head === 'queue') {
      for (const one of idsSchema.parse(json()).delete ?? []) engine.dequeue(one);
      return { status: 200 };
    }
    if (head === 'interrupt') {
      const { prompt_id: only } = interruptSchema.parse(json());
      if (only === undefined || isRunning(engine, only)) engine.interrupt();
      return { status: 200 };
    }
    const job = /^\/api\/jobs\/([^/]+)\/cancel$/u.exec(url.pathname)?.[1];
    if (job === undefined || !knobs().jobsApi) return { status: job === undefined ? 404 : 405 };
    const runs = isRunning(engine, job);
    if (runs) engine.interrupt();
    return { status: 200, json: { cancelled: runs || engine.dequeue(job) } };
  };
}

function submit({ knobs, table, inputs, enqueue }: RouteParts, body: unknown): Answer {
  const { prompt, prompt_id: asked, client_id: client, extra_data: extra } = promptSchema.parse(body);
  if (prompt === undefined) return refuse('no_prompt', 'No prompt provided');
  const { ownIds } = knobs();
  if (ownIds && asked !== undefined && !uuid.test(asked)) {
    return refuse('invalid_prompt_id', 'prompt_id must be a valid UUID');
  }
  const refusal = checkPrompt(prompt, table(), (name) => name === 'example.png' || inputs.has(name));
  if (refusal !== undefined) return { status: 400, json: refusal };
  const id = ownIds && asked !== undefined ? asked : crypto.randomUUID();
  const outputs = Object.keys(prompt).filter((node) => table()[prompt[node]?.class_type ?? '']?.outputNode === true);
  const full = { ...extra, ...(client === undefined ? {} : { client_id: client }), create_time: Date.now() };
  return {
    status: 200,
    json: { prompt_id: id, number: enqueue({ id, graph: prompt, extra: full, outputs }), node_errors: {} },
  };
}

function refuse(type: string, message: string): Answer {
  return { status: 400, json: { error: { type, message, details: message, extra_info: {} }, node_errors: {} } };
}

async function upload({ inputs }: RouteParts, bytes: Buffer, type: string): Promise<Answer> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const [file, folder] = [form.get('image'), form.get('subfolder')];
  if (!(file instanceof File)) return { status: 400 };
  const subfolder = typeof folder === 'string' ? folder : '';
  const name = subfolder === '' ? file.name : `${subfolder}/${file.name}`;
  if (name.includes('..')) return { status: 400 };
  inputs.set(name, Buffer.from(await file.arrayBuffer()));
  return { status: 200, json: { name: file.name, subfolder, type: 'input' } };
}

function isRunning(engine: Engine, id: string): boolean {
  return engine.running().some((item) => item[1] === id);
}

function historyOf({ history }: Engine, id: string | undefined, maxItems: string | null): object {
  if (id === undefined) return Object.fromEntries([...history].slice(-Number(maxItems ?? 1_000)));
  const ended = history.get(id);
  return ended === undefined ? {} : { [id]: ended };
}

function view(files: ReadonlyMap<string, Buffer>, query: URLSearchParams): Answer {
  const name = `${query.get('type') ?? 'output'}/${query.get('subfolder') ?? ''}/${query.get('filename') ?? ''}`;
  const bytes = files.get(name);
  return bytes === undefined || name.includes('..') ? { status: 404 } : { status: 200, bytes };
}

const stats = {
  system: { os: 'linux', comfyui_version: '0.36.0', python_version: '3.12' },
  devices: [{ name: 'cuda:0 Fake RTX', type: 'cuda', index: 0, vram_total: 24 * 1024 ** 3, vram_free: 20 * 1024 ** 3 }],
};
