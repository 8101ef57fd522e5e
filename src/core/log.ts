import { pino, type Logger } from 'pino';
import { messageOf } from './errors.ts';

export type { Logger } from 'pino';

/**
 * The structured log, on standard error: standard output belongs to the results of commands. Values under these names
 * are never written: they could hold a secret or a person's words.
 */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: {},
      serializers: { err: describeError },
      redact: { paths: ['token', 'prompt', 'url', '*.token', '*.prompt', '*.url'], censor: '[hidden]' },
    },
    pino.destination({ fd: 2, sync: false }),
  );
}

/** Causes of causes that are told. */
const maxDepth = 4;

/**
 * An error as the log has it: what it is and where it comes from. Never its other properties, as those of an SDK hold
 * what was sent: words of people, whole files, addresses with tokens.
 */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'object' ? undefined : error;
  const told = ['code', 'status', 'method', 'retryable'].flatMap((name) => {
    const value: unknown = Reflect.get(error, name);
    return ['string', 'number', 'boolean'].includes(typeof value) ? [[name, value] as const] : [];
  });
  const { name: type, cause } = error;
  const message = messageOf(error);
  const stack = error.stack?.replace(error.message, message);
  const deeper = cause === undefined || depth === maxDepth ? {} : { cause: describeError(cause, depth + 1) };
  return { type, message, ...Object.fromEntries(told), stack, ...deeper };
}

/** A logger that says nothing, for tests and tools. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' });
}
