import { DiscordAPIError, RateLimitError, REST } from 'discord.js';
import { z } from 'zod';
import type { Config } from '../../../core/config.ts';
import { MoraError } from '../../../core/errors.ts';

/** Where a token is found. */
const tokenPlace = 'https://discord.com/developers/applications, your application, Bot, Reset Token';

/** What to do without a token. */
export const tokenHint = `It is found at ${tokenPlace}. docs/discord.md leads there step by step.`;

/** The settings that lead to Discord. */
export type DiscordSettings = Pick<Config, 'discordToken' | 'discordAppId' | 'discordApiUrl'>;

/** How long somebody at a terminal waits for Discord. */
export interface Patience {
  /** Of one attempt. */
  readonly timeoutMs: number;
  readonly retries: number;
  /** A rate limit that lasts longer fails the call. */
  readonly longestWaitMs: number;
}

/** A REST client for the few calls of a command. It holds no timers between them. */
export function openBriefRest(
  token: string,
  { discordApiUrl }: DiscordSettings,
  { timeoutMs, retries, longestWaitMs }: Patience,
): REST {
  return new REST({
    ...(discordApiUrl === undefined ? {} : { api: discordApiUrl }),
    timeout: timeoutMs,
    retries,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > longestWaitMs,
    hashSweepInterval: 0,
    handlerSweepInterval: 0,
  }).setToken(token);
}

/** Why a call failed, as a sentence that says the next step. The cause never holds the token. */
export function toDiscordError(error: unknown): MoraError {
  if (error instanceof MoraError) return error;
  if (error instanceof DiscordAPIError && error.status === 401) {
    return new MoraError(
      'configuration',
      `Discord does not take the token in DISCORD_TOKEN. A new one: ${tokenPlace}.`,
    );
  }
  if (error instanceof DiscordAPIError && error.status < 500) {
    return new MoraError('configuration', `Discord refused: ${error.message}.`, { detail: `code ${error.code}` });
  }
  if (error instanceof RateLimitError) {
    const minutes = Math.ceil(error.retryAfter / 60_000);
    return new MoraError('unavailable', `Discord was asked too often. Try again in ${minutes} min.`);
  }
  if (error instanceof z.ZodError) {
    return new MoraError('unavailable', 'Discord answered what nobody understands. Check DISCORD_API_URL.');
  }
  const detail = error instanceof Error ? error.name : String(error);
  return new MoraError('unavailable', 'Discord cannot be reached. Check the network, then try again.', { detail });
}
