import { openAsBlob } from 'node:fs';
import { z } from 'zod';
import { MoraError } from '../../../src/core/errors.ts';
import { httpFailure, networkFailure } from '../../remote/http-failure.ts';
import {
  historySchema,
  nodeInfoSchema,
  queueSchema,
  readRefusal,
  statsSchema,
  submittedSchema,
  type EndedRun,
  type NodeInfo,
  type OutputFile,
  type Queue,
  type Stats,
} from './answers.ts';

/** One ComfyUI. Every request throws `unavailable` where it is not reached and `unauthorized` where something bars it. */
export interface ComfyServer {
  /** Without a slash at its end, without credentials: it is kept with what runs there. */
  readonly url: string;
  /** What logs and findings call it: host and port. */
  readonly name: string;
  /** What its proxy wants with each request. */
  readonly headers: Readonly<Record<string, string>>;
  queue(signal: AbortSignal): Promise<Queue>;
  /** A run that has ended; undefined where it has not, or is not known. */
  ended(runId: string, signal: AbortSignal): Promise<EndedRun | undefined>;
  /** The newest runs that have ended, by their ids. */
  lately(signal: AbortSignal): Promise<Readonly<Record<string, EndedRun>>>;
  /** What a node takes; undefined where the server has no such node. */
  node(kind: string, signal: AbortSignal): Promise<NodeInfo | undefined>;
  stats(signal: AbortSignal): Promise<Stats>;
  /** Hands in a file and returns the name by which workflows load it. */
  upload(file: string, name: string, signal: AbortSignal): Promise<string>;
  /**
   * Begins a run and returns the id that the server gave it. Throws `uncertain` where it may have begun, and
   * `provider-failed` where the workflow does not fit the server.
   */
  submit(prompt: object, signal: AbortSignal): Promise<string>;
  /** Takes a run out of the queue or interrupts it. False where the server is too old for that. */
  cancel(runId: string, signal: AbortSignal): Promise<boolean>;
  /** Takes a waiting run out of the queue. */
  dequeue(runId: string, signal: AbortSignal): Promise<void>;
  /** Interrupts the run that is under way; very old servers do not heed its id. */
  interrupt(runId: string, signal: AbortSignal): Promise<void>;
  /** Where a file is fetched from. */
  fileUrl(file: OutputFile): string;
  /** Where progress is told to a client. */
  socketUrl(clientId: string): string;
}

const label = 'ComfyUI';
/** Answers come at once; while a model is loaded they may take seconds. */
const askTimeoutMs = 15_000;
/** A run is checked before it is taken, and the first time the server looks through its folders. */
const submitTimeoutMs = 60_000;
const uploadTimeoutMs = 120_000;
/** Runs looked at for our mark: more than any server does in the seconds in which one is looked for. */
const lately = 64;
/** The folder of our files among the server's inputs. */
const inputFolder = 'mora';

/** What a request has beside its address. */
interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
}

/** Opens one; nothing is sent yet. A name and password in the address are for its proxy. */
export function openServer(address: string): ComfyServer {
  const parts = new URL(address);
  const { username, password } = parts;
  parts.username = '';
  parts.password = '';
  const url = parts.href.replace(/\/+$/u, '');
  const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const headers: Record<string, string> = username === '' ? {} : { authorization: `Basic ${secret}` };

  async function send(path: string, init: Sent, timeoutMs: number, signal: AbortSignal, creating = false) {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    try {
      const response = await fetch(`${url}${path}`, {
        ...init,
        headers: { ...headers, ...init.headers },
        redirect: 'manual',
        signal: bounded,
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      signal.throwIfAborted();
      throw networkFailure(label, error, { creating });
    }
  }

  async function ask<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const { status, text } = await send(path, {}, askTimeoutMs, signal);
    if (status !== 200) throw failureOf(status, text, false);
    return readAnswer(text, schema, path);
  }

  async function tell(path: string, body: object, signal: AbortSignal): Promise<number> {
    const { status, text } = await send(path, jsonRequest(body), askTimeoutMs, signal);
    if (status !== 200 && status !== 404 && status !== 405) throw failureOf(status, text, false);
    return status;
  }

  return {
    url,
    name: parts.host,
    headers,
    queue: (signal) => ask('/queue', queueSchema, signal),
    ended: async (runId, signal) => (await ask(`/history/${encodeURIComponent(runId)}`, historySchema, signal))[runId],
    lately: (signal) => ask(`/history?max_items=${lately}`, historySchema, signal),
    stats: (signal) => ask('/system_stats', statsSchema, signal),
    async node(kind, signal) {
      const known = z.record(z.string(), nodeInfoSchema);
      return (await ask(`/object_info/${encodeURIComponent(kind)}`, known, signal))[kind];
    },
    async upload(file, name, signal) {
      const form = new FormData();
      form.set('image', await openAsBlob(file), name);
      form.set('type', 'input');
      form.set('subfolder', inputFolder);
      form.set('overwrite', 'true');
      const { status, text } = await send('/upload/image', { method: 'POST', body: form }, uploadTimeoutMs, signal);
      if (status !== 200) throw failureOf(status, text, false);
      const stored = readAnswer(text, z.object({ name: z.string(), subfolder: z.string().catch('') }), '/upload/image');
      return stored.subfolder === '' ? stored.name : `${stored.subfolder}/${stored.name}`;
    },
    async submit(prompt, signal) {
      const { status, text } = await send('/prompt', jsonRequest(prompt), submitTimeoutMs, signal, true);
      if (status === 400) throw misfit(text);
      if (status !== 200) throw failureOf(status, text, true);
      return readAnswer(text, submittedSchema, '/prompt').prompt_id;
    },
    async cancel(runId, signal) {
      return (await tell(`/api/jobs/${encodeURIComponent(runId)}/cancel`, {}, signal)) === 200;
    },
    async dequeue(runId, signal) {
      await tell('/queue', { delete: [runId] }, signal);
    },
    async interrupt(runId, signal) {
      await tell('/interrupt', { prompt_id: runId }, signal);
    },
    fileUrl: ({ filename, subfolder, type }) =>
      `${url}/view?${new URLSearchParams({ filename, subfolder, type }).toString()}`,
    socketUrl: (clientId) => `${url.replace(/^http/u, 'ws')}/ws?clientId=${encodeURIComponent(clientId)}`,
  };
}

function jsonRequest(body: object): Sent {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function failureOf(status: number, text: string, creating: boolean): MoraError {
  if (status >= 300 && status < 400) {
    return new MoraError('unavailable', 'The GPU server does not answer just now. Please try again later.', {
      detail: `ComfyUI redirects (${status}): give its own address`,
    });
  }
  return httpFailure(label, status, { creating, detail: text.slice(0, 300) });
}

/** The run did not begin, and would not with the same workflow. */
function misfit(text: string): MoraError {
  let reason: string | undefined;
  try {
    reason = readRefusal(JSON.parse(text));
  } catch {
    reason = undefined;
  }
  return new MoraError(
    'provider-failed',
    'The GPU server did not take the workflow. Please tell the operator of the studio.',
    { retryable: false, detail: `ComfyUI: ${(reason ?? text).slice(0, 500)}` },
  );
}

/** Throws `unavailable` where something else than ComfyUI answers: a proxy, or a server that just starts. */
function readAnswer<T>(text: string, schema: z.ZodType<T>, path: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new MoraError('unavailable', 'The GPU server does not answer just now. Please try again later.', {
      cause: error,
      detail: `${path} did not answer as ComfyUI does: ${text.slice(0, 200)}`,
    });
  }
}
