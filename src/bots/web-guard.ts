import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';

/** Methods that change nothing, by definition. */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Keeps other web sites out. A page elsewhere can make a browser send requests here in two ways: by naming this address
 * (then `Origin` tells) or by pointing a name of its own at it (then `Host` tells). Programs that are no browsers send
 * neither and pass.
 */
export function guardOrigin(listenHost: string): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (!isOurHost(host, listenHost)) {
      return context.json(
        { error: 'This name is not known here. Open the studio by the address that it printed.' },
        421,
      );
    }
    if (!safeMethods.has(context.req.method) && !isSameOrigin(context.req.header(), host)) {
      return context.json({ error: 'Another web page may not do this.' }, 403);
    }
    return next();
  };
}

function isOurHost(hostHeader: string, listenHost: string): boolean {
  const name = hostnameOf(`http://${hostHeader}`);
  if (name === undefined) return false;
  if (['localhost', '127.0.0.1', '::1', listenHost.toLowerCase()].includes(name)) return true;
  // Open to the whole network by its operator's wish: reached by any number, but by no foreign name.
  return (listenHost === '0.0.0.0' || listenHost === '::') && isIP(name) !== 0;
}

function isSameOrigin(headers: Readonly<Record<string, string>>, host: string): boolean {
  const origin = headers['origin'];
  if (origin !== undefined) return URL.canParse(origin) && new URL(origin).host === normalHost(host);
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

function normalHost(host: string): string {
  return new URL(`http://${host}`).host;
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[(.*)\]$/u, '$1').toLowerCase() : undefined;
}
