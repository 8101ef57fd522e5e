import { describe, expect, test } from 'vitest';
import { slackTransport, type SlackSettings } from '../../../src/bots/slack/transport.ts';
import { toMoraError } from '../../../src/core/errors.ts';

const bot = { slackBotToken: 'xoxb-secret' };
const app = { slackAppToken: 'xapp-secret' };
const signing = { slackSigningSecret: 'signing-secret' };
const client = { slackClientId: '1.2', slackClientSecret: 'client-secret' };
const publicUrl = 'https://mora.example';
const oauth = { clientId: '1.2', clientSecret: 'client-secret', publicUrl };

describe('which way events come', () => {
  test.each<[SlackSettings, ReturnType<typeof slackTransport>]>([
    [{}, undefined],
    [{ publicUrl, slackApiUrl: 'http://a/' }, undefined],
    [
      { ...bot, ...app },
      { kind: 'socket', botToken: 'xoxb-secret', appToken: 'xapp-secret' },
    ],
    [
      { ...bot, ...app, ...signing },
      { kind: 'socket', botToken: 'xoxb-secret', appToken: 'xapp-secret' },
    ],
    [
      { ...bot, ...signing },
      { kind: 'http', signingSecret: 'signing-secret', botToken: 'xoxb-secret' },
    ],
    [
      { ...signing, ...client, publicUrl },
      { kind: 'http', signingSecret: 'signing-secret', oauth },
    ],
    [
      { ...bot, ...signing, ...client, publicUrl },
      { kind: 'http', signingSecret: 'signing-secret', botToken: 'xoxb-secret', oauth },
    ],
  ])('%j', (settings, transport) => {
    expect(slackTransport(settings)).toEqual(transport);
  });

  test.each<[SlackSettings, RegExp]>([
    [app, /SLACK_BOT_TOKEN is missing.*OAuth & Permissions/u],
    [bot, /SLACK_APP_TOKEN is missing.*connections:write.*SLACK_SIGNING_SECRET/u],
    [signing, /SLACK_BOT_TOKEN is missing.*SLACK_CLIENT_ID/u],
    [client, /SLACK_SIGNING_SECRET is missing.*Signing Secret/u],
    [{ slackClientSecret: 'client-secret' }, /SLACK_SIGNING_SECRET is missing/u],
    [{ ...signing, slackClientId: '1.2' }, /SLACK_CLIENT_SECRET is missing.*Client Secret/u],
    [{ ...bot, ...signing, slackClientSecret: 'client-secret' }, /SLACK_CLIENT_ID is missing.*Client ID/u],
    [{ ...signing, ...client }, /MORA_PUBLIC_URL/u],
  ])('half a set-up says what is missing and repeats no secret: %j', (settings, sentence) => {
    let thrown: unknown;
    try {
      slackTransport(settings);
    } catch (error) {
      thrown = error;
    }
    const { code, userMessage } = toMoraError(thrown);
    expect(code).toBe('configuration');
    expect(userMessage).toMatch(sentence);
    for (const value of Object.values(settings)) expect(userMessage).not.toContain(value);
  });
});
