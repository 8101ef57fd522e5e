import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookBook, verifyReplicateWebhook } from '../../../../workers/providers/replicate/webhook.ts';
import { replicateWebhooks, type ReplicateWebhooks } from '../../../../workers/providers/replicate/webhooks.ts';
import { signWebhook } from '../../../fakes/replicate/webhooks.ts';
import { openScene, pictureTurn, type Scene } from './scene.ts';

const secret = `whsec_${Buffer.from('a secret of the account').toString('base64')}`;
const body = JSON.stringify({ id: 'abcd12345', status: 'succeeded' });
const nowMs = Date.UTC(2026, 10, 20);

function verify(changed: Record<string, string> = {}, options: { body?: string; atMs?: number } = {}) {
  const headers = new Headers({
    ...signWebhook({ secret, body, atMs: options.atMs ?? nowMs, id: 'msg_1' }),
    ...changed,
  });
  return verifyReplicateWebhook({ headers, body: options.body ?? body, secret, nowMs });
}

describe('a webhook', () => {
  it('is taken by its signature', () => {
    expect(verify()).toEqual({ id: 'msg_1', predictionId: 'abcd12345' });
  });

  it('is taken by one of several signatures', () => {
    const { 'webhook-signature': good = '' } = signWebhook({ secret, body, atMs: nowMs, id: 'msg_1' });
    const other = `v1,${Buffer.alloc(32).toString('base64')}`;
    expect(verify({ 'webhook-signature': `v2,abc ${other} ${good}` })).toHaveProperty('id', 'msg_1');
  });

  it.each([
    ['another body', () => verify({}, { body: `${body} ` })],
    ['another id', () => verify({ 'webhook-id': 'msg_2' })],
    ['no id', () => verify({ 'webhook-id': '' })],
    ['no signature', () => verify({ 'webhook-signature': '' })],
    ['an empty signature', () => verify({ 'webhook-signature': 'v1,' })],
    ['a time that is none', () => verify({ 'webhook-timestamp': 'now' })],
    ['its age', () => verify({}, { atMs: nowMs - 5 * 60_000 - 1_000 })],
    ['a time to come', () => verify({}, { atMs: nowMs + 5 * 60_000 + 1_000 })],
  ])('is refused for %s', (_why, take) => {
    expect(take).toThrow(expect.objectContaining({ code: 'not-allowed' }));
  });

  it('that is signed but tells of nothing is refused', () => {
    for (const empty of ['', 'x', '{}', '{"id": "../secret"}']) {
      const headers = new Headers(signWebhook({ secret, body: empty, atMs: nowMs }));
      const take = () => verifyReplicateWebhook({ headers, body: empty, secret, nowMs });
      expect(take).toThrow(expect.objectContaining({ code: 'not-allowed' }));
    }
  });
});

describe('the book of webhooks', () => {
  it('enters each once, and forgets after ten minutes', () => {
    const book = createWebhookBook();
    expect(book.enter('a', 0)).toBe(true);
    expect(book.enter('a', 1_000)).toBe(false);
    expect(book.enter('a', 11 * 60_000)).toBe(true);
  });

  it('is bounded, and the oldest are forgotten', () => {
    const book = createWebhookBook();
    for (let id = 0; id <= 10_000; id += 1) book.enter(`msg_${id}`, 0);
    expect(book.enter('msg_10000', 1)).toBe(false);
    expect(book.enter('msg_0', 1)).toBe(true);
  });
});

describe('the address for webhooks', () => {
  let scene: Scene;
  let webhooks: ReplicateWebhooks;
  beforeEach(async () => {
    scene = await openScene({ environment: { MORA_PUBLIC_URL: 'https://mora.example' } });
    const opened = replicateWebhooks(scene.parts);
    if (opened === undefined) throw new Error('there is a token');
    webhooks = opened;
  });
  afterEach(() => scene[Symbol.asyncDispose]());

  const told = JSON.stringify({ id: 'abcd12345', webhook: 'https://mora.example/webhooks/replicate/task-a-1' });
  const request = (text: string, headers: Record<string, string>) =>
    new Request('https://mora.example/webhooks/replicate/task-a-1', { method: 'POST', body: text, headers });
  const signed = () => request(told, signWebhook({ secret: scene.fake.secret, body: told, id: 'msg_9' }));

  it('wakes once, and fetches the secret once', async () => {
    const first = await webhooks.handle(signed(), 'task-a-1');
    expect([first.response.status, first.mark]).toEqual([200, 'task-a-1']);
    const again = await webhooks.handle(signed(), 'task-a-1');
    expect([again.response.status, again.mark]).toEqual([200, undefined]);
    expect(scene.fake.requests('GET', '/v1/webhooks/default/secret')).toHaveLength(1);
  });

  it('wakes nobody else: the address is not signed', async () => {
    const { response, mark } = await webhooks.handle(signed(), 'task-b-1');
    expect([response.status, mark]).toEqual([401, undefined]);
  });

  it('refuses strangers without asking Replicate', async () => {
    const { response } = await webhooks.handle(request(told, {}), 'task-a-1');
    expect(response.status).toBe(401);
    expect(scene.fake.seen).toEqual([]);
    const forged = signWebhook({ secret, body: told });
    expect((await webhooks.handle(request(told, forged), 'task-a-1')).response.status).toBe(401);
  });

  it('refuses what is too large', async () => {
    const large = 'x'.repeat(1024 * 1024 + 1);
    const { response } = await webhooks.handle(request(large, signWebhook({ secret, body: large })), 'task-a-1');
    expect(response.status).toBe(413);
  });

  it('asks for another try where the secret cannot be had', async () => {
    scene.fake.fault({ path: '/secret$', kind: 'status', status: 500 });
    expect((await webhooks.handle(signed(), 'task-a-1')).response.status).toBe(503);
    expect((await webhooks.handle(signed(), 'task-a-1')).mark).toBe('task-a-1');
  });

  it('takes what Replicate sends at the beginning and the end', async () => {
    await using receiver = await receive(webhooks);
    scene.fake.set({ webhookOrigin: receiver.origin });
    const context = await scene.context();
    await scene.role('still', 'text-to-image').start(pictureTurn, context);
    await expect.poll(() => receiver.marks).toEqual([context.mark, context.mark]);
    expect(scene.fake.webhooks.map(({ event }) => event)).toEqual(['start', 'completed']);
  });
});

/** A web server that hands webhooks on, as the studio's does. */
async function receive(webhooks: ReplicateWebhooks): Promise<AsyncDisposable & { origin: string; marks: string[] }> {
  const marks: string[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const path = incoming.url ?? '/';
      const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
      const request = new Request(`http://mora.example${path}`, {
        method: 'POST',
        headers,
        body: Buffer.concat(chunks),
      });
      void webhooks.handle(request, path.slice(path.lastIndexOf('/') + 1)).then(({ response: answer, mark }) => {
        if (mark !== undefined) marks.push(mark);
        response.writeHead(answer.status).end();
      });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    origin: `http://127.0.0.1:${port}`,
    marks,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
