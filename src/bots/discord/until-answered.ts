import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordAPIError } from 'discord.js';
import { MoraError } from '../../core/errors.ts';
import type { Logger } from '../../core/log.ts';

const firstWaitMs = 2_000;
const longestWaitMs = 60_000;

/**
 * Tries a call until it is answered; `what` names it in the log. Throws `configuration` where the token is refused, as
 * asking again would get us banned, and whatever `isWorthRetry` says no to.
 */
export async function untilAnswered<T>(
  what: string,
  { logger, signal }: { readonly logger: Logger; readonly signal: AbortSignal },
  call: () => Promise<T>,
  isWorthRetry: (error: unknown) => boolean = () => true,
): Promise<T> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof DiscordAPIError && error.status === 401) {
        const sentence =
          'Discord refuses DISCORD_TOKEN. Copy the token anew from the page of the bot in the Discord Developer Portal.';
        throw new MoraError('configuration', sentence, { cause: error });
      }
      if (!isWorthRetry(error)) throw error;
      logger.warn({ err: error, waitMs }, `${what}-failed`);
      await sleep(waitMs, undefined, { signal });
    }
  }
}
