import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { SlackOauth } from '../transport.ts';
import { idSchema } from '../wire.ts';
import { readIdentity } from '../workspaces/identity.ts';
import type { Workspace } from '../workspaces/workspace.ts';

const placeSchema = z.object({ id: idSchema, name: z.string().default('') });

/** https://docs.slack.dev/reference/methods/oauth.v2.access */
const accessSchema = z.object({
  access_token: z.string().startsWith('xoxb-'),
  scope: z.string().default(''),
  bot_user_id: idSchema,
  team: placeSchema.nullish(),
  enterprise: placeSchema.nullish(),
  is_enterprise_install: z.boolean().nullish(),
});

/** A workspace that has just installed the app. */
export interface Installed {
  readonly workspace: Workspace;
  /** Somebody's words; may be empty. */
  readonly name: string;
}

/** Trades the code of Slack's redirect for the token of the workspace. A code can be used once, within ten minutes. */
export async function exchangeCode(
  code: string,
  redirectUri: string,
  { clientId, clientSecret }: SlackOauth,
  options: webApi.WebClientOptions,
): Promise<Installed> {
  const client = new webApi.WebClient(undefined, options);
  const asked = { client_id: clientId, client_secret: clientSecret, code, redirect_uri: redirectUri };
  const { access_token: botToken, ...access } = accessSchema.parse(await client.oauth.v2.access(asked));
  // As whom the bot writes messages is told here only; and the token is known to work.
  const { workspace, teamName } = await readIdentity(botToken, options);
  const isEnterprise = access.is_enterprise_install === true && typeof access.enterprise?.id === 'string';
  const place = isEnterprise ? access.enterprise : access.team;
  return {
    name: place?.name ?? teamName,
    workspace: {
      ...workspace,
      teamId: place?.id ?? workspace.teamId,
      ...(typeof access.enterprise?.id === 'string' ? { enterpriseId: access.enterprise.id } : {}),
      botUserId: access.bot_user_id,
      scopes: access.scope.split(',').filter((scope) => scope !== ''),
      isEnterprise,
    },
  };
}
