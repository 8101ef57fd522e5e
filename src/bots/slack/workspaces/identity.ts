import { setTimeout as sleep } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import { z } from 'zod';
import { MoraError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/log.ts';
import { errorWord } from '../refusal.ts';
import { placeOf } from '../transport.ts';
import { idSchema } from '../wire.ts';
import type { Workspace } from './workspace.ts';

/** https://docs.slack.dev/reference/methods/auth.test, with the scopes that its SDK reads from a header. */
const identitySchema = z.object({
  team: z.string().default(''),
  team_id: idSchema,
  enterprise_id: idSchema.nullish(),
  is_enterprise_install: z.boolean().nullish(),
  user_id: idSchema,
  bot_id: idSchema.nullish(),
  response_metadata: z.object({ scopes: z.array(z.string()).default([]) }).default({ scopes: [] }),
});

/** Whose token it is. */
export interface Identity {
  readonly workspace: Workspace;
  /** Name of the workspace: somebody's words. */
  readonly teamName: string;
}

/** Asks Slack whose token it is. */
export async function readIdentity(botToken: string, options: webApi.WebClientOptions): Promise<Identity> {
  const answer = identitySchema.parse(await new webApi.WebClient(botToken, options).auth.test());
  const { team, team_id: teamId, enterprise_id, user_id, bot_id, response_metadata } = answer;
  const enterpriseId = enterprise_id ?? undefined;
  const isEnterprise = answer.is_enterprise_install === true && enterpriseId !== undefined;
  return {
    teamName: team,
    workspace: {
      teamId: isEnterprise ? enterpriseId : teamId,
      ...(enterpriseId === undefined ? {} : { enterpriseId }),
      botToken,
      botUserId: user_id,
      ...(typeof bot_id === 'string' ? { botId: bot_id } : {}),
      scopes: response_metadata.scopes,
      isEnterprise,
    },
  };
}

/** Words of Slack that mean: this token will never do. https://docs.slack.dev/reference/methods/auth.test#errors */
const refusedTokens: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
]);

/** The sentence for a token that Slack does not take; undefined for every other failure. */
export function tokenRefusal(error: unknown): MoraError | undefined {
  if (!refusedTokens.has(errorWord(error) ?? '')) return undefined;
  const sentence = `Slack refuses SLACK_BOT_TOKEN. Copy it anew. ${placeOf('SLACK_BOT_TOKEN')}`;
  return new MoraError('configuration', sentence, { cause: error });
}

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

/** Asks whose token it is until Slack answers. Throws `configuration` where Slack does not take the token. */
export async function untilIdentified(
  botToken: string,
  options: webApi.WebClientOptions,
  logger: Logger,
  signal: AbortSignal,
): Promise<Workspace> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
    try {
      return (await readIdentity(botToken, options)).workspace;
    } catch (error) {
      signal.throwIfAborted();
      const refusal = tokenRefusal(error);
      if (refusal !== undefined) throw refusal;
      logger.warn({ err: error, waitMs }, 'slack-identity-failed');
      await sleep(waitMs, undefined, { signal });
    }
  }
}
