import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from './faults.ts';
import { createRateLimits, type RateStanding } from './rate-limits.ts';
import { Refusal, refusals } from './refusal.ts';
import { readBody, type RequestBody } from './request-body.ts';
import type { RestAnswer, Route } from './rest-route.ts';
import type { World } from './world.ts';

/** One REST call that the server saw. */
export interface FakeRequest {
  readonly method: string;
  /** Without `/api/v10` and without the query. */
  readonly path: string;
  readonly query: string;
  /** 0 where the connection was cut. */
  readonly status: number;
  readonly body: unknown;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly atMs: number;
  /** Discord's error code. */
  readonly code?: number;
}

const PREFIX = /^\/api(?:\/v10)?(?=\/)/u;

/** Answers the API: faults first, then rate limits, the token, and the route. */
export function createRestRouter(o: {
  world: World;
  routes: readonly Route[];
  faults: Faults;
  requests: FakeRequest[];
  signal: AbortSignal;
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const rates = createRateLimits(o.world.limits, o.world.clock.nowMs);
  const compiled = o.routes.map((route) => ({ route, pattern: compile(route.path) }));

  function find(method: string, path: string) {
    for (const { route, pattern } of compiled) {
      if (route.method !== method) continue;
      const groups = pattern.exec(path)?.groups;
      if (groups === undefined) continue;
      const params = Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)] as const);
      return { route, params: Object.fromEntries(params) };
    }
    return undefined;
  }

  async function carryOut(
    found: NonNullable<ReturnType<typeof find>>,
    request: IncomingMessage,
    query: URLSearchParams,
    body: RequestBody | undefined,
  ): Promise<RestAnswer & { readonly headers: Record<string, string> }> {
    const { route, params } = found;
    const [first = '', second = ''] = Object.values(params);
    // An open route counts by the interaction's token, which comes second; the others by channel, guild or application.
    const major = route.open === true ? second : first;
    const rate = o.world.limits[route.rate ?? 'other'];
    const standing = rates.take(`${route.method} ${route.path}`, major, rate, route.open !== true);
    if (standing.retryAfterMs !== undefined) return tooMany(standing, standing.retryAfterMs);
    try {
      if (route.open !== true && request.headers.authorization !== `Bot ${o.world.token}`) {
        throw refusals.unauthorized();
      }
      if (body === undefined) throw refusals.invalidJson();
      const answer = await route.handle({ params, query, body: body.json, files: body.files });
      return { ...answer, headers: standing.headers };
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: error.body, headers: standing.headers };
      // A mistake of this server itself: said aloud, so that a test that meets it shows it.
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { status: 500, body: { code: 0, message }, headers: standing.headers };
    }
  }

  function answerTo(
    method: string,
    path: string,
    request: IncomingMessage,
    query: URLSearchParams,
    body: RequestBody | undefined,
  ) {
    const found = find(method, path);
    if (found !== undefined) return carryOut(found, request, query, body);
    return { status: 404, body: refusals.unknownRoute().body, headers: {} };
  }

  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = url.pathname.replace(PREFIX, '');
    const method = request.method ?? 'GET';
    const atMs = o.world.clock.nowMs();
    const body = await readBody(request);
    const note = (status: number, answer?: unknown): void => {
      const code = errorCode(answer);
      o.requests.push({
        method,
        path,
        query: url.search,
        status,
        body: body?.json,
        files: body?.files ?? [],
        atMs,
        ...(code === undefined ? {} : { code }),
      });
    };
    await o.faults.pause(method, path, o.signal);
    const cut = o.faults.takeCut(method, path);
    if (cut?.when === 'before') {
      note(0);
      request.socket.destroy();
      return;
    }
    const fail = o.faults.takeFail(method, path);
    if (fail !== undefined) {
      note(fail.status, fail.body);
      reply(response, { status: fail.status, body: fail.body }, fail.headers ?? {});
      return;
    }
    const answer = await answerTo(method, path, request, url.searchParams, body);
    if (cut !== undefined) {
      note(0);
      request.socket.destroy();
      return;
    }
    note(answer.status, answer.status < 400 ? undefined : answer.body);
    reply(response, answer, answer.headers);
  };
}

function tooMany(standing: RateStanding, retryAfterMs: number) {
  const global = standing.global === true;
  const body = { message: 'You are being rate limited.', retry_after: retryAfterMs / 1000, global };
  return { status: 429, body, headers: standing.headers };
}

function reply(response: ServerResponse, answer: RestAnswer, headers: Readonly<Record<string, string>>): void {
  if (answer.body === undefined) {
    response.writeHead(answer.status, headers).end();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(answer.body));
}

function compile(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:(\w+)/gu, '(?<$1>[^/]+)')}(?<end>)$`, 'u');
}

function errorCode(body: unknown): number | undefined {
  if (typeof body !== 'object' || body === null || !('code' in body)) return undefined;
  return typeof body.code === 'number' ? body.code : undefined;
}
