import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { MoraError, type Failure } from '../errors.ts';
import type { Logger } from '../log.ts';
import { childReplySchema, type ChildReply, type ChildRequest } from './child-protocol.ts';

/** How to start a child and how long to keep it. */
export interface ChildProcessOptions {
  /** The module that the child runs; it calls `serveChild`. */
  readonly entry: URL;
  /** Names the child in the log. */
  readonly name: string;
  readonly logger: Logger;
  /** How long an unused child is kept warm. */
  readonly idleMs: number;
  /** A child is replaced after this many requests, so that what native libraries lose adds up to little. */
  readonly maxRequests?: number;
  /** The child's whole environment. Nothing of the parent's is inherited: it holds tokens. */
  readonly env?: Readonly<Record<string, string>>;
}

/** One request's bounds. */
export interface ChildRequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** Counts from the moment the child gets the request, its start included; waiting in the queue is not counted. */
  readonly timeoutMs: number;
  readonly onProgress?: ((progress: unknown) => void) | undefined;
  /**
   * What a death of the child means. Only the caller knows: for a stranger's file it is the file (`bad-media`), for
   * work on our own data it is us. Without it: `internal`, which may be tried again.
   */
  readonly crashError?: Failure | undefined;
}

const crashFailure: Failure = {
  code: 'internal',
  userMessage: 'A part of the studio stopped while it worked on this. Please try again.',
};
/** How much of what the child wrote to standard error goes into the log when it dies. */
const stderrTailLength = 2_000;

/**
 * A child process for work that is heavy or dangerous to do beside the bot. It is started at the first request, works
 * on one request at a time in order of arrival, and never keeps the parent alive while it has nothing to do. An abort
 * or a timeout kills it at once (native code does not listen); the next request gets a new one. It dies with the
 * parent.
 */
export class ChildProcessHost implements AsyncDisposable {
  readonly #options: ChildProcessOptions;
  readonly #closed = new AbortController();
  #child: ChildProcess | undefined;
  #stderrTail = '';
  #served = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(options: ChildProcessOptions) {
    this.#options = options;
  }

  /** The child's process id while one runs: for measuring its memory. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Has the child do an operation and returns its output (JSON; parse it). Throws the `MoraError` that the child
   * threw, `cancelled` on abort and after `close`, `timed-out`, or the request's `crashError`.
   */
  async request(operation: string, input: ChildRequest['input'], options: ChildRequestOptions): Promise<unknown> {
    const signal = AbortSignal.any([this.#closed.signal, ...(options.signal === undefined ? [] : [options.signal])]);
    const previous = this.#lastTurn;
    const turn = Promise.withResolvers<void>();
    this.#lastTurn = previous.then(() => turn.promise);
    try {
      await settledOrAborted(previous, signal);
      return await this.#serve({ operation, input }, options, signal);
    } finally {
      turn.resolve();
    }
  }

  /** Kills the child and rejects what waits. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#lastTurn;
    await this.#letGo();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #serve(request: ChildRequest, options: ChildRequestOptions, signal: AbortSignal): Promise<unknown> {
    clearTimeout(this.#idleTimer);
    if (this.#child?.connected === false) this.#child = undefined;
    const child = (this.#child ??= this.#start());
    setReferenced(child, true);
    try {
      const reply = await exchange(child, request, { ...options, signal });
      this.#served += 1;
      if (reply.kind === 'done') return reply.output;
      throw new MoraError(reply.failure.code, reply.failure.userMessage, {
        retryable: reply.retryable,
        detail: reply.detail,
      });
    } catch (error) {
      if (!(error instanceof ChildGone)) throw error;
      const { code, userMessage } = options.crashError ?? crashFailure;
      this.#options.logger.error(
        { child: this.#options.name, operation: request.operation, end: error.message, stderr: this.#stderrTail },
        'child process died',
      );
      throw new MoraError(code, userMessage, { detail: error.message });
    } finally {
      if (this.#isSpent(child)) await this.#letGo();
      else this.#rest(child);
    }
  }

  #isSpent(child: ChildProcess): boolean {
    return child.killed || !child.connected || this.#served >= (this.#options.maxRequests ?? Infinity);
  }

  #rest(child: ChildProcess): void {
    setReferenced(child, false);
    this.#idleTimer = setTimeout(() => void this.#letGo(), this.#options.idleMs).unref();
  }

  async #letGo(): Promise<void> {
    clearTimeout(this.#idleTimer);
    const child = this.#child;
    this.#child = undefined;
    if (child !== undefined) await killed(child);
  }

  #start(): ChildProcess {
    const child = fork(this.#options.entry, {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...this.#options.env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#stderrTail = '';
    this.#served = 0;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderrTail = (this.#stderrTail + text).slice(-stderrTailLength);
    });
    // Without a listener a failed fork would end the parent; `exchange` sees it as a death.
    child.on('error', (error) => this.#options.logger.error({ child: this.#options.name, error }, 'child process'));
    this.#options.logger.debug({ child: this.#options.name, pid: child.pid }, 'child process started');
    return child;
  }
}

/** The child ended, or could not be started, while it owed an answer. */
class ChildGone extends Error {}

/** Sends one request and waits for its end; on abort and timeout the child is killed first. */
async function exchange(
  child: ChildProcess,
  request: ChildRequest,
  options: ChildRequestOptions & { readonly signal: AbortSignal },
): Promise<Exclude<ChildReply, { kind: 'progress' }>> {
  const { promise, resolve, reject } = Promise.withResolvers<Exclude<ChildReply, { kind: 'progress' }>>();
  const onMessage = (message: unknown): void => {
    const reply = childReplySchema.safeParse(message);
    if (!reply.success) reject(new ChildGone('said something unreadable'));
    else if (reply.data.kind === 'progress') options.onProgress?.(reply.data.progress);
    else resolve(reply.data);
  };
  const onExit = (code: number | null, signal: string | null): void => reject(new ChildGone(signal ?? `exit ${code}`));
  const onError = (error: Error): void => reject(new ChildGone(error.message));
  const onAbort = (): void => reject(cancelled());
  const timer = setTimeout(() => reject(timedOut(options.timeoutMs)), options.timeoutMs);
  child.on('message', onMessage).once('exit', onExit).once('error', onError);
  options.signal.addEventListener('abort', onAbort, { once: true });
  try {
    if (options.signal.aborted) throw cancelled();
    if (!child.connected) throw new ChildGone('not connected');
    child.send(request, (error) => {
      if (error !== null) reject(new ChildGone(error.message));
    });
    return await promise;
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
    child.off('message', onMessage).off('exit', onExit).off('error', onError);
    options.signal.removeEventListener('abort', onAbort);
  }
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.ref();
  child.kill('SIGKILL');
  await exited;
}

/** A child that works keeps the parent alive; one that rests must not. */
function setReferenced(child: ChildProcess, referenced: boolean): void {
  const method = referenced ? 'ref' : 'unref';
  child[method]();
  child.channel?.[method]();
  if (child.stderr instanceof Socket) child.stderr[method]();
}

async function settledOrAborted(previous: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw cancelled();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(cancelled());
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([previous, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function cancelled(): MoraError {
  return new MoraError('cancelled', 'This was cancelled.');
}

function timedOut(timeoutMs: number): MoraError {
  return new MoraError('timed-out', 'This took too long and was stopped. Please try again.', {
    detail: `after ${timeoutMs} ms`,
  });
}
