import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OpenCollection } from '../../../../src/core/database/records.ts';
import { mountInstallPages } from '../../../../src/bots/slack/http/oauth.ts';
import { scopeNames } from '../../../../src/bots/slack/scopes.ts';
import type { Workspace } from '../../../../src/bots/slack/workspaces/workspace.ts';
import { openWebServer, type WebServer } from '../../../../src/bots/web-server.ts';
import { silentLogger } from '../../../../src/core/log.ts';
import { openTestDatabase } from '../../../support/test-database.ts';
import {
  identityAnswer,
  openAnsweringSlack,
  refusal,
  type AnsweringSlack,
  type SlackAnswer,
} from '../answering-slack.ts';

const logger = silentLogger();
const publicUrl = 'https://mora.example';

let house: Awaited<ReturnType<typeof openTestDatabase>>;
let collection: OpenCollection;
let web: WebServer;
let slack: AnsweringSlack;
let installed: Workspace[];
let access: SlackAnswer;
let nowMs: number;
const stopping = new AbortController();

const granted = {
  ok: true,
  access_token: 'xoxb-secret',
  token_type: 'bot',
  scope: 'commands,chat:write',
  bot_user_id: 'UBOT',
  team: { id: 'T1', name: 'Harbour <b>&' },
  enterprise: null,
  is_enterprise_install: false,
};

beforeAll(async () => {
  house = await openTestDatabase();
  ({ collection } = house.database);
});

afterAll(() => house[Symbol.asyncDispose]());

beforeEach(async () => {
  installed = [];
  nowMs = Date.now();
  access = { body: granted };
  slack = await openAnsweringSlack(({ method }) =>
    method === 'oauth.v2.access' ? access : identityAnswer({ teamId: 'T1' }),
  );
  web = await openWebServer({ host: '127.0.0.1', port: 0, publicUrl, logger, health: () => ({ status: 'ok' }) });
  mountInstallPages({
    app: web.app,
    oauth: { clientId: '1.2', clientSecret: 'client-secret', publicUrl },
    workspaces: { install: (workspace) => Promise.resolve(void installed.push(workspace)) },
    collection,
    apiUrl: slack.apiUrl,
    logger,
    signal: stopping.signal,
    nowMs: () => nowMs,
  });
});

afterEach(async () => {
  await web.close();
  await slack[Symbol.asyncDispose]();
});

/** A browser that began: what Slack's page is asked, and the cookie that it keeps. */
async function begin(): Promise<{ readonly asked: URL; readonly state: string; readonly cookie: string }> {
  const answer = await fetch(new URL('slack/install', web.url), { redirect: 'manual' });
  expect(answer.status).toBe(302);
  const asked = new URL(answer.headers.get('location') ?? '');
  const [set = ''] = answer.headers.getSetCookie();
  expect(set).toMatch(/HttpOnly; Secure; SameSite=Lax/u);
  return { asked, state: asked.searchParams.get('state') ?? '', cookie: set.split(';')[0] ?? '' };
}

async function comeBack(query: Record<string, string>, cookie?: string): Promise<{ status: number; page: string }> {
  const url = new URL(`slack/oauth_redirect?${new URLSearchParams(query).toString()}`, web.url);
  const answer = await fetch(url, { headers: cookie === undefined ? {} : { cookie } });
  return { status: answer.status, page: await answer.text() };
}

describe('installing the app', () => {
  test('leads to Slack with the scopes and back to a page that says what to do', async () => {
    const { asked, state, cookie } = await begin();
    expect(asked.href).toContain(`${new URL(slack.apiUrl).origin}/oauth/v2/authorize?`);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      client_id: '1.2',
      scope: scopeNames.join(','),
      redirect_uri: `${publicUrl}/slack/oauth_redirect`,
      state,
    });
    const { status, page } = await comeBack({ code: 'code-1', state }, cookie);
    expect(status).toBe(200);
    expect(page).toContain('Mora is in Harbour &lt;b&gt;&amp;');
    expect(page).toContain('/mora');
    expect(page).not.toMatch(/xoxb-|<script|style=/u);
    expect(installed).toEqual([
      {
        teamId: 'T1',
        botToken: 'xoxb-secret',
        botUserId: 'UBOT',
        botId: 'BBOT',
        scopes: ['commands', 'chat:write'],
        isEnterprise: false,
      },
    ]);
    expect(slack.calls[0]?.fields).toEqual({
      client_id: '1.2',
      client_secret: 'client-secret',
      code: 'code-1',
      redirect_uri: `${publicUrl}/slack/oauth_redirect`,
    });
    expect(slack.calls.map(({ token }) => token)).toEqual([undefined, 'xoxb-secret']);
  });

  test('for a whole organisation keeps one installation for it', async () => {
    access = {
      body: { ...granted, team: null, enterprise: { id: 'E1', name: 'Sea' }, is_enterprise_install: true },
    };
    const { state, cookie } = await begin();
    expect((await comeBack({ code: 'code-1', state }, cookie)).page).toContain('Mora is in Sea');
    expect(installed).toMatchObject([{ teamId: 'E1', enterpriseId: 'E1', isEnterprise: true }]);
  });

  test('takes a state once, fresh, and from the browser that began', async () => {
    const [own, other] = [await begin(), await begin()];
    const refused = [
      await comeBack({ code: 'code-1', state: own.state }),
      await comeBack({ code: 'code-1', state: own.state }, other.cookie),
      await comeBack({ code: 'code-1', state: own.state }, own.cookie.replace(/=./u, '=_')),
      await comeBack({ code: 'code-1' }, own.cookie),
      await comeBack({ state: other.state }, other.cookie),
    ];
    for (const { status, page } of refused) {
      expect(status).toBe(400);
      expect(page).toContain('href="/slack/install"');
    }
    expect((await comeBack({ code: 'code-1', state: own.state }, own.cookie)).status).toBe(200);
    expect((await comeBack({ code: 'code-1', state: own.state }, own.cookie)).status).toBe(400);
    const late = await begin();
    nowMs += 11 * 60_000;
    expect((await comeBack({ code: 'code-1', state: late.state }, late.cookie)).status).toBe(400);
    expect(installed).toHaveLength(1);
  });

  test.each<[string, Record<string, string>, SlackAnswer, number, RegExp]>([
    ['somebody says no', { error: 'access_denied' }, { body: granted }, 403, /You said no/u],
    ['the code is no good', { code: 'x' }, refusal('invalid_code'), 400, /begin again/u],
    ['the secret is wrong', { code: 'x' }, refusal('bad_client_secret'), 500, /doctor/u],
    ['Slack is down', { code: 'x' }, { status: 503, body: 'down' }, 503, /wait a minute/u],
    ['Slack answers strangely', { code: 'x' }, { body: { ok: true } }, 503, /wait a minute/u],
  ])('says what to do where %s', async (_, query, answer, status, words) => {
    access = answer;
    const { state, cookie } = await begin();
    const told = await comeBack({ ...query, state }, cookie);
    expect(told.status).toBe(status);
    expect(told.page).toMatch(words);
    expect(installed).toEqual([]);
  });
});
