import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { openWebServer, type Health, type WebServer } from '../../src/bots/web-server.ts';
import { MoraError } from '../../src/core/errors.ts';
import { silentLogger } from '../../src/core/log.ts';

const logger = silentLogger();

async function open(
  health: () => Health = () => ({ status: 'ok' }),
  host = '127.0.0.1',
  publicUrl?: string,
): Promise<WebServer & AsyncDisposable> {
  const web = await openWebServer({
    host,
    port: 0,
    logger,
    health,
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
  web.app.get('/thing', (context) => context.text('thing'));
  web.app.post('/thing', (context) => context.text('changed'));
  return { ...web, [Symbol.asyncDispose]: () => web.close() };
}

/** A request with headers and paths that fetch would not let through as they are, such as `Host`. */
async function rawStatus(
  url: string,
  method: string,
  headers: Record<string, string>,
  path = new URL(url).pathname,
): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  request(url, { method, headers, path, agent: false }, (response) => {
    response.resume();
    response.on('end', () => resolve(response.statusCode));
  })
    .on('error', reject)
    .end();
  return promise;
}

test('healthz follows what it is told', async () => {
  let state: Health = { status: 'unavailable', reason: 'starting' };
  await using web = await open(() => state);
  const starting = await fetch(new URL('healthz', web.url));
  expect(starting.status).toBe(503);
  expect(await starting.json()).toEqual({ status: 'unavailable', reason: 'starting' });
  state = { status: 'ok' };
  expect(await rawStatus(`${web.url}healthz`, 'GET', { host: 'mora.internal' })).toBe(200);
  const ready = await fetch(new URL('healthz', web.url));
  expect(ready.status).toBe(200);
  expect(await ready.json()).toEqual({ status: 'ok' });
});

test('takes routes after it has served', async () => {
  await using web = await open();
  expect((await fetch(new URL('later', web.url))).status).toBe(404);
  web.app.get('/later', (context) => context.text('here'));
  expect(await (await fetch(new URL('later', web.url))).text()).toBe('here');
});

test('every answer forbids scripts from elsewhere, frames and guessing of types', async () => {
  await using web = await open();
  for (const path of ['thing', 'nothing']) {
    const { headers } = await fetch(new URL(path, web.url));
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test.each([
  ['evil.example', 421],
  ['127.0.0.1.evil.example:80', 421],
  ['localhost:3000', 200],
  ['[::1]:3000', 200],
])('a request for the host %s gets %i', async (host, status) => {
  await using web = await open();
  expect(await rawStatus(`${web.url}thing`, 'GET', { host })).toBe(status);
});

test('open to the network it answers to numbers, never to foreign names', async () => {
  await using web = await open(undefined, '0.0.0.0');
  expect(await rawStatus(`${web.url}thing`, 'GET', { host: '192.168.1.7:3000' })).toBe(200);
  expect(await rawStatus(`${web.url}thing`, 'GET', { host: 'evil.example' })).toBe(421);
});

test.each([
  ['mora.example', '/clips/thing', 200],
  ['MORA.example:443', '/clips/thing', 200],
  ['mora.example', '/slack/thing', 200],
  ['mora.example', '/slack/%2e%2e/thing', 404],
  ['mora.example', '/healthz', 200],
  ['mora.example', '/thing', 404],
  ['mora.example', '/', 404],
  ['mora.example', '/clips/../thing', 404],
  ['mora.example', '/clips/%2e%2e/thing', 404],
  ['other.example', '/clips/thing', 421],
  ['127.0.0.1', '/thing', 200],
])('with a public address, %s%s gets %i', async (host, path, status) => {
  await using web = await open(undefined, '127.0.0.1', 'https://mora.example');
  web.app.get('/clips/thing', (context) => context.text('public'));
  web.app.get('/slack/thing', (context) => context.text('public'));
  expect(await rawStatus(web.url, 'GET', { host }, path)).toBe(status);
});

test('a public address that is this machine shuts nobody out', async () => {
  await using web = await open(undefined, '127.0.0.1', 'http://localhost:3000');
  expect(await rawStatus(`${web.url}thing`, 'GET', { host: 'localhost:3000' })).toBe(200);
});

test('listening on the public name does not open the rest to the world', async () => {
  await using web = await open(undefined, '0.0.0.0', 'http://192.0.2.7:3000');
  expect(await rawStatus(`${web.url}thing`, 'GET', { host: '192.0.2.7:3000' })).toBe(404);
  expect(await rawStatus(`${web.url}thing`, 'GET', { host: '192.168.1.7:3000' })).toBe(200);
});

test('changes only come from its own pages, or from programs that are no browsers', async () => {
  await using web = await open();
  const own = web.url.slice(0, -1);
  const post = (headers: Record<string, string>) => rawStatus(`${web.url}thing`, 'POST', headers);
  expect(await post({ origin: own })).toBe(200);
  expect(await post({})).toBe(200);
  expect(await post({ origin: 'https://evil.example' })).toBe(403);
  expect(await post({ origin: 'null' })).toBe(403);
  expect(await post({ origin: 'http://127.0.0.1:1' })).toBe(403);
  expect(await post({ 'sec-fetch-site': 'cross-site' })).toBe(403);
});

test('a body past the limit is refused with a sentence', async () => {
  await using web = await open();
  web.app.post('/read', async (context) => context.text(await context.req.text()));
  const response = await fetch(new URL('read', web.url), { method: 'POST', body: 'x'.repeat(300_000) });
  expect(response.status).toBe(413);
  expect(await response.json()).toEqual({ error: 'This is too long. Please send less text.' });
});

test.each([
  [[], 200, ''],
  [['chunk ', 'by ', 'chunk'], 200, 'chunk by chunk'],
  [['x'.repeat(200_000), 'x'.repeat(200_000)], 413, undefined],
])('a body whose length is not told beforehand is read, up to the limit', async (chunks, status, text) => {
  await using web = await open();
  web.app.post('/read', async (context) => context.text(await context.req.text()));
  const body = ReadableStream.from(chunks).pipeThrough(new TextEncoderStream());
  const response = await fetch(new URL('read', web.url), { method: 'POST', body, duplex: 'half' });
  expect(response.status).toBe(status);
  if (text !== undefined) expect(await response.text()).toBe(text);
});

test('a thrown sentence reaches the person, a fault does not', async () => {
  await using web = await open();
  web.app.get('/refused', () => {
    throw new MoraError('not-found', 'There is no such boat.', { detail: 'secret' });
  });
  web.app.get('/broken', () => {
    throw new Error('secret');
  });
  const refused = await fetch(new URL('refused', web.url));
  expect(refused.status).toBe(404);
  expect(await refused.json()).toEqual({ error: 'There is no such boat.', code: 'not-found' });
  const broken = await fetch(new URL('broken', web.url));
  expect(broken.status).toBe(500);
  expect(await broken.text()).not.toContain('secret');
});

test('a taken port is named with what to do', async () => {
  await using web = await open();
  const port = Number(new URL(web.url).port);
  await expect(openWebServer({ host: '127.0.0.1', port, logger, health: () => ({ status: 'ok' }) })).rejects.toThrow(
    expect.objectContaining({ code: 'port-in-use', userMessage: expect.stringContaining('set PORT') as unknown }),
  );
});

test('closing waits for no connection that asks for nothing, and for each answer under way', async () => {
  const web = await open();
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const { promise: answer, resolve } = Promise.withResolvers<string>();
  web.app.get('/slow', async (context) => {
    ask();
    return context.text(await answer);
  });
  const { port } = new URL(web.url);
  const spare = connect(Number(port), '127.0.0.1');
  const spareEnded = once(spare, 'close');
  await once(spare, 'connect');
  await fetch(new URL('thing', web.url));
  const slow = fetch(new URL('slow', web.url));
  await asked;
  const never = 2_147_483_647;
  const closed = web.close(never);
  spare.resume();
  await spareEnded;
  resolve('in the end');
  expect(await (await slow).text()).toBe('in the end');
  await closed;
});

test('closing ends streams that would never end', async () => {
  const web = await open();
  web.app.get('/endless', () => new Response(new ReadableStream({ start: (to) => to.enqueue(new Uint8Array(1)) })));
  const response = await fetch(new URL('endless', web.url));
  const reading = response.arrayBuffer().catch(() => 'cut');
  await web.close(0);
  expect(await reading).toBe('cut');
  await expect(fetch(web.url)).rejects.toThrow();
});
