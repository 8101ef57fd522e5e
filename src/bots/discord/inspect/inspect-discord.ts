import { Routes, type REST } from 'discord.js';
import type { Finding } from '../../../core/finding.ts';
import { applicationSchema, gatewaySchema, guildsSchema, userSchema } from './answers.ts';
import { openBriefRest, toDiscordError, tokenHint, type DiscordSettings } from './brief-rest.ts';
import { applicationFindings, guildFindings, sessionFindings } from './findings.ts';

/** Of one call, and of all together: somebody waits at a terminal. */
const timeoutMs = 10_000;

/** As many as Discord lists at once: https://discord.com/developers/docs/resources/user#get-current-user-guilds */
const mostGuilds = 200;

/**
 * Looks at Discord with the bot's token, and changes nothing: the token, the application, its intents, where it is and
 * what it may do there, and how often it may still connect today. Ends within ten seconds, and never throws.
 */
export async function inspectDiscord(settings: DiscordSettings): Promise<Finding[]> {
  const { discordToken } = settings;
  if (discordToken === undefined) {
    return [{ state: 'note', text: `Discord: not set up. Set DISCORD_TOKEN to the token of a bot. ${tokenHint}` }];
  }
  const rest = openBriefRest(discordToken, settings, { timeoutMs, waits: false });
  const signal = AbortSignal.timeout(timeoutMs);
  let me;
  try {
    me = userSchema.parse(await rest.get(Routes.user(), { signal }));
  } catch (error) {
    return [{ state: 'bad', text: `Discord: ${toDiscordError(error).userMessage}` }];
  }
  const parts = await Promise.all([
    found(async () =>
      applicationFindings(applicationSchema.parse(await rest.get(Routes.currentApplication(), { signal })), settings),
    ),
    found(async () => guildFindings(guildsSchema.parse(await guilds(rest, signal)), mostGuilds)),
    found(async () => sessionFindings(gatewaySchema.parse(await rest.get(Routes.gatewayBot(), { signal })))),
  ]);
  return [{ state: 'good', text: `Discord: the token is ${me.username}'s (DISCORD_TOKEN)` }, ...parts.flat()];
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
