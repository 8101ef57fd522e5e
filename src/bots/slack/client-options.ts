import { LogLevel, webApi } from '@slack/bolt';
import type { Logger } from '../../core/log.ts';

type SdkLogger = NonNullable<webApi.WebClientOptions['logger']>;

/** Of one call with all its tries at reaching Slack. */
const timeoutMs = 30_000;

/** Failures in which nothing arrived at Slack: to try again cannot do a thing twice. */
const neverArrived: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Options for every client of Slack's SDK: no call hangs, and whatever may have been done is not done again by the SDK,
 * as only the caller knows whether that does harm. Rate limits fail at once, with the time to wait in the error.
 *
 * @param apiUrl Another place than Slack's own, with a slash at its end.
 * @param signal Ends all calls.
 */
export function clientOptions(
  apiUrl: string | undefined,
  logger: Logger,
  signal?: AbortSignal,
): webApi.WebClientOptions {
  // The SDK hands these to p-retry as they are, which asks `onFailedAttempt` before it tries again.
  const retryConfig = {
    retries: 2,
    minTimeout: 500,
    maxTimeout: 2_000,
    unref: true,
    onFailedAttempt: (error: unknown) => {
      if (signal?.aborted === true || !hasNeverArrived(error)) throw error;
    },
  };
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    timeout: timeoutMs,
    retryConfig,
    rejectRateLimitedCalls: true,
    // Methods are names of ours; never an address that came from elsewhere.
    allowAbsoluteUrls: false,
    logger: boltLogger(logger),
    fetch: (url, { signal: timedOut, ...request } = {}) => {
      const signals = [timedOut, signal].filter((one) => one !== undefined);
      return fetch(url, { ...request, signal: AbortSignal.any(signals) });
    },
  };
}

function hasNeverArrived(error: unknown): boolean {
  if (!(error instanceof webApi.WebAPIRequestError)) return false;
  const { cause } = error.original;
  return cause instanceof Error && 'code' in cause && neverArrived.has(String(cause.code));
}

/** Characters of a line of the SDK that are kept. */
const maxLineLength = 300;

/**
 * The log of Slack's SDK in ours: warnings and errors. The rest is left out, as there it writes whole bodies; of what is
 * taken, addresses and tokens are hidden and objects left out.
 */
export function boltLogger(logger: Logger): SdkLogger {
  const nothing = (): void => undefined;
  return {
    debug: nothing,
    info: nothing,
    warn: (...parts: unknown[]) => logger.warn({ said: lineOf(parts) }, 'slack-sdk'),
    error: (...parts: unknown[]) => logger.error({ said: lineOf(parts) }, 'slack-sdk'),
    setLevel: nothing,
    getLevel: () => LogLevel.WARN,
    setName: nothing,
  };
}

function lineOf(parts: readonly unknown[]): string {
  const texts = parts.flatMap((part) => {
    if (typeof part === 'string') return [part];
    return part instanceof Error ? [`${part.name}: ${part.message}`] : [];
  });
  const line = texts
    .join(' ')
    .replaceAll(/\b(?:https?|wss?):\/\/\S+/gu, '[address]')
    .replaceAll(/\bx(?:ox[a-z]|app|oxe\.xox[a-z])-[\w-]+/gu, '[token]');
  return line.slice(0, maxLineLength);
}
