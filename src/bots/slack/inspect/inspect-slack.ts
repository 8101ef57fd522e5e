import { webApi } from '@slack/bolt';
import { z } from 'zod';
import { toMoraError, MoraError } from '../../../core/errors.ts';
import type { Finding } from '../../../core/finding.ts';
import { silentLogger } from '../../../core/log.ts';
import { clientOptions } from '../client-options.ts';
import { errorWord } from '../refusal.ts';
import { placeOf, slackTransport, type SlackSettings, type SlackTransport } from '../transport.ts';
import { readIdentity, tokenRefusal } from '../workspaces/identity.ts';
import { beginFinding, identityFindings, transportFindings } from './findings.ts';

/** Of all calls together: somebody waits at a terminal. */
const patienceMs = 10_000;

/**
 * Looks at Slack with what is set, and changes nothing: how events come, whose token it is, and what it may not do. A
 * connection is asked for but not opened. Ends within `timeoutMs`, and never throws.
 */
export async function inspectSlack(settings: SlackSettings, timeoutMs = patienceMs): Promise<Finding[]> {
  let transport: SlackTransport | undefined;
  try {
    transport = slackTransport(settings);
  } catch (error) {
    return [{ state: 'bad', text: toMoraError(error).userMessage }];
  }
  if (transport === undefined) return [beginFinding];
  const patient = clientOptions(settings.slackApiUrl, silentLogger(), AbortSignal.timeout(timeoutMs));
  const options: webApi.WebClientOptions = { ...patient, retryConfig: { retries: 0 } };
  const { botToken } = transport;
  const appToken = transport.kind === 'socket' ? transport.appToken : undefined;
  const parts = await Promise.all([
    botToken === undefined
      ? []
      : found(async () => identityFindings(await readIdentity(botToken, options)), tokenRefusal),
    appToken === undefined ? [] : found(() => appTokenFindings(appToken, options), appTokenRefusal),
  ]);
  return [...transportFindings(transport, settings.publicUrl), ...parts.flat()];
}

/** What we ask for a connection: https://docs.slack.dev/reference/methods/apps.connections.open */
const connectionSchema = z.object({ ok: z.literal(true) });

async function appTokenFindings(appToken: string, options: webApi.WebClientOptions): Promise<Finding[]> {
  connectionSchema.parse(await new webApi.WebClient(appToken, options).apps.connections.open());
  return [{ state: 'good', text: 'Slack: a connection can be opened (SLACK_APP_TOKEN)' }];
}

function appTokenRefusal(error: unknown): MoraError | undefined {
  const word = errorWord(error);
  if (word === undefined) return undefined;
  const reason =
    word === 'missing_scope'
      ? 'SLACK_APP_TOKEN lacks the scope connections:write. Make a new one.'
      : 'Slack refuses SLACK_APP_TOKEN, or Socket Mode is switched off.';
  return new MoraError('configuration', `${reason} ${placeOf('SLACK_APP_TOKEN')}`, { detail: word });
}

/** What cannot be looked at is a finding, too. */
async function found(
  look: () => Promise<Finding[]>,
  refusal: (error: unknown) => MoraError | undefined,
): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    const { userMessage } = refusal(error) ?? toInspectError(error);
    return [{ state: 'bad', text: `Slack: ${userMessage}` }];
  }
}

function toInspectError(error: unknown): MoraError {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return new MoraError('unavailable', `Slack was asked too often. Try again in ${error.retryAfter} s.`);
  }
  const word = errorWord(error);
  if (error instanceof z.ZodError || word !== undefined) {
    const said = word === undefined || !/^\w+$/u.test(word) ? 'what nobody understands' : `“${word}”`;
    return new MoraError('unavailable', `Slack answered ${said}. Try again, or check SLACK_API_URL.`);
  }
  return new MoraError('unavailable', 'Slack cannot be reached. Check the network, then try again.');
}
