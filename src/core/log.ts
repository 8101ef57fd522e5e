import { pino, type Logger } from 'pino';

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
      redact: { paths: ['token', 'prompt', 'url', '*.token', '*.prompt', '*.url'], censor: '[hidden]' },
    },
    pino.destination({ fd: 2, sync: false }),
  );
}

/** A logger that says nothing, for tests and tools. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' });
}
