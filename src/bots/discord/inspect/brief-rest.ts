import { DiscordAPIError, REST } from 'discord.js';
import { z } from 'zod';
import type { Config } from '../../../core/config.ts';
import { MoraError } from '../../../core/errors.ts';

/** Where a token is found. */
const tokenPlace = 'https://discord.com/developers/applications, your application, Bot, Reset Token';

/** What to do without a token. */
export const tokenHint = `It is found at ${tokenPlace}. docs/discord.md leads there step by step.`;

/** The settings that lead to Discord. */
export type DiscordSettings = Pick<Config, 'discordToken' | 'discordAppId' | 'discordApiUrl'>;

/** A REST client for the few calls of a command: no timers, and no call that takes longer than `timeoutMs`. */
export function openBriefRest(
  token: string,
  { discordApiUrl }: DiscordSettings,
  { timeoutMs, waits }: { readonly timeoutMs: number; readonly waits: boolean },
): REST {
  return new REST({
    ...(discordApiUrl === undefined ? {} : { api: discordApiUrl }),
    timeout: timeoutMs,
    retries: waits ? 2 : 0,
    rejectOnRateLimit: waits ? null : () => true,
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
  if (error instanceof z.ZodError) {
    return new MoraError('unavailable', 'Discord answered what nobody understands. Check DISCORD_API_URL.');
  }
  const detail = error instanceof Error ? error.name : String(error);
  return new MoraError('unavailable', 'Discord cannot be reached. Check the network, then try again.', { detail });
}
