import type { Context, Hono } from 'hono';
import type { OpenCollection } from '../../../core/database/records.ts';
import { cleanText, shorten } from '../../../core/text.ts';
import type { Logger } from '../../../core/log.ts';
import { clientOptions } from '../client-options.ts';
import { errorWord } from '../refusal.ts';
import { scopeNames } from '../scopes.ts';
import type { SlackOauth } from '../transport.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';
import { exchangeCode } from './exchange-code.ts';
import { installHtml } from './install-html.ts';
import { createInstallStates } from './install-state.ts';
import { installPath, redirectPath } from './paths.ts';

export interface InstallPagesParts {
  readonly app: Hono;
  readonly oauth: SlackOauth;
  readonly workspaces: Pick<Workspaces, 'install'>;
  readonly collection: OpenCollection;
  /** Another place than Slack's own, with a slash at its end: its pages are at the same host then. */
  readonly apiUrl: string | undefined;
  readonly logger: Logger;
  /** Ends calls under way. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly nowMs?: () => number;
}

interface Page {
  readonly status: 200 | 400 | 403 | 500 | 503;
  readonly title: string;
  readonly text: string;
  readonly again?: string;
}

const again = installPath;

const pages = {
  refused: { status: 403, title: 'Mora was not added', text: 'You said no, and nothing has changed.', again },
  stale: {
    status: 400,
    title: 'Please begin again',
    text: 'This page is good once, for ten minutes, in the browser that began.',
    again,
  },
  spent: { status: 400, title: 'Please begin again', text: 'Slack does not know this request any more.', again },
  misconfigured: {
    status: 500,
    title: 'Mora cannot be added yet',
    text: 'Slack does not take what this studio says about itself. Its operator finds out why by: npm run mora -- doctor',
  },
  later: {
    status: 503,
    title: 'Slack did not answer',
    text: 'Please wait a minute, then begin again. Nothing has changed.',
    again,
  },
} as const satisfies Readonly<Record<string, Page>>;

/** Words of Slack for a wrong client id, secret or address: https://docs.slack.dev/reference/methods/oauth.v2.access#errors */
const ourFaults: ReadonlySet<string> = new Set([
  'invalid_client_id',
  'bad_client_secret',
  'bad_redirect_uri',
  'oauth_authorization_url_mismatch',
  'invalid_scope',
]);

/** Mounts the two pages by which workspaces install the app: https://docs.slack.dev/authentication/installing-with-oauth */
export function mountInstallPages(parts: InstallPagesParts): void {
  const { app, oauth, workspaces, collection, apiUrl, logger, signal, nowMs = Date.now } = parts;
  const { clientId, clientSecret, publicUrl } = oauth;
  const redirectUri = `${publicUrl}${redirectPath}`;
  const isSecure = publicUrl.startsWith('https:');
  const states = createInstallStates({ collection, secret: clientSecret, isSecure, nowMs });

  app.get(installPath, async (context) => {
    const authorizeUrl = new URL('/oauth/v2/authorize', apiUrl ?? 'https://slack.com');
    const state = await states.begin(context);
    const query = { client_id: clientId, scope: scopeNames.join(','), redirect_uri: redirectUri, state };
    authorizeUrl.search = new URLSearchParams(query).toString();
    context.header('cache-control', 'no-store');
    return context.redirect(authorizeUrl.href);
  });

  async function take(context: Context): Promise<Page> {
    const { code, state = '', error } = context.req.query();
    if (!(await states.spend(context, state))) return pages.stale;
    if (error !== undefined) return error === 'access_denied' ? pages.refused : explained(error);
    if (code === undefined || code === '') return pages.stale;
    try {
      const { workspace, name } = await exchangeCode(code, redirectUri, oauth, clientOptions(apiUrl, logger, signal));
      await workspaces.install(workspace);
      logger.info({ space: workspace.teamId, organisation: workspace.isEnterprise }, 'slack-workspace-joined');
      return installed(name);
    } catch (failure) {
      logger.error({ err: failure }, 'slack-install-failed');
      const word = errorWord(failure);
      return word === undefined ? pages.later : explained(word);
    }
  }

  app.get(redirectPath, async (context) => {
    const { status, ...page } = await take(context);
    context.header('cache-control', 'no-store');
    return context.html(installHtml(page), status);
  });
}

function explained(word: string): Page {
  if (ourFaults.has(word)) return pages.misconfigured;
  return ['invalid_code', 'code_already_used', 'code_expired'].includes(word) ? pages.spent : pages.later;
}

/** Names are somebody's words: one line of them. */
function installed(name: string): Page {
  const place = shorten(cleanText(name).replaceAll(/\s+/gu, ' '), 100);
  const title = place === '' ? 'Mora is in your workspace' : `Mora is in ${place}`;
  return { status: 200, title, text: 'Go back to Slack and type /mora there to make your first video.' };
}
