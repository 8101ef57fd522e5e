import { ApplicationFlags, ApplicationIntegrationType as Installed } from 'discord.js';
import type { Finding } from '../../../core/finding.ts';
import { cleanText, shorten } from '../../../core/text.ts';
import { missingPermissions } from '../permissions.ts';
import type { Application, Gateway, Guilds, User } from './answers.ts';
import type { DiscordSettings } from './brief-rest.ts';
import { personInviteUrl, serverInviteUrl } from './invite-urls.ts';

/** Servers whose permissions are looked at: a list that is still read. */
const shownGuilds = 10;

/** So many connections a day are left after a crash loop; each restart takes one a shard. */
const fewSessions = 50;

/** Whose token it is. */
export function userFindings({ username }: User): Finding[] {
  return [{ state: 'good', text: `Discord: the token is that of ${oneLine(username)} (DISCORD_TOKEN)` }];
}

/** The application: whether it is the one that was meant, its intents, and how it is installed. */
export function applicationFindings(application: Application, { discordAppId }: DiscordSettings): Finding[] {
  const { id } = application;
  const isMeant = discordAppId === undefined || discordAppId === id;
  return [
    isMeant
      ? { state: 'good', text: `Discord: application ${oneLine(application.name)} (${id})` }
      : {
          state: 'bad',
          text: `Discord: the token is of application ${id}; DISCORD_APP_ID names another one. Mend either`,
        },
    contentFinding(application),
    ...installFindings(application),
  ];
}

/** Large bots have the first flag, all others the second. */
function contentFinding({ id, flags }: Application): Finding {
  const granted = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;
  if ((flags & granted) !== 0) return { state: 'good', text: 'Discord: reads the messages that people reply to' };
  const place = `https://discord.com/developers/applications/${id}/bot, Message Content Intent`;
  const instead = 'the menu of a message (Apps, Animate) does the same';
  return {
    state: 'note',
    text: `Discord: a reply to a picture that mentions the bot does not work; ${instead}. Switch it on: ${place}`,
  };
}

/** Where Discord does not say how it may be installed, both ways are named. */
function installFindings({ id, integration_types_config: config }: Application): Finding[] {
  const place = `https://discord.com/developers/applications/${id}/installation`;
  const allows = (type: Installed): boolean => config === undefined || config === null || Object.hasOwn(config, type);
  return [
    allows(Installed.GuildInstall)
      ? { state: 'note', text: `Discord: add it to a server: ${serverInviteUrl(id)}` }
      : { state: 'note', text: `Discord: it cannot be added to servers. Switch on Guild Install: ${place}` },
    allows(Installed.UserInstall)
      ? { state: 'note', text: `Discord: take it along wherever you are: ${personInviteUrl(id)}` }
      : { state: 'note', text: `Discord: people cannot take it along. Switch on User Install: ${place}` },
  ];
}

/** The servers it is in; `most` is how many were asked for. */
export function guildFindings(guilds: Guilds, most: number): Finding[] {
  const count = guilds.length < most ? String(guilds.length) : `${most} or more`;
  const findings: Finding[] = [
    guilds.length === 0
      ? { state: 'note', text: 'Discord: it is in no server yet' }
      : { state: 'good', text: `Discord: in ${count} ${guilds.length === 1 ? 'server' : 'servers'}` },
  ];
  for (const { name, permissions } of guilds.slice(0, shownGuilds)) {
    const missing = missingPermissions(permissions).map((needed) => `${needed.name} (${needed.why})`);
    if (missing.length === 0) continue;
    const text = `Discord: in ${oneLine(name)} it lacks ${missing.join(', ')}. Give it to its role in the server's settings`;
    findings.push({ state: 'note', text });
  }
  return findings;
}

/** How often it may still connect: past the limit Discord takes the token away. */
export function sessionFindings({
  shards,
  session_start_limit: { total, remaining, reset_after },
}: Gateway): Finding[] {
  const hours = Math.max(1, Math.ceil(reset_after / 3_600_000));
  const left = `Discord: ${remaining} of ${total} connections left today, ${shards} needed at each start`;
  if (remaining >= fewSessions) return [{ state: 'good', text: left }];
  const next = `Wait before starting: there are new ones in ${hours} ${hours === 1 ? 'hour' : 'hours'}`;
  return [{ state: remaining < shards ? 'bad' : 'note', text: `${left}. ${next}` }];
}

/** Names are somebody's words: no line breaks, nothing that steers a terminal. */
function oneLine(name: string): string {
  return shorten(cleanText(name).replaceAll(/\s+/gu, ' '), 100);
}
