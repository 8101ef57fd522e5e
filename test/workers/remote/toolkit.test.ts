import { once } from 'node:events';
import { access, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { fetchOutput } from '../../../workers/remote/fetch-output.ts';
import { httpFailure, networkFailure } from '../../../workers/remote/http-failure.ts';
import { createPatientFetch } from '../../../workers/remote/patient-fetch.ts';
import { inTurn } from '../../../workers/remote/turn-scope.ts';
import { createVendorGate } from '../../../workers/remote/vendor-gate.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const servers: Server[] = [];
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
  await directory[Symbol.asyncDispose]();
});

/** A server on this machine; gives its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

const signal = new AbortController().signal;

describe('a fetch that waits', () => {
  test('sends again after a 429, the same body, and tells whoever waits', async () => {
    const bodies: string[] = [];
    const url = await serve((request, response) => {
      void bodyOf(request).then((body) => {
        bodies.push(body);
        response.writeHead(bodies.length < 3 ? 429 : 200, { 'retry-after-ms': '1' }).end('there');
      });
    });
    const told: string[] = [];
    const patient = createPatientFetch();
    const scope = { signal, waiting: (what: string) => void told.push(what) };
    const response = await inTurn(scope, () => patient(url, { method: 'POST', body: 'a boat' }));
    expect([response.status, await response.text()]).toEqual([200, 'there']);
    expect(bodies).toEqual(['a boat', 'a boat', 'a boat']);
    expect(told).toEqual(['waiting for the provider', 'waiting for the provider']);
  });

  test.each([
    ['the time is up', { 'retry-after': '60' }, { maxWaitMs: 1_000 }],
    ['the vendor knows that waiting does not help', { 'retry-after': '1' }, { waitHintMs: () => Infinity }],
  ])('hands a 429 on where %s', async (_why, headers, options) => {
    const url = await serve((_request, response) => void response.writeHead(429, headers).end());
    expect((await createPatientFetch(options)(url)).status).toBe(429);
  });

  test.each([500, 502, 503])('hands a %s on: it may have been carried out', async (status) => {
    let requests = 0;
    const url = await serve((_request, response) => {
      requests += 1;
      response.writeHead(status).end();
    });
    expect((await createPatientFetch()(url, { method: 'POST', body: '{}' })).status).toBe(status);
    expect(requests).toBe(1);
  });

  test('ends its wait when the turn ends', async () => {
    const turn = new AbortController();
    const url = await serve((_request, response) => void response.writeHead(429, { 'retry-after': '50' }).end());
    const scope = { signal: turn.signal, waiting: () => turn.abort() };
    await expect(inTurn(scope, () => createPatientFetch()(url))).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test.each([
  [401, true, 'unauthorized'],
  [402, true, 'unauthorized'],
  [429, true, 'unavailable'],
  [500, true, 'uncertain'],
  [500, false, 'unavailable'],
  [422, true, 'bad-input'],
])('HTTP %s (creating: %s) means %s', (status, creating, code) => {
  expect(httpFailure('Acme', status, { creating })).toMatchObject({
    code,
    userMessage: expect.stringContaining('Acme'),
  });
});

test('a connection that was never made proves that nothing was begun; one that broke does not', async () => {
  const url = await serve((request) => void request.destroy());
  const broken: unknown = await fetch(url, { method: 'POST' }).catch((error: unknown) => error);
  expect(networkFailure('Acme', broken, { creating: true }).code).toBe('uncertain');
  expect(networkFailure('Acme', broken, { creating: false }).code).toBe('unavailable');
  const gone = servers.pop();
  gone?.close();
  const nobody: unknown = await fetch(url, { method: 'POST' }).catch((error: unknown) => error);
  expect(networkFailure('Acme', nobody, { creating: true }).code).toBe('unavailable');
});

test('bad credentials close the gate for a while, with one alert until it works again', () => {
  let nowMs = 0;
  const alerts: unknown[] = [];
  const logger = Object.assign(silentLogger(), { error: (...line: unknown[]) => void alerts.push(line) });
  const gate = createVendorGate({ label: 'Acme', logger, restMs: 1_000, now: () => nowMs });
  expect(() => gate.check()).not.toThrow();
  for (let turn = 0; turn < 5; turn += 1) {
    expect(gate.refused('HTTP 401')).toMatchObject({ code: 'unauthorized', waitMs: 1_000 });
  }
  expect(alerts).toHaveLength(1);
  expect(gate.reason()).toBe('HTTP 401');
  expect(() => gate.check()).toThrow(/Acme/u);
  nowMs = 2_000;
  expect(() => gate.check()).not.toThrow();
  gate.refused('HTTP 401');
  expect(alerts).toHaveLength(1);
  gate.worked();
  gate.refused('HTTP 402');
  expect(alerts).toHaveLength(2);
});

describe('fetching what was made', () => {
  const out = (): string => path.join(directory.path, 'output');
  const anywhere = { signal, allowed: () => true };

  test('streams it into a file', async () => {
    const url = await serve((_request, response) => void response.end(Buffer.alloc(300_000, 7)));
    expect(await fetchOutput(url, out(), anywhere)).toEqual({ sizeBytes: 300_000 });
    expect(await readFile(out())).toEqual(Buffer.alloc(300_000, 7));
  });

  test('takes half a download for none, and tries again', async () => {
    let requests = 0;
    const url = await serve((_request, response) => {
      requests += 1;
      response.writeHead(200, { 'content-length': '1000' });
      if (requests < 3) response.write(Buffer.alloc(400), () => response.destroy());
      else response.end(Buffer.alloc(1000));
    });
    expect(await fetchOutput(url, out(), anywhere)).toEqual({ sizeBytes: 1000 });
  });

  test.each([404, 410])('says at HTTP %s that it is lost', async (status) => {
    const url = await serve((_request, response) => void response.writeHead(status).end());
    await expect(fetchOutput(url, out(), anywhere)).rejects.toMatchObject({ code: 'output-lost' });
  });

  test('leaves nothing behind where it fails, and stops at its bound', async () => {
    const url = await serve((_request, response) => void response.end(Buffer.alloc(5_000)));
    await expect(fetchOutput(url, out(), { ...anywhere, maxBytes: 1_000 })).rejects.toMatchObject({
      code: 'provider-failed',
      retryable: false,
    });
    await expect(access(out())).rejects.toThrow('ENOENT');
  });

  test('follows redirects only to where it may, and keeps its key from others', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end('there');
    });
    const url = await serve((_request, response) => void response.writeHead(302, { location: `${other}/file` }).end());
    const headers = { authorization: 'Bearer secret' };
    await fetchOutput(url, out(), { ...anywhere, headers });
    expect(seen).toEqual([undefined]);
    const onlyHere = { signal, headers, allowed: ({ origin }: URL) => origin === url };
    await expect(fetchOutput(url, out(), onlyHere)).rejects.toMatchObject({ code: 'provider-failed' });
    expect(seen).toHaveLength(1);
  });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
