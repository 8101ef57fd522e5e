import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';
import { startFakeSlack } from './fake-slack.ts';

async function openTalk() {
  const slack = await startFakeSlack();
  const team = slack.addTeam();
  const channel = slack.addChannel({ teamId: team.id }).id;
  const options = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  return { slack, team, channel, client: new webApi.WebClient(team.botToken, options) };
}

test('a message is posted, answered in its thread, changed and deleted', async () => {
  const { slack, channel, client } = await openTalk();
  await using _slack = slack;
  await client.apiCall('chat.postMessage', { channel, text: 'one' });
  const ts = slack.messages(channel)[0]?.ts ?? '';
  await client.apiCall('chat.postMessage', { channel, text: 'an answer', thread_ts: ts });
  await client.chat.update({ channel, ts, text: 'two' });
  expect(slack.messages(channel).map(({ text, edited }) => [text, edited])).toEqual([['two', true]]);
  const replies = await client.conversations.replies({ channel, ts });
  expect(replies.messages?.map(({ text }) => text)).toEqual(['two', 'an answer']);
  await client.chat.delete({ channel, ts });
  expect(slack.messages(channel)).toEqual([]);
});

test('what the app may not do is refused with its word', async () => {
  const { slack, team, channel, client } = await openTalk();
  await using _slack = slack;
  const post = (to: string) => client.apiCall('chat.postMessage', { channel: to, text: 'x' });
  await expect(post('C0NOWHERE')).rejects.toThrow('channel_not_found');
  slack.archiveChannel(channel);
  await expect(post(channel)).rejects.toThrow('is_archived');
  slack.setScopes(team.id, []);
  await expect(post(channel)).rejects.toThrow('missing_scope');
  slack.revokeToken(team.id);
  await expect(post(channel)).rejects.toThrow('token_revoked');
});

test('a cut before loses the message, a cut after keeps it', async () => {
  const { slack, channel, client } = await openTalk();
  await using _slack = slack;
  for (const when of ['before', 'after'] as const) {
    slack.cut({ method: 'chat.postMessage', times: 1, when });
    await expect(client.apiCall('chat.postMessage', { channel, text: when })).rejects.toThrow();
  }
  expect(slack.messages(channel).map(({ text }) => text)).toEqual(['after']);
});

test('a code installs once', async () => {
  const { slack, team, client } = await openTalk();
  await using _slack = slack;
  const { clientId, clientSecret } = slack;
  const access = (code: string) => client.oauth.v2.access({ client_id: clientId, client_secret: clientSecret, code });
  const code = slack.grant(team.id);
  expect((await access(code)).access_token).toBe(team.botToken);
  await expect(access(code)).rejects.toThrow('code_already_used');
  await expect(access('unknown')).rejects.toThrow('invalid_code');
});
