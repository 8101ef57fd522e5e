import { Routes, type REST } from 'discord.js';
import type { Finding } from '../../../core/finding.ts';
import { applicationSchema, gatewaySchema, guildsSchema, userSchema } from './answers.ts';
import { openBriefRest, toDiscordError, tokenHint, type DiscordSettings } from './brief-rest.ts';
import { applicationFindings, guildFindings, sessionFindings, userFindings } from './findings.ts';

/** Of all calls together: somebody waits at a terminal. */
const patienceMs = 10_000;

/** As many as Discord lists at once: https://discord.com/developers/docs/resources/user#get-current-user-guilds */
const mostGuilds = 200;

/**
 * Looks at Discord with the bot's token, and changes nothing: the token, the application, its intents, where it is and
 * what it may do there, and how often it may still connect today. Ends within `timeoutMs`, and never throws.
 */
export async function inspectDiscord(settings: DiscordSettings, timeoutMs = patienceMs): Promise<Finding[]> {
  const { discordToken } = settings;
  if (discordToken === undefined) {
    return [{ state: 'note', text: `Discord: not set up. Set DISCORD_TOKEN to the token of a bot. ${tokenHint}` }];
  }
  const rest = openBriefRest(discordToken, settings, { timeoutMs, retries: 0, longestWaitMs: 0 });
  const signal = AbortSignal.timeout(timeoutMs);
  const token = await found(async () => userFindings(userSchema.parse(await rest.get(Routes.user(), { signal }))));
  if (token.some(({ state }) => state === 'bad')) return token;
  const parts = await Promise.all([
    found(async () =>
      applicationFindings(applicationSchema.parse(await rest.get(Routes.currentApplication(), { signal })), settings),
    ),
    found(async () => guildFindings(guildsSchema.parse(await guilds(rest, signal)), mostGuilds)),
    found(async () => sessionFindings(gatewaySchema.parse(await rest.get(Routes.gatewayBot(), { signal })))),
  ]);
  return [...token, ...parts.flat()];
}

function guilds(rest: REST, signal: AbortSignal): Promise<unknown> {
  return rest.get(Routes.userGuilds(), { query: new URLSearchParams({ limit: String(mostGuilds) }), signal });
}

/** What cannot be looked at is a finding, too. */
async function found(look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [{ state: 'bad', text: `Discord: ${toDiscordError(error).userMessage}` }];
  }
}
