import { describe, expect, test } from 'vitest';
import { inspectSlack } from '../../../../src/bots/slack/inspect/inspect-slack.ts';
import { neededScopes } from '../../../../src/bots/slack/scopes.ts';
import type { SlackSettings } from '../../../../src/bots/slack/transport.ts';
import { identityAnswer, openAnsweringSlack, refusal, type SlackAnswer } from '../answering-slack.ts';

const socket = { slackBotToken: 'xoxb-secret', slackAppToken: 'xapp-secret' };
const scopes = neededScopes.map(({ name }) => name);
const identity = { teamId: 'T1', teamName: 'Harbour\n\u001B[31m', scopes };
const connection: SlackAnswer = { body: { ok: true, url: 'wss://wss.slack.com/?ticket=secret' } };

interface Slack {
  readonly auth?: SlackAnswer;
  readonly connections?: SlackAnswer;
}

/** What is found, each with its state before it. */
async function inspect(
  settings: SlackSettings,
  { auth = identityAnswer(identity), connections = connection }: Slack = {},
): Promise<string[]> {
  await using slack = await openAnsweringSlack(({ method }) => (method === 'auth.test' ? auth : connections));
  const findings = await inspectSlack({ ...settings, slackApiUrl: slack.apiUrl });
  return findings.map(({ state, text }) => `${state}: ${text}`);
}

describe('what the doctor finds of Slack', () => {
  test('with nothing set is how to begin', async () => {
    const findings = await inspectSlack({});
    expect(findings).toMatchObject([
      { state: 'note', text: expect.stringMatching(/slack-manifest.*api\.slack\.com/u) },
    ]);
  });

  test('with half a set-up is what is missing', async () => {
    expect(await inspectSlack({ slackAppToken: 'xapp-secret' })).toMatchObject([
      { state: 'bad', text: expect.stringContaining('SLACK_BOT_TOKEN is missing') },
    ]);
  });

  test('with Socket Mode is whose token it is, and nothing bad', async () => {
    const found = await inspect(socket);
    expect(found).toEqual([
      expect.stringMatching(/^good: .*Socket Mode/u),
      expect.stringMatching(/^good: .*workspace Harbour \[31m \(T1\)/u),
      expect.stringMatching(/^good: .*connection/u),
    ]);
    for (const hidden of ['secret', '\n', '\u001B']) expect(found.join('')).not.toContain(hidden);
  });

  test('with HTTP is where Slack has to send requests, and where people install the app', async () => {
    const http = { slackSigningSecret: 'signing-secret', publicUrl: 'https://mora.example' };
    expect(await inspect({ ...http, slackBotToken: 'xoxb-secret' })).toEqual([
      expect.stringMatching(/^good: .*https:\/\/mora\.example\/slack\/events/u),
      expect.stringMatching(/^good: .*Harbour/u),
    ]);
    expect(await inspect({ ...http, slackClientId: '1.2', slackClientSecret: 'client-secret' })).toEqual([
      expect.stringMatching(/^good/u),
      expect.stringMatching(/^note: .*https:\/\/mora\.example\/slack\/install/u),
    ]);
  });

  test('with HTTP and no public address is that nobody reaches it', async () => {
    const [first] = await inspect({ slackSigningSecret: 'signing-secret', slackBotToken: 'xoxb-secret' });
    expect(first).toMatch(/^bad: .*MORA_PUBLIC_URL/u);
  });

  test('are the scopes that the app lacks, each with its reason', async () => {
    const auth = identityAnswer({ ...identity, scopes: scopes.filter((name) => name !== 'files:write') });
    const found = await inspect(socket, { auth });
    expect(found).toContainEqual(expect.stringMatching(/^bad: .*files:write \(to send videos\).*reinstall/u));
    expect(found.join('')).not.toContain('files:read');
  });

  test.each<[string, Slack, RegExp]>([
    ['a bot token that is refused', { auth: refusal('invalid_auth') }, /SLACK_BOT_TOKEN.*OAuth & Permissions/u],
    ['an app token that is refused', { connections: refusal('invalid_auth') }, /SLACK_APP_TOKEN/u],
    ['an app token without its scope', { connections: refusal('missing_scope') }, /connections:write/u],
    ['a rate limit', { auth: { status: 429, body: '', headers: { 'retry-after': '7' } } }, /in 7 s/u],
    ['Slack being down', { auth: { status: 503, body: 'down' } }, /cannot be reached/u],
    ['a server that is none of Slack', { auth: { body: '<html>hello</html>' } }, /SLACK_API_URL/u],
  ])('is %s', async (_, slack, sentence) => {
    const bad = (await inspect(socket, slack)).filter((line) => line.startsWith('bad'));
    expect(bad).toEqual([expect.stringMatching(sentence)]);
    expect(bad.join('')).not.toContain('secret');
  });

  test('comes in time where nobody answers', async () => {
    await using silent = await openAnsweringSlack(() => undefined);
    const findings = await inspectSlack({ ...socket, slackApiUrl: silent.apiUrl }, 50);
    expect(findings.filter(({ state }) => state === 'bad')).toHaveLength(2);
  });
});
