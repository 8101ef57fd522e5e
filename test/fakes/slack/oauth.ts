import { SlackRefusal } from './refusal.ts';
import type { World } from './world.ts';

/** The app as its page of settings names it. */
export interface AppIdentity {
  readonly appId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Takes a code as oauth.v2.access does: https://docs.slack.dev/reference/methods/oauth.v2.access */
export function install(
  world: World,
  { appId, clientId, clientSecret }: AppIdentity,
  body: Readonly<Record<string, unknown>>,
): object {
  if (body['client_id'] !== clientId) throw new SlackRefusal('invalid_client_id');
  if (body['client_secret'] !== clientSecret) throw new SlackRefusal('bad_client_secret');
  const code = world.codes.get(String(body['code']));
  if (code === undefined) throw new SlackRefusal('invalid_code');
  if (code.used) throw new SlackRefusal('code_already_used');
  code.used = true;
  const team = world.team(code.teamId);
  team.installed = true;
  return {
    access_token: team.botToken,
    token_type: 'bot',
    scope: team.scopes.join(','),
    bot_user_id: team.botUserId,
    app_id: appId,
    team: team.isEnterpriseInstall ? null : { id: team.id, name: team.name },
    enterprise: team.enterpriseId === undefined ? null : { id: team.enterpriseId, name: `Org of ${team.name}` },
    is_enterprise_install: team.isEnterpriseInstall,
    authed_user: { id: 'U0INSTALLER' },
  };
}
