import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
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

  async function keep(): Promise<void> {
    for (let waitMs = firstWaitMs; !ended.aborted;) {
      const disconnected = nextDisconnect(receiver);
      try {
        await receiver.start();
        // A call that was under way when all was closed opens a connection all the same.
        if (ended.aborted) await receiver.client.disconnect();
        opened.resolve();
        if (!ended.aborted) logger.info('slack-connected');
        waitMs = firstWaitMs;
        await disconnected;
        if (!ended.aborted) logger.info('slack-connection-ended');
      } catch (error) {
        if (refusedTokens.has(errorWord(error) ?? '')) throw refused(error);
        logger.warn({ err: error, waitMs }, 'slack-connection-failed');
        await sleep(waitMs, undefined, { signal: ended }).catch(() => undefined);
        waitMs = Math.min(longestWaitMs, waitMs * 2);
      }
    }
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
    },
  };
}

function nextDisconnect({ client }: SocketModeReceiver): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  client.once('disconnected', () => resolve());
  return promise;
}

function refused(cause: unknown): MoraError {
  const sentence =
    'Slack refuses SLACK_APP_TOKEN. Make a new one under Basic Information, App-Level Tokens, with the scope connections:write.';
  return new MoraError('configuration', sentence, { cause });
}
