import { ApplicationIntegrationType as Installed, OAuth2Scopes } from 'discord.js';
import { neededPermissionBits } from '../permissions.ts';

/** The page on which somebody adds the bot to a server. */
export function serverInviteUrl(applicationId: string): string {
  return authorizeUrl(applicationId, {
    integration_type: String(Installed.GuildInstall),
    scope: `${OAuth2Scopes.Bot} ${OAuth2Scopes.ApplicationsCommands}`,
    permissions: String(neededPermissionBits),
  });
}

/** The page on which a person takes the bot along, to use it wherever they are. */
export function personInviteUrl(applicationId: string): string {
  return authorizeUrl(applicationId, {
    integration_type: String(Installed.UserInstall),
    scope: OAuth2Scopes.ApplicationsCommands,
  });
}

/** https://discord.com/developers/docs/topics/oauth2#bot-authorization-flow */
function authorizeUrl(applicationId: string, query: Readonly<Record<string, string>>): string {
  return `https://discord.com/oauth2/authorize?${new URLSearchParams({ client_id: applicationId, ...query }).toString()}`;
}
