import { createServer, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { App, HTTPReceiver, isValidSlackRequest, LogLevel } from '@slack/bolt';
import { expect, test } from 'vitest';
import { signatureHeaders } from './http-events.ts';
import { startStage, type Stage } from './people-stage.ts';

/** An app that answers with what the test says, without Bolt. */
async function anApp(answer: (response: ServerResponse, body: string) => void) {
  const server = createServer((request, response) => {
    text(request).then(
      (body) => answer(response, body),
      () => response.destroy(),
    );
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  return {
    url: urlOf(server),
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port');
  return `http://127.0.0.1:${address.port}/slack/events`;
}

function validity(stage: Stage, signingSecret: string): boolean[] {
  return stage.people.posts().map(({ headers, body }) =>
    isValidSlackRequest({
      signingSecret,
      body,
      headers: {
        'x-slack-signature': headers['x-slack-signature'] ?? '',
        'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
      },
    }),
  );
}

test('Bolt accepts the signed requests, and the answers come back', async () => {
  await using stage = await startStage();
  const { team, userId, channelId } = stage;
  const receiver = new HTTPReceiver({ signingSecret: stage.signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({
    receiver,
    clientOptions: { slackApiUrl: stage.apiUrl },
    convoStore: false,
    authorize: async () => ({ botToken: 'xoxb-fake', botId: team.botId, botUserId: team.botUserId }),
  });
  const heard: string[] = [];
  app.command('/mora', async ({ ack }) => ack('In a moment'));
  app.shortcut('animate', async ({ ack }) => ack());
  app.event('app_home_opened', async ({ event }) => void heard.push(event.user));
  const url = urlOf(await receiver.start(0));
  try {
    stage.people.deliverTo(url);
    expect(await stage.people.verifyUrl(url)).toBe(true);
    expect(await stage.people.slash({ teamId: team.id, channelId, userId, text: 'hi' }).ack()).toBe('In a moment');
    const ts = stage.put({ text: 'A picture' });
    const shortcut = stage.people.messageShortcut({ teamId: team.id, channelId, userId, ts, callbackId: 'animate' });
    expect(await shortcut.ack()).toBeUndefined();
    stage.people.openHome({ teamId: team.id, userId });
    await expect.poll(() => heard).toEqual([userId]);
    expect(validity(stage, stage.signingSecret)).toEqual([true, true, true, true]);
    expect(validity(stage, 'another-secret')).toEqual([false, false, false, false]);
  } finally {
    await app.stop();
  }
});

test('an event comes again, three times at most, and says why', async () => {
  await using stage = await startStage({ limits: { retryDelaysMs: [1, 1, 1] } });
  await using app = await anApp((response) => response.writeHead(500).end());
  stage.people.deliverTo(app.url);
  stage.people.openHome({ teamId: stage.team.id, userId: stage.userId });
  await expect.poll(() => stage.people.posts().map(({ status }) => status)).toEqual([500, 500, 500, 500]);
  const posts = stage.people.posts();
  expect(posts.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])).toEqual([
    [undefined, undefined],
    ['1', 'http_error'],
    ['2', 'http_error'],
    ['3', 'http_error'],
  ]);
  expect(new Set(posts.map(({ body }) => body)).size).toBe(1);
});

test('an answer that does not come in time counts as a failure', async () => {
  await using stage = await startStage({ limits: { ackTimeoutMs: 50, retryDelaysMs: [1] } });
  await using app = await anApp(() => {});
  stage.people.deliverTo(app.url);
  const { team, userId, channelId } = stage;
  await expect(stage.people.slash({ teamId: team.id, channelId, userId, text: '' }).ack()).rejects.toThrow(
    'operation_timeout',
  );
  stage.people.openHome({ teamId: team.id, userId });
  await expect.poll(() => stage.people.posts().at(-1)?.headers['x-slack-retry-reason']).toBe('http_timeout');
});

test('an app may refuse retries', async () => {
  await using stage = await startStage({ limits: { retryDelaysMs: [1] } });
  let answers = 0;
  await using app = await anApp((response, body) => {
    answers += 1;
    const isFirst = body.includes('"tab":"home"');
    response.writeHead(isFirst ? 500 : 200, { 'x-slack-no-retry': '1' }).end();
  });
  stage.people.deliverTo(app.url);
  const { team, userId } = stage;
  stage.people.openHome({ teamId: team.id, userId });
  await expect.poll(() => stage.people.posts()[0]?.status).toBe(500);
  stage.people.openHome({ teamId: team.id, userId, tab: 'messages' });
  await expect.poll(() => stage.people.posts()[1]?.status).toBe(200);
  expect(answers).toBe(2);
});

test('an address that does not answer the challenge is not verified', async () => {
  await using stage = await startStage();
  await using wrong = await anApp((response) => response.end('hello'));
  await using right = await anApp((response, body) => response.end(body));
  expect(await stage.people.verifyUrl(wrong.url)).toBe(false);
  expect(await stage.people.verifyUrl(right.url)).toBe(true);
});

test('the signature covers the time and every byte of the body', () => {
  const secret = 'fake-signing-secret';
  const headers = signatureHeaders({ secret, body: 'a=1', nowMs: 1_700_000_000_999 });
  expect(headers['x-slack-request-timestamp']).toBe('1700000000');
  const check = (body: string, nowMilliseconds: number): boolean =>
    isValidSlackRequest({
      signingSecret: secret,
      body,
      nowMilliseconds,
      headers: {
        'x-slack-signature': headers['x-slack-signature'] ?? '',
        'x-slack-request-timestamp': 1_700_000_000,
      },
    });
  expect(check('a=1', 1_700_000_000_999)).toBe(true);
  expect(check('a=2', 1_700_000_000_999)).toBe(false);
  expect(check('a=1', 1_700_000_000_999 + 6 * 60_000)).toBe(false);
});
