import type { FakeLimits, Rate } from './limits.ts';
import type { UploadedFile } from './request-body.ts';

/** A request as a route sees it: authorised, counted and read. */
export interface RestRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

/** What a route answers; without a body, nothing is sent but the status. */
export interface RestAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** One route of the API, below `/api/v10`. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** As in `/channels/:channelId/messages`; each value of its main parameter has a bucket of its own. */
  readonly path: string;
  readonly rate?: KeysOf<FakeLimits, Rate>;
  /** Reached by an interaction's token: needs no bot token and does not count globally. */
  readonly open?: true;
  handle(request: RestRequest): RestAnswer | Promise<RestAnswer>;
}

type KeysOf<T, Value> = { [Key in keyof T]: T[Key] extends Value ? Key : never }[keyof T];

/** A parameter of the route's path. */
export function param(request: RestRequest, name: string): string {
  const value = request.params[name];
  if (value === undefined) throw new Error(`The route has no parameter ${name}`);
  return value;
}

/** Status 200 with a body. */
export function ok(body: unknown): RestAnswer {
  return { status: 200, body };
}

/** Status 204. */
export const NO_CONTENT: RestAnswer = { status: 204 };
