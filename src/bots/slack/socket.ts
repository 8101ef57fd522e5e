import { setTimeout as sleep } from 'node:timers/promises';
import { webApi, type SocketModeReceiver } from '@slack/bolt';
import { MoraError } from '../../core/errors.ts';
import type { Logger } from '../../core/log.ts';
import { errorWord } from './refusal.ts';

/** Words of Slack that mean: this token will never do. */
const refusedTokens: ReadonlySet<string> = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'not_allowed_token_type',
  'missing_scope',
  'app_not_found',
]);

const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** A connection that ends this early may do so again and again. */
const soonMs = 5_000;
/** So long the other side has to say goodbye. */
const closeMs = 2_000;

/** The connection by which Slack brings what happens, opened again whenever it ends. */
export interface Socket {
  /** Resolves once it is open for the first time. Rejects with `configuration` where the token is refused. */
  readonly opened: Promise<void>;
  /** Closes it, and resolves once it is closed for good. */
  close(): Promise<void>;
}

/**
 * Keeps a Socket Mode connection open. The SDK's own way to connect again leaves a rejection that nobody handles, which
 * ends the process: so that is off, and this does it.
 */
export function keepSocket(receiver: SocketModeReceiver, logger: Logger, signal: AbortSignal): Socket {
  const opened = Promise.withResolvers<void>();
  // Whoever does not wait for it is not to be ended by its failure.
  opened.promise.catch(() => undefined);
  const closing = new AbortController();
  const ended = AbortSignal.any([signal, closing.signal]);

  const over = Promise.withResolvers<void>();
  ended.addEventListener('abort', () => over.resolve(), { once: true });

  async function open(): Promise<void> {
    await receiver.start();
    // A call that was under way when all was closed opens a connection all the same.
    if (ended.aborted) await receiver.client.disconnect();
  }

  async function keep(): Promise<void> {
    for (let waitMs = firstWaitMs; !ended.aborted;) {
      const disconnected = nextDisconnect(receiver);
      const beganMs = performance.now();
      try {
        await Promise.race([open(), over.promise]);
        if (ended.aborted) return;
        opened.resolve();
        logger.info('slack-connected');
        waitMs = firstWaitMs;
        await disconnected;
        if (ended.aborted) return;
        logger.info('slack-connection-ended');
        if (performance.now() - beganMs < soonMs) await pause(waitMs);
      } catch (error) {
        if (refusedTokens.has(errorWord(error) ?? '')) throw refused(error);
        logger.warn({ err: error, waitMs }, 'slack-connection-failed');
        await pause(Math.max(waitMs, restMs(error)));
        waitMs = Math.min(longestWaitMs, waitMs * 2);
      }
    }
  }

  async function pause(delayMs: number): Promise<void> {
    await sleep(delayMs, undefined, { signal: ended }).catch(() => undefined);
  }

  const running = keep()
    .catch((error: unknown) => {
      opened.reject(error);
      if (!ended.aborted) logger.error({ err: error }, 'slack-connection-refused');
    })
    // Whoever still waits for the first connection is told that there will be none.
    .then(() => opened.reject(new MoraError('cancelled', 'This was cancelled.')));

  return {
    opened: opened.promise,
    async close() {
      closing.abort();
      const patience = new AbortController();
      const impatience = sleep(closeMs, undefined, { signal: patience.signal })
        // A second call does not wait for the other side to say goodbye.
        .then(() => receiver.client.disconnect())
        .catch(() => undefined);
      await receiver.client.disconnect();
      await running;
      patience.abort();
      await impatience;
      // A connection that is closed while it is being opened leaves a timer of the SDK; a further call clears it.
      await receiver.client.disconnect();
    },
  };
}

function nextDisconnect({ client }: SocketModeReceiver): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  client.once('disconnected', () => resolve());
  return promise;
}

/** How long Slack wants to be left alone. */
function restMs(error: unknown): number {
  return error instanceof webApi.WebAPIRateLimitedError ? error.retryAfter * 1_000 : 0;
}

function refused(cause: unknown): MoraError {
  const sentence =
    'Slack refuses SLACK_APP_TOKEN. Make a new one under Basic Information, App-Level Tokens, with the scope connections:write.';
  return new MoraError('configuration', sentence, { cause });
}
