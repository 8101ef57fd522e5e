import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { FakeEnvelope, FakeOutcome, FakeTransport } from './payloads-envelope.ts';

/** What a test sees of the signed requests, and does with them. */
export interface FakeHttpEvents {
  /** From now on everything is posted to this address instead of sent over sockets. */
  readonly deliverTo: (url: string) => void;
  /** Posts a `url_verification` challenge there; false where the answer is not the challenge. */
  readonly verifyUrl: (url: string) => Promise<boolean>;
  /** Every request that was made, oldest first. */
  readonly posts: () => readonly FakePost[];
}

/** A signed request as it was sent; its status once it was answered. */
export interface FakePost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number | undefined;
}

/** The server's side of it. */
export interface HttpEventsServer extends FakeHttpEvents, FakeTransport {
  /** A test called `deliverTo`. */
  isOn(): boolean;
}

const challengeSchema = z.object({ challenge: z.string() });

/** The two headers that prove a request. https://docs.slack.dev/authentication/verifying-requests-from-slack/ */
export function signatureHeaders(o: { secret: string; body: string; nowMs: number }): Record<string, string> {
  const timestamp = String(Math.floor(o.nowMs / 1000));
  const digest = createHmac('sha256', o.secret).update(`v0:${timestamp}:${o.body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}

/** Posts to the app until `signal` aborts. */
export function createHttpEvents(o: {
  signingSecret: string;
  nowMs: () => number;
  ackTimeoutMs: number;
  signal: AbortSignal;
}): HttpEventsServer {
  const posts: { -readonly [K in keyof FakePost]: FakePost[K] }[] = [];
  let target: string | undefined;

  async function post(url: string, content: Content, retry: Record<string, string>): Promise<Response> {
    const headers = {
      'content-type': content.type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...signatureHeaders({ secret: o.signingSecret, body: content.body, nowMs: o.nowMs() }),
      ...retry,
    };
    const record: (typeof posts)[number] = { url, headers, body: content.body, status: undefined };
    posts.push(record);
    const signal = AbortSignal.any([o.signal, AbortSignal.timeout(o.ackTimeoutMs)]);
    const response = await fetch(url, { method: 'POST', headers, body: content.body, redirect: 'manual', signal });
    record.status = response.status;
    return response;
  }

  return {
    deliverTo(url) {
      target = url;
    },
    isOn: () => target !== undefined,
    posts: () => posts,
    async verifyUrl(url) {
      const challenge = randomUUID();
      const body = JSON.stringify({ token: 'fake-verification-token', challenge, type: 'url_verification' });
      const response = await post(url, { type: 'application/json', body }, {});
      const text = await response.text();
      return response.ok && (text === challenge || challengeIn(text) === challenge);
    },
    async send(envelope): Promise<FakeOutcome> {
      if (target === undefined) return { ok: false, reason: 'no_connection' };
      try {
        const response = await post(target, contentOf(envelope), retryHeaders(envelope));
        const text = await response.text();
        if (response.ok) return { ok: true, body: bodyOf(response, text) };
        return { ok: false, reason: 'http_error', final: response.headers.get('x-slack-no-retry') === '1' };
      } catch (error) {
        const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
        return { ok: false, reason: isTimeout ? 'http_timeout' : 'connection_failed' };
      }
    },
    ready: async () => {},
  };
}

interface Content {
  readonly type: string;
  readonly body: string;
}

/** Events are JSON, slash commands form fields, interactions one form field with JSON in it. */
function contentOf({ type, payload }: FakeEnvelope): Content {
  if (type === 'events_api') return { type: 'application/json', body: JSON.stringify(payload) };
  const fields =
    type === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
  return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}

function retryHeaders({ retryAttempt, retryReason }: FakeEnvelope): Record<string, string> {
  if (retryAttempt === 0) return {};
  return { 'x-slack-retry-num': String(retryAttempt), 'x-slack-retry-reason': retryReason };
}

/** JSON where it is said to be; plain text is a text to show. */
function bodyOf(response: Response, text: string): unknown {
  if (text === '') return undefined;
  return response.headers.get('content-type')?.includes('json') === true ? parseJson(text) : text;
}

function challengeIn(text: string): string | undefined {
  return challengeSchema.safeParse(parseJson(text)).data?.challenge;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
