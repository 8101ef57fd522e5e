import type { Finding } from '../../../core/finding.ts';
import { cleanText, shorten } from '../../../core/text.ts';
import { installPath, eventsPath } from '../http/paths.ts';
import { missingScopes } from '../scopes.ts';
import type { SlackTransport } from '../transport.ts';
import type { Identity } from '../workspaces/identity.ts';

/** How to begin with nothing. */
export const beginFinding: Finding = {
  state: 'note',
  text: 'Slack: not set up. Print the app by npm run -s mora -- slack-manifest, create it from that at https://api.slack.com/apps?new_app=1, then set its tokens. docs/slack.md leads there step by step',
};

/** How events come, and what Slack has to know for it. */
export function transportFindings(transport: SlackTransport, publicUrl: string | undefined): Finding[] {
  if (transport.kind === 'socket') {
    return [{ state: 'good', text: 'Slack: events come by Socket Mode (SLACK_APP_TOKEN); it needs no public address' }];
  }
  const signed = 'Slack: events come over HTTP, signed (SLACK_SIGNING_SECRET)';
  const findings: Finding[] = [
    publicUrl === undefined
      ? {
          state: 'bad',
          text: `${signed}, but nobody outside reaches this studio. Set MORA_PUBLIC_URL, or SLACK_APP_TOKEN for Socket Mode`,
        }
      : { state: 'good', text: `${signed}: the app must name ${publicUrl}${eventsPath} as its request URL` },
  ];
  const { oauth } = transport;
  if (oauth !== undefined) {
    findings.push({ state: 'note', text: `Slack: add it to a workspace: ${oauth.publicUrl}${installPath}` });
  }
  return findings;
}

/** Whose token it is, and what it may not do. */
export function identityFindings({ teamName, workspace }: Identity): Finding[] {
  const { isEnterprise, teamId, scopes } = workspace;
  const place = isEnterprise ? 'organisation' : 'workspace';
  const whose = `Slack: the bot's token is that of the ${place} ${oneLine(teamName)} (${teamId}) (SLACK_BOT_TOKEN)`;
  const missing = missingScopes(scopes).map(({ name, why }) => `${name} (${why})`);
  const findings: Finding[] = [{ state: 'good', text: whose }];
  if (missing.length > 0) {
    const mend = 'Add them under OAuth & Permissions, then reinstall the app';
    findings.push({ state: 'bad', text: `Slack: the app lacks the scopes ${missing.join(', ')}. ${mend}` });
  }
  return findings;
}

/** Names are somebody's words: no line breaks, nothing that steers a terminal. */
function oneLine(name: string): string {
  return shorten(cleanText(name).replaceAll(/\s+/gu, ' '), 100);
}
