import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Logger } from '../../../src/core/log.ts';
import { readPreview } from './read-preview.ts';
import type { RunProgress } from './run-progress.ts';

export interface ProgressSocketOptions {
  /** Where a client hears of its runs. */
  readonly urlOf: (clientId: string) => string;
  readonly headers: Readonly<Record<string, string>>;
  /** What logs call the server. */
  readonly server: string;
  readonly logger: Logger;
  /** Milliseconds before a lost connection is opened again; each further try waits twice as long, up to half a minute. */
  readonly reopenMs?: number;
  /** Milliseconds without a word, while a run of ours is under way, after which the connection is opened anew. */
  readonly silentMs?: number;
  readonly now?: () => number;
}

/** A run that is watched. */
interface Watched {
  readonly progress: RunProgress;
  /** When it was last asked for. */
  askedAtMs: number;
  /** The newest preview that was not taken yet. */
  preview: Uint8Array | undefined;
}

const maxReopenMs = 30_000;

const messageSchema = z.object({ type: z.string(), data: z.looseObject({ prompt_id: z.string().optional() }) });

/**
 * Hears from one server how far our runs are. It is open while a run is watched; a lost connection is opened again, and
 * what is missed in between is no harm: whoever asks the server learns the outcome.
 */
export class ProgressSocket {
  readonly #options: ProgressSocketOptions;
  readonly #runs = new Map<string, Watched>();
  #clientId: string = randomUUID();
  #socket: WebSocket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #tries = 0;
  #heardAtMs = 0;
  /** The run that the server works on for us: some messages do not name it. */
  #current: string | undefined;
  #closed = false;

  constructor(options: ProgressSocketOptions) {
    this.#options = options;
  }

  /** By what the server knows us: a run that is handed in with it is told here. Ask for it after `watch`. */
  get clientId(): string {
    return this.#clientId;
  }

  /** Watches a run; resolves when the connection is open, or after some time without it. */
  async watch(runId: string, progress: RunProgress, patienceMs = 1_000): Promise<void> {
    if (this.#closed) return;
    this.#runs.set(runId, { progress, askedAtMs: this.#now(), preview: undefined });
    const socket = this.#open();
    if (socket === undefined || socket.readyState === WebSocket.OPEN) return;
    await settled(socket, patienceMs);
  }

  /** The server gave a run another id than it was asked for. */
  rename(runId: string, otherId: string): void {
    const run = this.#runs.get(runId);
    if (run === undefined || runId === otherId) return;
    this.#runs.delete(runId);
    this.#runs.set(otherId, run);
  }

  progressOf(runId: string): RunProgress | undefined {
    const run = this.#runs.get(runId);
    if (run !== undefined) run.askedAtMs = this.#now();
    return run?.progress;
  }

  /** The newest preview of a run, once. */
  takePreview(runId: string): Uint8Array | undefined {
    const run = this.#runs.get(runId);
    const preview = run?.preview;
    if (run !== undefined) run.preview = undefined;
    return preview;
  }

  /** A run has ended or is not waited for any more. Without runs the connection is closed. */
  forget(runId: string): void {
    this.#runs.delete(runId);
    if (this.#current === runId) this.#current = undefined;
    if (this.#runs.size === 0) this.#drop();
  }

  /** Forgets runs that were not asked for in so many milliseconds. */
  forgetIdle(idleMs: number): void {
    for (const [runId, { askedAtMs }] of this.#runs) if (this.#now() - askedAtMs >= idleMs) this.forget(runId);
  }

  /** The run is under way: where the connection has been silent for long, it is opened anew. */
  expectNews(runId: string): void {
    const { silentMs = 60_000 } = this.#options;
    if (!this.#runs.has(runId) || this.#now() - this.#heardAtMs < silentMs) return;
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#heardAtMs = this.#now();
    // Closed, then opened when that is done: ComfyUI forgets a client whose old connection ends after the new one began.
    this.#socket.close();
  }

  close(): void {
    this.#closed = true;
    this.#runs.clear();
    this.#drop();
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  #open(): WebSocket | undefined {
    if (this.#socket !== undefined || this.#timer !== undefined) return this.#socket;
    const { urlOf, headers } = this.#options;
    const socket = new WebSocket(urlOf(this.#clientId), { headers: { ...headers } });
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#tries = 0;
      this.#heardAtMs = this.#now();
      // Says that we read previews which name their run.
      socket.send(JSON.stringify({ type: 'feature_flags', data: { supports_preview_metadata: true } }));
    });
    socket.addEventListener('message', ({ data }) => {
      this.#heardAtMs = this.#now();
      if (data instanceof ArrayBuffer) this.#takePicture(data);
      else if (typeof data === 'string') this.#takeText(data);
    });
    // A close follows each error.
    socket.addEventListener('error', () => {});
    socket.addEventListener('close', () => this.#lost(socket));
    return socket;
  }

  #lost(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    if (this.#runs.size === 0) return;
    const { reopenMs = 500, server, logger } = this.#options;
    const delayMs = Math.min(maxReopenMs, reopenMs * 2 ** this.#tries);
    this.#tries += 1;
    logger.debug({ server, delayMs }, 'comfyui-socket-lost');
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#open();
    }, delayMs);
    this.#timer.unref();
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#socket?.close();
    this.#socket = undefined;
    // ComfyUI forgets a client when an old connection of it ends, be there a new one or not.
    this.#clientId = randomUUID();
  }

  #takeText(text: string): void {
    const message = readMessage(text);
    if (message === undefined) return;
    const { type, data } = message;
    const runId = data.prompt_id ?? this.#current;
    if (runId === undefined) return;
    if (type !== 'status' && this.#runs.has(runId)) this.#current = runId;
    this.#runs.get(runId)?.progress.take(type, data);
  }

  #takePicture(data: ArrayBuffer): void {
    const preview = readPreview(data);
    const run = this.#runs.get(preview?.runId ?? this.#current ?? '');
    if (preview !== undefined && run !== undefined) run.preview = preview.bytes;
  }
}

function readMessage(text: string): z.infer<typeof messageSchema> | undefined {
  try {
    return messageSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Resolves when a socket has opened or failed, or after some time. */
async function settled(socket: WebSocket, patienceMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patienceMs);
  socket.addEventListener('open', () => resolve(), { once: true });
  socket.addEventListener('close', () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}
