import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { LinearRouter } from 'hono/router/linear-router';
import { MoraError, systemCode, toMoraError, type ErrorCode } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import { limitBody } from './limit-body.ts';
import { prepareClosing } from './server-closing.ts';
import { guardOrigin } from './web-guard.ts';

/** What `/healthz` answers: 200 for `ok`, 503 with the reason otherwise. */
export type Health = { readonly status: 'ok' } | { readonly status: 'unavailable'; readonly reason: string };

export interface WebServerParts {
  /** Address to listen on. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where the world reaches the public paths; without it nobody outside does. */
  readonly publicUrl?: string;
  /** Where videos may come from beside ourselves. */
  readonly filesOrigin?: string | undefined;
  readonly logger: Logger;
  readonly health: () => Health | Promise<Health>;
}

/** The one HTTP server of the studio. */
export interface WebServer {
  /** Adapters mount their routes here, at any time. */
  readonly app: Hono;
  /** Where a browser on this machine finds it, with a slash at its end. */
  readonly url: string;
  /** Takes no more requests, lets those under way end within the grace, then cuts what is left. */
  close(graceMs?: number): Promise<void>;
}

/** Bytes of a request's body where a route says nothing else: words, never files. */
const maxBodyBytes = 256 * 1024;

/** Requests whose path starts so carry more: files, or forms and messages of Slack. Their routes count the bytes. */
const widePrefixes = ['/playground/uploads/', '/slack/events'] as const;

/** Opens the server and listens. Throws `port-in-use` or `configuration` where it cannot. */
export async function openWebServer(parts: WebServerParts): Promise<WebServer> {
  const { host, port, publicUrl, filesOrigin, logger, health } = parts;
  // This router takes routes while it serves; the others are closed by their first request.
  const app = new Hono({ router: new LinearRouter() });
  app.use(securityHeaders(filesOrigin));
  // Before the guard: supervisors ask by whatever name they have, and there is nothing to guard in the answer.
  app.get('/healthz', async (context) => {
    const state = await health();
    return context.json(state, state.status === 'ok' ? 200 : 503);
  });
  app.use(guardOrigin(host, publicUrl));
  const limit = limitBody(maxBodyBytes, (context) =>
    context.json({ error: 'This is too long. Please send less text.' }, 413),
  );
  app.use((context, next) =>
    widePrefixes.some((prefix) => context.req.path.startsWith(prefix)) ? next() : limit(context, next),
  );
  app.notFound((context) => context.json({ error: 'There is nothing here.' }, 404));
  app.onError((error, context) => {
    const failure = toMoraError(error);
    if (failure.code === 'internal') logger.error({ err: error, path: context.req.path }, 'request-failed');
    return context.json({ error: failure.userMessage, code: failure.code }, statusOf(failure.code));
  });

  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  const closeServer = prepareClosing(server);
  await listen(server, host, port);
  // A server that listens on a port has an address of this kind.
  const bound = server.address() as AddressInfo;
  const url = `http://${browserHost(host)}:${bound.port}/`;
  return { app, url, close: (graceMs = 1_000) => closeServer(graceMs) };
}

function securityHeaders(filesOrigin: string | undefined): Parameters<Hono['use']>[1] {
  const all = { 'content-security-policy': contentPolicy(filesOrigin), ...headers };
  return async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(all)) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    }
  };
}

function contentPolicy(filesOrigin: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    filesOrigin === undefined ? "media-src 'self'" : `media-src 'self' ${filesOrigin}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const headers: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

const statuses = {
  'bad-input': 400,
  'bad-media': 422,
  'not-supported': 422,
  'not-allowed': 403,
  'not-found': 404,
  cancelled: 503,
  'timed-out': 504,
  'disk-full': 507,
  unavailable: 503,
  'provider-failed': 502,
} as const;

function statusOf(code: ErrorCode): (typeof statuses)[keyof typeof statuses] | 500 {
  return code in statuses ? statuses[code as keyof typeof statuses] : 500;
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  try {
    await promise;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EADDRINUSE') {
      throw new MoraError(
        'port-in-use',
        `Port ${port} is taken by another program. Stop that one, or set PORT to another number.`,
        { cause: error },
      );
    }
    if (code === 'EACCES') {
      throw new MoraError('configuration', `Port ${port} needs special rights. Set PORT to a number above 1023.`, {
        cause: error,
      });
    }
    throw new MoraError('configuration', 'The address in HOST cannot be listened on. Set HOST to 127.0.0.1.', {
      cause: error,
      detail: code ?? 'no code',
    });
  } finally {
    server.off('error', reject);
  }
}

/** An address that stands for all is none that a browser can go to. */
function browserHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
