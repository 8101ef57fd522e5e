import { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { boltLogger, clientOptions } from '../../../../src/bots/slack/client-options.ts';
import { createHttpReceiver } from '../../../../src/bots/slack/http/receiver.ts';
import { openWebServer, type WebServer } from '../../../../src/bots/web-server.ts';
import { silentLogger } from '../../../../src/core/log.ts';
import { signatureHeaders } from '../../../fakes/slack/http-events.ts';

const secret = 'signing-secret';
const form = 'application/x-www-form-urlencoded';
const logger = silentLogger();

let web: WebServer;
let app: App;
let receiver: ReturnType<typeof createHttpReceiver>;
let isInstalled: boolean;

beforeEach(async () => {
  web = await openWebServer({ host: '127.0.0.1', port: 0, logger, health: () => ({ status: 'ok' }) });
  receiver = createHttpReceiver({ signingSecret: secret, logger, ackMs: 200 });
  receiver.mount(web.app);
  isInstalled = true;
  app = new App({
    receiver,
    convoStore: false,
    ignoreSelf: false,
    authorize: () =>
      isInstalled ? Promise.resolve({ botToken: 'xoxb-1', botUserId: 'UBOT' }) : Promise.reject(new Error('gone')),
    clientOptions: clientOptions(undefined, logger),
    logger: boltLogger(logger),
  });
  app.error(() => Promise.resolve());
});

afterEach(async () => {
  await web.close();
});

interface Sent {
  readonly type?: string;
  readonly headers?: Record<string, string>;
  readonly nowMs?: number;
  readonly by?: string;
}

function send(body: string, { type = 'application/json', headers = {}, nowMs = Date.now(), by = secret }: Sent = {}) {
  return fetch(new URL('slack/events', web.url), {
    method: 'POST',
    headers: { 'content-type': type, ...signatureHeaders({ secret: by, body, nowMs }), ...headers },
    body,
  });
}

const command = new URLSearchParams({
  command: '/mora',
  text: 't2v a harbour & <dawn>',
  team_id: 'T1',
  channel_id: 'C1',
  user_id: 'U1',
  trigger_id: '1.2',
}).toString();

const event = JSON.stringify({
  type: 'event_callback',
  team_id: 'T1',
  event_id: 'Ev1',
  event: { type: 'reaction_added', user: 'U1', reaction: 'star', item: { type: 'message', channel: 'C1', ts: '1.2' } },
});

const submission = new URLSearchParams({
  payload: JSON.stringify({
    type: 'view_submission',
    team: { id: 'T1' },
    user: { id: 'U1', team_id: 'T1' },
    view: { id: 'V1', type: 'modal', callback_id: 'form', state: { values: {} } },
  }),
}).toString();

describe('requests of Slack', () => {
  test('bring commands, and are answered with nothing or a text', async () => {
    const texts: string[] = [];
    app.command('/mora', async ({ ack, body }) => {
      texts.push(body.text);
      await ack(texts.length === 1 ? undefined : 'Taken');
    });
    const silent = await send(command, { type: form });
    expect([silent.status, await silent.text()]).toEqual([200, '']);
    const told = await send(command, { type: form });
    expect([told.status, await told.text()]).toEqual([200, 'Taken']);
    expect(texts).toEqual(['t2v a harbour & <dawn>', 't2v a harbour & <dawn>']);
  });

  test('bring forms, whose answer may come later', async () => {
    app.view('form', ({ ack }) => {
      setImmediate(() => void ack({ response_action: 'errors', errors: { prompt: 'Say something.' } }));
      return Promise.resolve();
    });
    const answer = await send(submission, { type: form });
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toEqual({ response_action: 'errors', errors: { prompt: 'Say something.' } });
  });

  test('bring events with how often they came, and more than other routes take', async () => {
    const seen: unknown[] = [];
    app.event('reaction_added', ({ event: { reaction }, context }) => {
      seen.push([reaction, context.retryNum, context.retryReason]);
      return Promise.resolve();
    });
    const retried = { 'x-slack-retry-num': '2', 'x-slack-retry-reason': 'http_timeout' };
    expect((await send(event, { headers: retried })).status).toBe(200);
    const large = JSON.stringify({ ...JSON.parse(event), padding: 'x'.repeat(1024 * 1024) });
    expect((await send(large)).status).toBe(200);
    await expect
      .poll(() => seen)
      .toEqual([
        ['star', 2, 'http_timeout'],
        ['star', undefined, undefined],
      ]);
    expect((await send('x'.repeat(4 * 1024 * 1024))).status).toBe(413);
  });

  test('answer the challenge by which Slack knows the address', async () => {
    const answer = await send(JSON.stringify({ type: 'url_verification', challenge: 'abc' }));
    expect(await answer.json()).toEqual({ challenge: 'abc' });
    expect((await send('ssl_check=1&token=x', { type: form, by: 'nobody' })).status).toBe(200);
  });

  test('are refused without a true and fresh signature, and nothing is told', async () => {
    const heard: string[] = [];
    app.command('/mora', async ({ ack }) => {
      heard.push('command');
      await ack();
    });
    const refused = await Promise.all([
      send(command, { type: form, by: 'another-secret' }),
      send(command, { type: form, nowMs: Date.now() - 6 * 60_000 }),
      send(command, { type: form, headers: { 'x-slack-signature': 'v0=' } }),
      send(command, { type: form, headers: { 'x-slack-request-timestamp': 'soon' } }),
      send(JSON.stringify({ type: 'url_verification', challenge: 'abc' }), { by: 'another-secret' }),
      send(`${command}&ssl_check=1&payload=%7B%7D`, { type: form, by: 'another-secret' }),
    ]);
    for (const answer of refused) expect([answer.status, await answer.text()]).toEqual([401, '']);
    expect(heard).toEqual([]);
  });

  test('that are signed but cannot be read are refused', async () => {
    expect((await send('{"half')).status).toBe(400);
    expect((await send('[]')).status).toBe(400);
    expect((await send('payload=nothing', { type: form })).status).toBe(400);
  });

  test('are answered in time, also where a listener fails, forgets, or says it twice', async () => {
    const answers: ('fail' | 'forget' | 'twice')[] = ['fail', 'forget', 'twice'];
    let second: Promise<void> | undefined;
    app.command('/mora', async ({ ack }) => {
      const what = answers.shift();
      if (what === 'fail') throw new Error('broken');
      if (what === 'forget') return;
      await ack('once');
      second = ack('twice');
      await second;
    });
    expect((await send(command, { type: form })).status).toBe(500);
    expect((await send(command, { type: form })).status).toBe(500);
    expect(await (await send(command, { type: form })).text()).toBe('once');
    await expect(second).rejects.toThrow();
  });

  test('of a workspace without the app are answered, and reach nobody', async () => {
    const heard: string[] = [];
    app.event('reaction_added', () => {
      heard.push('event');
      return Promise.resolve();
    });
    isInstalled = false;
    expect((await send(event)).status).toBe(200);
    expect(heard).toEqual([]);
  });

  test('come again later when the adapter has stopped', async () => {
    await receiver.stop();
    expect((await send(event)).status).toBe(503);
  });
});
