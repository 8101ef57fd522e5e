import { MoraError, toMoraError } from '../errors.ts';
import { childRequestSchema, type ChildReply, type ChildRequest } from './child-protocol.ts';

/** What a handler in a child is given beside its input. */
export interface ChildTurn {
  /** Aborts when the parent is gone; a cancelled request kills the child instead. */
  readonly signal: AbortSignal;
  /** Tells the parent how far this is; JSON. */
  report(progress: ChildRequest['input']): void;
}

/** Does one operation: parses its input, returns JSON, throws `MoraError`. */
export type ChildHandler = (input: unknown, turn: ChildTurn) => Promise<ChildRequest['input']>;

/**
 * Serves the requests of a `ChildProcessHost`: the one statement of a child's main module. The process ends when its
 * parent is gone, whatever took it, and when it takes more memory than it may: a file made to fill a machine then ends
 * like one that crashes the decoder. Signals of the terminal are the parent's to judge: it may want to drain first.
 */
export function serveChild(
  handlers: Readonly<Record<string, ChildHandler>>,
  { maxMegabytes }: { readonly maxMegabytes: number },
): void {
  watchMemory(maxMegabytes);
  const parentGone = new AbortController();
  const say = (reply: ChildReply): void => {
    if (process.connected) process.send?.(reply);
  };
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  process.once('disconnect', () => {
    parentGone.abort();
    process.exit(0);
  });
  process.on('message', (message) => {
    const turn: ChildTurn = {
      signal: parentGone.signal,
      report: (progress) => say({ kind: 'progress', progress }),
    };
    void perform(handlers, message, turn).then(say);
  });
}

/** How often a child looks at its own size. A decoder fills memory in the background, while JavaScript goes on. */
const memoryCheckMs = 200;

function watchMemory(maxMegabytes: number): void {
  const timer = setInterval(() => {
    if (process.memoryUsage.rss() <= maxMegabytes * 1024 * 1024) return;
    process.stderr.write(`more than ${maxMegabytes} MB`);
    process.kill(process.pid, 'SIGKILL');
  }, memoryCheckMs);
  timer.unref();
}

async function perform(
  handlers: Readonly<Record<string, ChildHandler>>,
  message: unknown,
  turn: ChildTurn,
): Promise<ChildReply> {
  try {
    const { operation, input } = childRequestSchema.parse(message);
    const handler = Object.hasOwn(handlers, operation) ? handlers[operation] : undefined;
    if (handler === undefined) {
      throw new MoraError('internal', 'A part of the studio does not know this work.', { detail: operation });
    }
    return { kind: 'done', output: await handler(input, turn) };
  } catch (thrown) {
    const { code, userMessage, message: detail, retryable } = toMoraError(thrown);
    return { kind: 'failed', failure: { code, userMessage: userMessage.slice(0, 500) }, retryable, detail };
  }
}
